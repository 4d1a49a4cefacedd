"""People, their notifications and their e-mail. Nothing here knows of a loan."""

from uuid import uuid4

from asgiref.sync import sync_to_async
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from knox.models import AbstractAuthToken

from common.constraints import one_of
from common.text import LineField, LinesField
from users.addresses import LONGEST, address_key, validate_address
from users.fields import AddressKeyField
from users.login_version import LoginVersioned, LoginVersionQuerySet
from users.preferences import Channel, Event, Rhythm, Role
from users.refusals import AddressTaken, NoDigestForBorrowers

ADDRESS_TAKEN = str(AddressTaken())


class UserQuerySet(LoginVersionQuerySet):
    def update(self, **values) -> int:
        # Columns that follow from others are computed when a row is saved, and this saves none.
        if "email" in values:
            values["email_key"] = address_key(values["email"])
        return super().update(**values)

    update.alters_data = True


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """A user who logs in by `email`; without a password the account can't log in until one is set."""
        if not email:
            raise ValueError("A user needs an e-mail address to log in with.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str) -> "User":
        """The user who logs in by this address, however it is spelt."""
        return self.get(email_key=address_key(email))

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(
            email, password, **{"role": Role.ADMIN, "is_staff": True, "is_superuser": True, **fields}
        )


class User(LoginVersioned, AbstractBaseUser, PermissionsMixin):
    """A person with a login."""

    # As it was typed; the key tells which spellings are one address.
    email = LineField("e-mail address", max_length=LONGEST, unique=True, validators=[validate_address])
    email_key = AddressKeyField(source="email")
    name = LineField(max_length=150)
    role = models.CharField(max_length=10, choices=Role.choices)
    rhythm = models.CharField(
        "e-mail frequency", max_length=10, choices=Rhythm.choices, default=Rhythm.SINGLE
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("may use the admin pages", default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["email_key"],
                name="user_email_unique_in_any_spelling",
                violation_error_message=ADDRESS_TAKEN,
            ),
            one_of("role", Role, "user_role_is_legal"),
            one_of("rhythm", Rhythm, "user_rhythm_is_legal"),
            models.CheckConstraint(
                condition=~Q(role=Role.BORROWER) | Q(rhythm=Rhythm.SINGLE),
                name="borrower_has_no_digest",
                violation_error_message=str(NoDigestForBorrowers()),
            ),
        ]
        # The admins are looked up among everybody who has a login.
        indexes = [models.Index(fields=["role"], name="user_role")]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        # Forms leave the key out, and its constraint with it.
        others = User.objects.filter(email_key=address_key(self.email)).exclude(pk=self.pk)
        if others.exists():
            raise ValidationError({"email": ADDRESS_TAKEN})

    def _fields_to_save(self, named):
        fields = super()._fields_to_save(named)
        return fields | {"email_key"} if "email" in fields else fields

    def check_password(self, raw_password: str) -> bool:
        """Whether this is the password. An old hash is renewed: no new password, so no log-in ends."""

        def renew(password: str) -> None:
            stored, self.password = self.password, make_password(password)
            same = User._base_manager.filter(pk=self.pk, password=stored)
            same.update(password=self.password)

        return check_password(raw_password, self.password, renew)

    async def acheck_password(self, raw_password: str) -> bool:
        return await sync_to_async(self.check_password)(raw_password)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # Django's has the password's hash in it: a hash that is renewed would end the other sessions.
        return salted_hmac(
            "users.session", f"{self.pk}:{self.login_version}", secret, algorithm="sha256"
        ).hexdigest()


class ApiToken(AbstractAuthToken):
    """Lets a program act for a person. Only a hash is stored; the token itself is shown once."""

    # Of its own: the admin pages show a row's primary key, and nobody is shown the hash.
    id = models.BigAutoField(primary_key=True)
    digest = models.CharField(max_length=128, unique=True)

    class Meta:
        ordering = ["-created"]

    def __str__(self):
        return f"API token of {self.user}"


class NotificationPreference(models.Model):
    """One person's own answer for one event on one channel; without a row the default of the role holds."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notification_preferences")
    event = models.CharField(max_length=30, choices=Event.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    enabled = models.BooleanField()

    class Meta:
        ordering = ["user", "event", "channel"]
        constraints = [
            models.UniqueConstraint(fields=["user", "event", "channel"], name="preference_unique"),
            one_of("event", Event, "preference_event_is_legal"),
            one_of("channel", Channel, "preference_channel_is_legal"),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_event_display()}, {self.get_channel_display()}"


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
            # The page of an application lists what was told of it.
            models.Index(fields=["subject_ref", "created_at"], name="notification_about"),
        ]

    def __str__(self):
        return self.message


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
