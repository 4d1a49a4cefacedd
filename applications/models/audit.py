"""The audit trail: what people changed of an application, besides its stage."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from applications.models.application import Application
from common.text import LineField


class AuditEntry(models.Model):
    """What one person did to one application. Rows are only ever added.

    `act` goes on after the person's name: “changed the amount from $1.00 to $2.00”. Of personal data it says
    only that they were changed.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="audit_entries")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    act = LineField(max_length=500)

    class Meta:
        ordering = ["application", "pk"]
        verbose_name_plural = "audit entries"

    def __str__(self):
        return f"{self.by} {self.act}"
