"""How often a log-in may fail: limits as data, counted in the shared cache by all processes together.

Each limit has a fixed number of places. A try takes a place before the password is looked at, and gives it
back if everything was right; a wrong try keeps its place for the limit's window. `cache.add` is atomic, so
that a hundred tries at once find ten places, and no stretch of the window's length ever sees more.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from django.core.cache import cache
from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle


@dataclass(frozen=True)
class Limit:
    """At most so many within a window."""

    name: str
    most: int
    window: timedelta


QUARTER_OF_AN_HOUR = timedelta(minutes=15)
WRONG_BY_ACCOUNT = Limit("wrong-account", 10, QUARTER_OF_AN_HOUR)
WRONG_BY_ADDRESS = Limit("wrong-address", 50, QUARTER_OF_AN_HOUR)
RESETS_BY_ACCOUNT = Limit("reset-account", 3, timedelta(hours=1))
RESETS_BY_ADDRESS = Limit("reset-address", 20, timedelta(hours=1))


@dataclass
class Attempt:
    """One try, and the places it has taken."""

    allowed: bool
    _keys: list[str] = field(default_factory=list)

    def forgive(self) -> None:
        """Nothing was wrong: give the places back."""
        cache.delete_many(self._keys)


def begin(*wanted: tuple[Limit, str]) -> Attempt:
    """Take a place under each (limit, who); the attempt is allowed if every limit had one left."""
    keys = [_take(limit, who) for limit, who in wanted]
    attempt = Attempt(all(keys), [key for key in keys if key])
    if not attempt.allowed:
        # Nobody looks at its password, so it must not use up what the other limit has left.
        attempt.forgive()
    return attempt


def client_address(request: HttpRequest | None) -> str:
    """The address of a client; X-Forwarded-For counts for as many proxies as NUM_PROXIES says."""
    if request is None:
        return ""
    return BaseThrottle().get_ident(request) or ""


def client_network(address: str) -> str:
    """What is counted as one address: a customer of IPv6 has a whole /64 to draw from."""
    try:
        parsed = ip_address(_without_port(address))
    except ValueError:
        return "unknown"
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    if isinstance(parsed, IPv6Address):
        return f"{IPv6Address(int(parsed) >> 64 << 64)}/64"
    return str(parsed)


def _without_port(address: str) -> str:
    """203.0.113.5 of 203.0.113.5:4711, which some proxies write."""
    host, colon, _ = address.partition(":")
    return host if colon and host.count(".") == 3 else address


def _take(limit: Limit, who: str) -> str | None:
    keys = [f"attempts:{limit.name}:{who}:{number}" for number in range(limit.most)]
    taken = cache.get_many(keys)
    free = (key for key in keys if key not in taken)
    return next((key for key in free if cache.add(key, 1, limit.window.total_seconds())), None)
