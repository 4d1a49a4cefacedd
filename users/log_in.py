"""Log-in in two steps. There is no session before both are done: until then somebody is only pending."""

from datetime import timedelta

from django.contrib.auth import login
from django.core import signing
from django.http import HttpRequest

from users.models import User

PENDING = "pending_log_in"
PENDING_FOR = timedelta(minutes=10)


def begin(request: HttpRequest, user: User, *, next_url: str) -> None:
    """The password was right: remember, in the anonymous session, who is logging in and where to go then."""
    # A session that somebody else may know the key of must not come this far.
    request.session.flush()
    known = {"user": user.pk, "version": user.login_version, "next": next_url}
    request.session[PENDING] = signing.dumps(known, salt=PENDING)


def pending_user(request: HttpRequest) -> User | None:
    """Who is between password and code; None where nobody is, the time is up, or the log-in was ended."""
    known = _pending(request)
    if known is None:
        return None
    return User.objects.filter(pk=known["user"], login_version=known["version"], is_active=True).first()


def finish(request: HttpRequest, user: User) -> str:
    """Nothing is missing any more: log in. Returns the address to go to."""
    known = signing.loads(request.session.pop(PENDING), salt=PENDING)
    login(request, user)
    return known["next"]


def _pending(request: HttpRequest) -> dict | None:
    try:
        return signing.loads(request.session.get(PENDING, ""), salt=PENDING, max_age=PENDING_FOR)
    except signing.BadSignature:
        return None
