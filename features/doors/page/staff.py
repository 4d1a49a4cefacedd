"""The lender's people, on their pages."""

from collections.abc import Callable
from typing import Any

from features.doors.page.desk import Desk
from features.drivers.person import Person

PEOPLE = "/people/"
LABELS = {"branch": "Branch", "approval_limit": "May approve up to", "primary_bdm": "Primary BDM"}
INVITES = {"bdm": "Invite a BDM", "broker": "Invite a broker"}


class Staff:
    def __init__(self, desk: Callable[[Person], Desk]) -> None:
        self._desk = desk

    def change(self, who: Person, person: Person, field: str, value: Any) -> None:
        desk, page = self._desk(who), _page_of(person)
        with desk.offered_or(f"{page}change/", **{field: getattr(value, "pk", value)}):
            desk.open(page)
            desk.go(f"{page}change/")
            desk.press("Save", {LABELS[field]: str(value)})

    def hand_over(self, who: Person, bdm: Person, to: Person) -> None:
        desk, page = self._desk(who), _page_of(bdm)
        with desk.offered_or(f"{page}hand-over/", to=to.party.pk):
            desk.open(page)
            desk.go(f"{page}hand-over/")
            desk.press("Hand over", {"To": to.party.name})

    def set_active(self, who: Person, person: Person, *, active: bool) -> None:
        desk, page = self._desk(who), _page_of(person)
        with desk.offered_or(f"{page}{'reactivate' if active else 'deactivate'}/"):
            desk.open(page)
            if active:
                desk.press("Reactivate the login")
            else:
                desk.go(f"{page}deactivate/")
                desk.press("Deactivate")

    def invite(self, who: Person, kind: str, name: str, email: str, values: dict[str, Any]) -> None:
        desk, form = self._desk(who), f"{PEOPLE}{kind}/invite/"
        typed = {
            "name": name,
            "email": email,
            **{one: getattr(two, "pk", two) for one, two in values.items()},
        }
        with desk.offered_or(form, **typed):
            desk.open(PEOPLE)
            desk.follow(INVITES[kind])
            shown = {LABELS[one]: str(value) for one, value in values.items()}
            desk.press("Invite", {"Name": name, "E-mail address": email, **shown})

    def open_branch(self, who: Person, name: str) -> None:
        desk, form = self._desk(who), f"{PEOPLE}branches/new/"
        with desk.offered_or(form, name=name):
            desk.open(PEOPLE)
            desk.go(form)
            desk.press("Open the branch", {"Name": name})


def _page_of(person: Person) -> str:
    return f"{PEOPLE}{person.user.role}/{(person.party or person.user).pk}/"
