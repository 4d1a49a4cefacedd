"""The parties to a loan: borrowers and guarantors who join it and leave it."""

from typing import Any

from applications.models import Borrower, Guarantor
from features.drivers import factories
from features.drivers.applications import Applications
from features.drivers.lookup import the_one
from features.drivers.people import People


class Parties:
    """Lets people join a loan, before its formal approval or after."""

    def __init__(self, people: People, applications: Applications) -> None:
        self._people = people
        self._applications = applications

    def joins(self, name: str, borrower: str) -> None:
        """Add a co-borrower, who has signed."""
        application, party = self._applications.of(borrower), self._new_party(name, borrower, "borrower")
        application.borrowers.add(party)
        factories.restate_terms(application)
        factories.sign_approval(application, borrower=party)

    def guarantees(self, name: str, borrower: str) -> None:
        """Add a guarantor, who has signed."""
        application, party = self._applications.of(borrower), self._new_party(name, borrower, "guarantor")
        application.guarantors.add(party)
        factories.restate_terms(application)
        factories.sign_approval(application, guarantor=party)

    def becomes_borrower(self, name: str, borrower: str) -> None:
        """Add a borrower after the formal approval."""
        self._applications.of(borrower).borrowers.add(self._new_party(name, borrower, "borrower"))

    def becomes_guarantor(self, name: str, borrower: str) -> None:
        """Add a guarantor after the formal approval."""
        self._applications.of(borrower).guarantors.add(self._new_party(name, borrower, "guarantor"))

    def leaves(self, name: str, borrower: str) -> None:
        """Remove a borrower or a guarantor after the formal approval."""
        person = self._people.in_role(name, "borrower", "guarantor")
        parties = self._parties(borrower, person.role)
        what = f"{person.role} {name} of {borrower}'s loan"
        the_one(parties.filter(pk=person.party.pk), what, parties.all())
        parties.remove(person.party)

    def _new_party(self, name: str, borrower: str, role: str) -> Borrower | Guarantor:
        """Return somebody who is to join a loan; AssertionError if they are in it already."""
        parties = self._parties(borrower, role)
        party = (self._people.borrower if role == "borrower" else self._people.guarantor)(name).party
        if parties.contains(party):
            raise AssertionError(f"{name} is a {role} of {borrower}'s loan already.")
        return party

    def _parties(self, borrower: str, role: str) -> Any:
        application = self._applications.of(borrower)
        return application.borrowers if role == "borrower" else application.guarantors
