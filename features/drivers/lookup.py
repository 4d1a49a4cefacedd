"""Finds what a scenario names, and says what there is where it is not there."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from features.drivers.shown import shown
from users.models import User


def the_one(rows: QuerySet, what: str, others: Iterable[Any]) -> Any:
    """Return the only row; AssertionError without one, as `all_there` says it, or where there are several."""
    found = all_there(rows, what, others)
    if len(found) > 1:
        raise AssertionError(f"This phrase means one {what}, and this story has {len(found)}.")
    return found[0]


def the_last(rows: QuerySet, what: str, others: Iterable[Any]) -> Any:
    """Return the last row; AssertionError without one, as `all_there` says it."""
    return all_there(rows, what, others)[-1]


def own(who: str, things: Mapping[str, Any], what: str, *, say: str) -> Any:
    """Return what somebody has; AssertionError says who has one, and which phrase gives somebody one."""
    if who not in things:
        owners = ", ".join(things) or "nobody"
        raise AssertionError(f"{who} has no {what}. Who has one: {owners}. Say “{say}” first.")
    return things[who]


def all_there(rows: QuerySet, what: str, others: Iterable[Any]) -> list[Any]:
    """Return the rows; AssertionError says that no `what` is in the story, and which others are."""
    found = list(rows)
    if not found:
        there = ", ".join(map(shown, others)) or "none"
        raise AssertionError(f"There is no {what} in this story. There is: {there}.")
    return found


def require_any(rows: QuerySet, what: str, seen_by: User) -> None:
    """Fail where there is no row that somebody could see: that they see none would prove nothing.

    An admin sees all there is: that an admin sees none proves that there is none.
    """
    if seen_by.role != "admin" and not rows.exists():
        raise AssertionError(f"There is no {what} in this story, so nobody could see one.")
