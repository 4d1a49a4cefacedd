"""The lender's people, as admins change, invite and deactivate them."""

from typing import Any

from applications.models import BDM, Branch, Broker
from applications.selectors.people import changes_of
from features.doors import protocol
from features.drivers.lookup import the_one
from features.drivers.people import People
from features.drivers.person import Person
from features.drivers.refusals import Refusals
from users.models import User


class Staff:
    """Lets admins look after the lender's people."""

    def __init__(self, people: People, refusals: Refusals, door: protocol.Staff) -> None:
        self._people = people
        self._refusals = refusals
        self._door = door

    def change(self, who: str, name: str, field: str, value: Any) -> None:
        """Change one field of a BDM or a broker."""
        person = self._people.in_role(name, "BDM", "broker")
        with self._refusals.attempt():
            self._door.change(self._people.person(who), person, field, value)

    def move(self, who: str, name: str, branch: str) -> None:
        """Assign a BDM or a broker to a branch."""
        self.change(who, name, "branch", _branch(branch))

    def make_primary(self, who: str, bdm: str, broker: str) -> None:
        """Give a broker another primary BDM."""
        self.change(who, broker, "primary_bdm", self._people.party(bdm, "BDM"))

    def hand_over(self, who: str, bdm: str, to: str) -> None:
        """Give everything of a BDM to another."""
        people = [self._people.in_role(name, "BDM") for name in (bdm, to)]
        with self._refusals.attempt():
            self._door.hand_over(self._people.person(who), *people)

    def set_active(self, who: str, name: str, *, active: bool) -> None:
        """Deactivate or reactivate somebody's login."""
        person = self._people.in_role(name, "BDM", "broker", "admin")
        with self._refusals.attempt():
            self._door.set_active(self._people.person(who), person, active=active)

    def invite_bdm(self, who: str, name: str, branch: str, limit: Any) -> None:
        """Invite a BDM, who is in the story from then on."""
        self._invite(who, name, "bdm", BDM, branch=_branch(branch), approval_limit=limit)

    def invite_broker(self, who: str, name: str, bdm: str) -> None:
        """Invite a broker of a BDM's branch, who is in the story from then on."""
        primary = self._people.party(bdm, "BDM")
        self._invite(who, name, "broker", Broker, branch=primary.branch, primary_bdm=primary)

    def open_branch(self, who: str, name: str) -> None:
        """Open a branch."""
        with self._refusals.attempt():
            self._door.open_branch(self._people.person(who), name)

    def changes(self, name: str) -> list[dict[str, str]]:
        """Return who changed what of somebody, the first first."""
        person = self._people.person(name)
        found = reversed(changes_of(person.party or person.user))
        return [{"who": one.by, "act": one.act} for one in found]

    def _invite(self, who: str, name: str, kind: str, model: Any, **values: Any) -> None:
        address = f"{name.lower()}@example.com"
        with self._refusals.attempt():
            self._door.invite(self._people.person(who), kind, name, address, values)
            login = User.objects.get(email=address)
            self._people.joins(Person(name, login, model.objects.get(user=login)))


def _branch(name: str) -> Branch:
    branches = Branch.objects.order_by("name")
    return the_one(branches.filter(name=name), f"branch “{name}”", branches)
