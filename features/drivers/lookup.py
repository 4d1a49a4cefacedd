"""Finds what a scenario names, and says what there is where it is not there."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from django.db.models import QuerySet

from features.drivers.shown import shown
from users.models import User

# From this likeness on, a new name is taken for a slip: Carl and Carla, but not Cora and Nora.
SLIP = 0.85
# From this likeness on, a known name is suggested: Bella for Belle, but not for Zelda.
ALIKE = 0.75
A_BORROWER = " A borrower comes with an application: “Given Omar has applied for $250,000.00 through Bella”."
# Noun → how one of these comes into a story.
INTRODUCED_BY = {
    "borrower": A_BORROWER,
    "person": f"{A_BORROWER} Others come by the phrases under PEOPLE in `make phrases`.",
}


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
        there = ", ".join(map(shown, others))
        instead = f" What there is: {there}." if there else ""
        raise AssertionError(f"There is no {what} in this story.{instead}")
    return found


def require_any(rows: QuerySet, what: str, seen_by: User) -> None:
    """Fail where there is no row that somebody could see: that they see none would prove nothing.

    An admin sees all there is: that an admin sees none proves that there is none.
    """
    if seen_by.role != "admin" and not rows.exists():
        raise AssertionError(f"There is no {what} in this story, so nobody could see one.")


def known(name: str, everybody: Mapping[str, Any], noun: str) -> Any:
    """Return what was introduced by a name; AssertionError lists the names and suggests the nearest."""
    if name in everybody:
        return everybody[name]
    near = get_close_matches(name, everybody, n=1, cutoff=ALIKE)
    hint = f" Did you mean {near[0]}?" if near else ""
    plural = "People" if noun == "person" else f"{noun.capitalize()}s"
    there = f"{plural} of this story: {', '.join(everybody)}." if everybody else f"There is no {noun} yet."
    raise AssertionError(
        f"No {noun} called {name} is in this story. {there}{hint}{INTRODUCED_BY.get(noun, '')}"
    )


def must_not_be_a_slip(name: str, others: Iterable[str], role: str) -> None:
    """Fail where a phrase would introduce somebody whose name is nearly that of another in this role."""
    near = get_close_matches(name, others, n=1, cutoff=SLIP)
    if near:
        raise AssertionError(
            f"No {role} called {name} is in this story. Did you mean {near[0]}? "
            f"If it is somebody else, choose a name that is less like {near[0]}."
        )
