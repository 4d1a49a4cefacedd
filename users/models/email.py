"""E-mails, and how far each has got."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.constraints import one_of
from common.text import LineField
from users.addresses import LONGEST
from users.fields import AddressKeyField
from users.models.notification import Notification
from users.models.user import User


class EmailState(models.TextChoices):
    """How far an e-mail has got."""

    QUEUED = "queued", "Queued"
    SENDING = "sending", "Sending"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"
    EXPIRED = "expired", "Expired"
    # The mail server may or may not have taken it: it is sent again under the same Message-ID.
    UNKNOWN = "unknown", "Unknown"


TO_BE_SENT = (EmailState.QUEUED, EmailState.UNKNOWN)
UNFINISHED = (*TO_BE_SENT, EmailState.SENDING)
FINISHED = (EmailState.SENT, EmailState.FAILED, EmailState.EXPIRED)


class EmailDelivery(models.Model):
    """One e-mail to one address: what it takes to write it, and how far it has got."""

    address = models.CharField("e-mail address", max_length=LONGEST)
    address_key = AddressKeyField(source="address")
    subject = LineField(max_length=200)
    template = models.CharField(max_length=60)
    # Of the wording that was sent; empty until then.
    template_version = models.CharField(max_length=12, blank=True)
    # None once it is no longer kept.
    context = models.JSONField(default=dict, null=True)
    dedupe_key = models.CharField(max_length=200)
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=EmailState.choices, default=EmailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    # While it is being sent: when its claim runs out.
    next_attempt_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    # It is not sent from this moment on.
    expires_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)
    notification = models.OneToOneField(
        Notification, on_delete=models.SET_NULL, null=True, blank=True, related_name="email_delivery"
    )
    # Of an e-mail to somebody without a login; a notification has its own.
    subject_ref = models.CharField("about", max_length=50, blank=True)
    # Whom to tell, besides the admins, if it cannot be delivered.
    tell_on_failure = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "e-mail deliveries"
        constraints = [
            models.UniqueConstraint(fields=["address_key", "dedupe_key"], name="email_written_once"),
            one_of("state", EmailState, "email_state_is_legal"),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=Q(state__in=UNFINISHED), name="email_due"),
            models.Index(
                fields=["created_at"],
                condition=Q(context__isnull=False, state__in=FINISHED),
                name="email_to_forget",
            ),
            models.Index(fields=["subject_ref", "created_at"], name="email_about"),
        ]

    def __str__(self):
        return f"{self.subject} ({self.address})"

    def is_late(self) -> bool:
        """Whether it may no longer be sent, because its time is over."""
        return self.expires_at is not None and self.expires_at <= timezone.now()
