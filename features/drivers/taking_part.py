"""Who takes part in a loan, as people who may change that do it."""

from typing import Any

from applications.models import Application, Borrower
from applications.selectors.parties import parties_of
from features.doors import protocol
from features.drivers.applications import Applications
from features.drivers.lookup import the_one
from features.drivers.people import People
from features.drivers.refusals import Refusals


class TakingPart:
    """Lets somebody add, change and remove people, and hand a loan over."""

    def __init__(
        self, people: People, applications: Applications, refusals: Refusals, door: protocol.Parties
    ) -> None:
        self._people = people
        self._applications = applications
        self._refusals = refusals
        self._door = door

    def add(self, who: str, name: str, role: str, borrower: str, times: int = 1) -> None:
        """Add somebody as a borrower or a guarantor."""
        joining = self._people.borrower(name) if role == "borrower" else self._people.guarantor(name)
        with self._refusals.attempt():
            self._door.add(self._people.person(who), self._of(borrower), role, joining, times)
            there = parties_of(self._of(borrower), role)
            if not there.filter(pk=joining.party.pk).exists():
                self._people.is_on_file_as(name, there.latest("pk"))

    def remove(self, who: str, name: str, borrower: str) -> None:
        """Remove a borrower or a guarantor."""
        role, party = self._party(name, borrower)
        with self._refusals.attempt():
            self._door.remove(self._people.person(who), self._of(borrower), role, party)

    def change(self, who: str, name: str, borrower: str, particular: str, value: str) -> None:
        """Change one particular of a borrower or a guarantor."""
        role, party = self._party(name, borrower)
        with self._refusals.attempt():
            self._door.change(self._people.person(who), self._of(borrower), role, party, particular, value)

    def hand_over(self, who: str, borrower: str, to: str) -> None:
        """Let another BDM or broker look after an application."""
        person = self._people.in_role(to, "broker", "BDM")
        with self._refusals.attempt():
            self._door.hand_over(self._people.person(who), self._of(borrower), person)

    def invite(self, who: str, name: str, borrower: str) -> None:
        """Open a login for a borrower, who has it in the story from then on."""
        party = self._borrower(name, borrower)
        with self._refusals.attempt():
            self._door.invite(self._people.person(who), self._of(borrower), party)
            party.refresh_from_db()
            person = self._people.person(name)
            person.account, person.party = party.user, party

    def invite_again(self, who: str, name: str, borrower: str) -> None:
        """Send a borrower another invitation."""
        party = self._borrower(name, borrower)
        with self._refusals.attempt():
            self._door.invite_again(self._people.person(who), self._of(borrower), party)

    def move_login(self, who: str, name: str, borrower: str) -> None:
        """Move a borrower's login to the address on file, with which the borrower logs in from then on."""
        party = self._borrower(name, borrower)
        with self._refusals.attempt():
            self._door.move_login(self._people.person(who), self._of(borrower), party)
            self._people.person(name).account.refresh_from_db()

    def set_login(self, who: str, name: str, borrower: str, *, active: bool) -> None:
        """Deactivate or reactivate a borrower's login."""
        party = self._borrower(name, borrower)
        with self._refusals.attempt():
            self._door.set_login(self._people.person(who), self._of(borrower), party, active=active)

    def names(self, borrower: str, role: str) -> list[str]:
        """Return the names of the borrowers or guarantors of a loan."""
        return [party.name for party in parties_of(self._of(borrower), role)]

    def particular(self, name: str, borrower: str, particular: str) -> str:
        """Return one particular of a borrower or a guarantor, as it is on file."""
        _, party = self._party(name, borrower)
        return str(getattr(party, particular) or "unknown")

    def _party(self, name: str, borrower: str) -> tuple[str, Any]:
        every = {role: parties_of(self._of(borrower), role) for role in ("borrower", "guarantor")}
        there = [party.name for parties in every.values() for party in parties]
        role = next((one for one, parties in every.items() if parties.filter(name=name).exists()), "borrower")
        return role, the_one(every[role].filter(name=name), f"{name} in {borrower}'s loan", there)

    def _borrower(self, name: str, borrower: str) -> Borrower:
        there = parties_of(self._of(borrower), "borrower")
        return the_one(there.filter(name=name), f"borrower {name} of {borrower}'s loan", there)

    def _of(self, borrower: str) -> Application:
        return self._applications.of(borrower)
