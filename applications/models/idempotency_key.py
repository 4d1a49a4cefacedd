"""What was made of a request, so that the same request again makes nothing more."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class IdempotencyKey(models.Model):
    """One submission of a form, or one request of the API, and the row that it made.

    `digest` stands for the act, the person and the answers. Rows are only ever added.
    """

    key = models.UUIDField(primary_key=True)
    digest = models.CharField(max_length=64)
    made_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, null=True, related_name="+")
    made_id = models.BigIntegerField(null=True)
    made = GenericForeignKey("made_type", "made_id")

    def __str__(self):
        return str(self.key)
