"""What people write down about an application."""

from django.conf import settings
from django.db import models

from applications.models.application import Application
from common.constraints import one_of
from common.text import LinesField


class Visibility(models.TextChoices):
    INTERNAL = "internal", "Internal"
    CUSTOMER = "customer", "Visible to the customer"


class Note(models.Model):
    """A remark, perhaps with somebody to do something about it on a day."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notes_written"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notes_assigned",
    )
    text = LinesField()
    remind_on = models.DateField(null=True, blank=True)
    # The day that author and assignee were reminded for; another day reminds them again.
    reminded_for = models.DateField(null=True, editable=False)
    done_at = models.DateTimeField(null=True, blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.INTERNAL)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["application", "-created_at"]
        constraints = [one_of("visibility", Visibility, "note_visibility_is_legal")]
        indexes = [
            models.Index(
                fields=["remind_on"],
                condition=models.Q(done_at=None, remind_on__isnull=False),
                name="note_to_remind_of",
            )
        ]

    def __str__(self):
        return f"Note {self.pk} on {self.application}"
