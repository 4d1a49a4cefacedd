"""API tokens: taken for a password and a code, listed and revoked by their owner."""

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from users.models import ApiToken, User
from users.refusals import TooManyTokens
from users.security_log import account_name, security_event

MOST = 10  # tokens that one person can have at a time


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """A person's tokens that still work, the newest first."""
    return ApiToken.objects.filter(user=user, expiry__gt=timezone.now())


@transaction.atomic
def token_take(*, user: User, request: HttpRequest | None) -> tuple[ApiToken, str] | None:
    """A new token for somebody who has just logged in: its row, and the token itself, which is not kept.

    None where the log-in has ended meanwhile. Raises TooManyTokens.
    """
    # The lock makes this wait for a new password, or the new password for this.
    same = User.objects.select_for_update().filter(
        pk=user.pk, is_active=True, login_version=user.login_version
    )
    if not same.exists():
        return None
    ApiToken.objects.filter(user=user, expiry__lte=timezone.now()).delete()
    if tokens_of(user).count() >= MOST:
        raise TooManyTokens(MOST)
    row, token = ApiToken.objects.create(user=user)
    security_event("API token taken", account=account_name(user.pk), request=request, token=row.pk)
    return row, token


def token_revoke(*, user: User, token_id: int, by: User, request: HttpRequest | None) -> bool:
    """End one of a person's tokens. False where there is none of that id."""
    found, _ = ApiToken.objects.filter(user=user, pk=token_id).delete()
    if found:
        security_event(
            "API token revoked",
            account=account_name(user.pk),
            request=request,
            token=token_id,
            by=account_name(by.pk),
        )
    return bool(found)
