"""People who join a loan: on file because they are in another, or new to the lender."""

from typing import Any

from features.drivers.person import Person

# What is private can be entered later, and a form that is refused shows it again.
PARTICULARS = ("name", "kind", "email")


def is_on_file(person: Person) -> bool:
    """Whether somebody is in a loan of the story."""
    return person.party.applications.exists()


def particulars_of(person: Person) -> dict[str, Any]:
    """Return what is entered about somebody new."""
    return {name: getattr(person.party, name) for name in PARTICULARS}
