"""A new password, chosen through a link in an e-mail: by who has forgotten the old one, or is new here."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from common.taken import unless_taken
from users import attempts
from users.accounts import require_name
from users.addresses import address_key, wire_form
from users.attempts import RESETS_BY_ACCOUNT, RESETS_BY_ADDRESS
from users.backends import user_named
from users.email_text import EmailText, written_when_sent
from users.models import FINISHED, EmailDelivery, User
from users.outbox import send_email
from users.preferences import Role
from users.refusals import AddressTaken
from users.security_log import account_name, security_event

SUBJECT = "Choose a new password"
WELCOME = "Your login at Harbour Lending"


class ResetTokens(PasswordResetTokenGenerator):
    """Django's links, which work once and for an hour; they also end when all log-ins are ended."""

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.login_version}"

    def _now(self) -> datetime:
        # Django takes the wall clock's hour, which comes twice in autumn and not at all in spring.
        return timezone.now().astimezone(UTC).replace(tzinfo=None)


reset_tokens = ResetTokens()


def reset_request(*, email: str, request: HttpRequest) -> tuple[int, str, str]:
    """What to queue the task `write_password_reset` with, for somebody who has forgotten a password.

    Whether or not the address is known, it is one task: the answer takes the same time. User 0 is nobody.
    """
    user = user_named(email)
    account = account_name(user and user.pk, email)
    network = attempts.client_network(attempts.client_address(request))
    attempt = attempts.begin((RESETS_BY_ACCOUNT, account), (RESETS_BY_ADDRESS, network))
    security_event("password reset asked for", account=account, request=request, allowed=attempt.allowed)
    found = user.pk if user and attempt.allowed and _may_reset(user) else 0
    return found, str(uuid4()), timezone.now().isoformat()


def reset_write(*, user_id: int, request_id: str, expires_at: datetime) -> int:
    """Write the e-mail with the link. Returns how many e-mails there are: none for an unknown user."""
    user = User.objects.filter(pk=user_id).first()
    if user is None or not _may_reset(user):
        return 0
    return send_email(
        [
            EmailDelivery(
                address=user.email,
                subject=SUBJECT,
                template="password_reset",
                dedupe_key=f"password_reset:{request_id}",
                context={"user_id": user.pk, "name": user.name},
                expires_at=expires_at,
            )
        ]
    )


@written_when_sent("password_reset", gone="The account or its address has changed since.")
def reset_text(delivery: EmailDelivery) -> EmailText | None:
    """The e-mail as it is sent: the link is made now, and stored nowhere."""
    user = User.objects.filter(pk=delivery.context["user_id"], email=delivery.address).first()
    if user is None or not _may_reset(user):
        return None
    return EmailText(subject=SUBJECT, context=delivery.context, secret={"link": _link_for(user)})


@transaction.atomic
def invite(*, email: str, name: str, role: Role, by: User, waits: Sequence[str] = ()) -> User:
    """A login for somebody new, who chooses the password through a link in an e-mail.

    `waits` says in sentences what waits for that person. The link works for an hour after it was sent; after
    that, one for a forgotten password does the same.
    Raises NameMissing, UnusableText, TextTooLong, InvalidAddress, LocalPartNotAscii and AddressTaken.
    """
    name, email = require_name(name), email.strip()
    wire_form(email)
    with unless_taken(AddressTaken()):
        # Nobody knows it; without one, no link to a forgotten password would be sent.
        user = User.objects.create_user(email, get_random_string(40), name=name, role=role)
    security_event("invited", account=account_name(user.pk), by=account_name(by.pk))
    _send_invitation(user, by, waits, dedupe_key=f"invitation:{user.pk}")
    return user


@transaction.atomic
def invite_again(*, user: User, by: User, waits: Sequence[str] = ()) -> None:
    """Send somebody who has never logged in another invitation, unless one is still on its way.

    The link is made when the e-mail is sent, so one that waits is as good as another.
    """
    User.objects.select_for_update().get(pk=user.pk)
    sent = EmailDelivery.objects.filter(
        address_key=address_key(user.email), dedupe_key__startswith="invitation:"
    )
    if sent.exclude(state__in=FINISHED).exists():
        return
    security_event("invited again", account=account_name(user.pk), by=account_name(by.pk))
    _send_invitation(user, by, waits, dedupe_key=f"invitation:{user.pk}:{sent.count()}")


def _send_invitation(user: User, by: User, waits: Sequence[str], dedupe_key: str) -> None:
    send_email(
        [
            EmailDelivery(
                address=user.email,
                subject=WELCOME,
                template="invitation",
                dedupe_key=dedupe_key,
                context={"user_id": user.pk, "name": user.name, "by": by.name, "waits": list(waits)},
            )
        ]
    )


@written_when_sent("invitation")
def invitation_text(delivery: EmailDelivery) -> EmailText | None:
    """The e-mail as it is sent, with a link made now; none once its reader has logged in, or has another
    address: the reader of the old one would get the login."""
    invited = User.objects.filter(pk=delivery.context["user_id"], email=delivery.address, last_login=None)
    user = invited.first()
    if user is None or not _may_reset(user):
        return None
    return EmailText(subject=WELCOME, context=delivery.context, secret={"link": _link_for(user)})


def _link_for(user: User) -> str:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse(settings.PASSWORD_RESET_URL, args=[uid, reset_tokens.make_token(user)])
    return f"{settings.SITE_URL}{path}"


def _may_reset(user: User) -> bool:
    return user.is_active and user.has_usable_password()
