"""What people are told: their notifications, the numbers of these, and digests."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from common.constraints import one_of
from common.text import LinesField
from users.models.user import User
from users.preferences import Event


class Inbox(models.Model):
    """The last number given to one of a person's notifications.

    Numbers are given under this row's lock, so that they become visible in their order; the notifications'
    ids do not. It is a table of its own because saving a user writes all of the user's columns.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True)
    last_sequence = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "inboxes"

    def __str__(self):
        return f"Inbox of {self.user}"


class Digest(models.Model):
    """One person's digest of one day. It covers the notifications that name it, however old they are."""

    # Generated in Python, so that of two workers inserting the same digest each can tell whether its row won.
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["user", "day"]
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="one_digest_a_day")]

    def __str__(self):
        return f"Digest for {self.user}, {self.day}"


class Notification(models.Model):
    """One thing told to one person, once.

    Hidden where the person has the in-app channel switched off, and once its words are no longer kept.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notifications")
    notification_type = models.CharField(max_length=30, choices=Event.choices)
    message = LinesField()
    subject_ref = models.CharField("about", max_length=50, blank=True)
    url = models.CharField(max_length=200, blank=True)
    sequence = models.PositiveBigIntegerField()
    dedupe_key = models.CharField(max_length=200)
    hidden = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True, blank=True)
    # True if its e-mail is held back for a digest; `digest` is set once one includes it.
    for_digest = models.BooleanField(default=False)
    digest = models.ForeignKey(
        Digest, on_delete=models.RESTRICT, null=True, blank=True, related_name="notifications"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["user", "-sequence"]
        constraints = [
            # The key first: a batch looks its keys up for all users at once.
            models.UniqueConstraint(fields=["dedupe_key", "user"], name="notification_told_once"),
            models.UniqueConstraint(fields=["user", "sequence"], name="notification_sequence_unique"),
            one_of("notification_type", Event, "notification_type_is_legal"),
        ]
        indexes = [
            models.Index(
                fields=["user"], condition=Q(read_at=None, hidden=False), name="notification_unread"
            ),
            models.Index(
                fields=["created_at"],
                condition=Q(read_at__isnull=False, hidden=False),
                name="notification_to_forget",
            ),
            models.Index(
                fields=["user"], condition=Q(for_digest=True, digest=None), name="notification_awaits_digest"
            ),
            # The page of an application lists the notifications about it.
            models.Index(fields=["subject_ref", "created_at"], name="notification_about"),
        ]

    def __str__(self):
        return self.message
