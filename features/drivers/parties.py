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
        """Add a co-borrower, who has signed."""
        application = self._applications.of(borrower)
        party = self._people.borrower(name).party
        application.borrowers.add(party)
        factories.restate_terms(application)
        factories.sign_approval(application, borrower=party)

    def guarantees(self, name: str, borrower: str) -> None:
        """Add a guarantor, who has signed."""
        application = self._applications.of(borrower)
        party = self._people.guarantor(name).party
        application.guarantors.add(party)
        factories.restate_terms(application)
        factories.sign_approval(application, guarantor=party)

    def becomes_borrower(self, name: str, borrower: str) -> None:
        """Add a borrower after the formal approval."""
        self._applications.of(borrower).borrowers.add(self._people.borrower(name).party)

    def becomes_guarantor(self, name: str, borrower: str) -> None:
        """Add a guarantor after the formal approval."""
        self._applications.of(borrower).guarantors.add(self._people.guarantor(name).party)

    def leaves(self, name: str, borrower: str) -> None:
        """Remove a borrower or a guarantor after the formal approval."""
        application, party = self._applications.of(borrower), self._people.person(name).party
        parties = application.borrowers if isinstance(party, Borrower) else application.guarantors
        parties.remove(party)
