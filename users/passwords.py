"""A new password: chosen by somebody who knows the old one, or through a link in an e-mail."""

from datetime import UTC, datetime
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from users import attempts
from users.attempts import RESETS_BY_ACCOUNT, RESETS_BY_ADDRESS
from users.backends import user_named
from users.email_text import EmailText, written_when_sent
from users.models import EmailDelivery, User
from users.outbox import send_email
from users.security_log import account_name, security_event

SUBJECT = "Choose a new password"


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
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse(settings.PASSWORD_RESET_URL, args=[uid, reset_tokens.make_token(user)])
    return EmailText(subject=SUBJECT, context=delivery.context, secret={"link": f"{settings.SITE_URL}{path}"})


def _may_reset(user: User) -> bool:
    return user.is_active and user.has_usable_password()
