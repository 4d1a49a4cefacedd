"""The parties to a loan: borrowers and guarantors who join it and leave it."""

from applications.models import Borrower
from features.drivers import factories
from features.drivers.applications import Applications
from features.drivers.people import People


class Parties:
    """Lets people join a loan, before its formal approval or after."""

    def __init__(self, people: People, applications: Applications) -> None:
        self._people = people
        self._applications = applications

    def joins(self, name: str, borrower: str) -> None:
        """A co-borrower, who signs as the first one did."""
        application = self._applications.of(borrower)
        party = self._people.borrower(name).party
        application.borrowers.add(party)
        factories.restate_terms(application)
        factories.sign_approval(application, borrower=party)

    def guarantees(self, name: str, borrower: str) -> None:
        """A guarantor, who signs as the borrowers did."""
        application = self._applications.of(borrower)
        party = self._people.guarantor(name).party
        application.guarantors.add(party)
        factories.restate_terms(application)
        factories.sign_approval(application, guarantor=party)

    def becomes_borrower(self, name: str, borrower: str) -> None:
        """Somebody becomes a borrower of a loan; its formal approval does not know of it."""
        self._applications.of(borrower).borrowers.add(self._people.borrower(name).party)

    def becomes_guarantor(self, name: str, borrower: str) -> None:
        """Somebody becomes a guarantor of a loan; its formal approval does not know of it."""
        self._applications.of(borrower).guarantors.add(self._people.guarantor(name).party)

    def leaves(self, name: str, borrower: str) -> None:
        """Somebody is no longer a party to a loan; its formal approval does not know of it."""
        application, party = self._applications.of(borrower), self._people.person(name).party
        parties = application.borrowers if isinstance(party, Borrower) else application.guarantors
        parties.remove(party)
