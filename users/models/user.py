"""People who log in, their API tokens, and what they want to be told."""

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
from common.text import LineField
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
