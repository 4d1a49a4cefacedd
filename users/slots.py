"""How many sockets a person may hold at a time, over all web processes."""

import logging

from django.core.cache import cache

logger = logging.getLogger(__name__)

MOST_SOCKETS = 20  # tabs that a person may have open; more is a script that opens them in a loop.
# A slot that nobody renews is free again: a web process that crashed has given back none of its own.
LEASE = 300  # seconds
RENEWAL = 120  # seconds; one renewal may fail before a lease ends.


def claim(user_id: int) -> str | None:
    """Claim a slot for one more socket of a person; None where all of them are taken.

    Without the cache nobody can count, and everybody gets in: a page that updates matters more.
    """
    names = [f"live-socket:{user_id}:{number}" for number in range(MOST_SOCKETS)]
    try:
        taken = cache.get_many(names)
        # `add` succeeds for one process only where two want the same slot.
        return next((name for name in names if name not in taken and cache.add(name, True, LEASE)), None)
    except Exception:
        logger.exception("Could not claim a socket slot for user %s", user_id)
        return names[0]


def renew(slot: str) -> None:
    """Keep a slot for another lease."""
    cache.set(slot, True, LEASE)


def free(slot: str) -> None:
    """Give a slot back; without the cache it comes back when its lease ends."""
    try:
        cache.delete(slot)
    except Exception:
        logger.exception("Could not release %s", slot)
