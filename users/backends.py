"""Log-in by password. Every door uses it, so that every door counts wrong tries together."""

from contextlib import suppress

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from users import attempts
from users.attempts import WRONG_BY_ACCOUNT, WRONG_BY_ADDRESS
from users.models import User
from users.security_log import account_name, security_event


class AccountBackend(ModelBackend):
    """Checks an e-mail address and a password. A wrong one of either is refused in the same way and time."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **more
    ) -> User | None:
        typed = more.get(User.USERNAME_FIELD) if username is None else username
        if typed is None or password is None:
            return None
        user = user_named(typed)
        account = account_name(user and user.pk, typed)
        attempt = attempt_of(account, request)
        # The hasher runs in each case: what it finds is looked at afterwards.
        right = user.check_password(password) if user else not make_password(password)
        wrong = _what_is_wrong(user, right, attempt.allowed)
        if wrong:
            security_event("log-in failed", account=account, request=request, warn=True, why=wrong)
            return None
        attempt.forgive()
        return user


def attempt_of(account: str, request: HttpRequest | None) -> attempts.Attempt:
    """A try at an account from a request's address; a wrong password and a wrong code count alike."""
    network = attempts.client_network(attempts.client_address(request))
    by_address = [(WRONG_BY_ADDRESS, network)] if request is not None else []
    return attempts.begin((WRONG_BY_ACCOUNT, account), *by_address)


def user_named(typed: str) -> User | None:
    """The user who logs in by this address; None where nobody does."""
    # No address holds this character, and PostgreSQL refuses to look for it.
    if "\0" in typed:
        return None
    with suppress(User.DoesNotExist):
        return User.objects.get_by_natural_key(typed)
    return None


def _what_is_wrong(user: User | None, right: bool, allowed: bool) -> str:
    if not allowed:
        return "locked"
    if user is None:
        return "unknown"
    if not right:
        return "wrong password"
    return "" if user.is_active else "deactivated"
