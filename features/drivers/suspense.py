"""Suspense: lines of bank files that wait to be assigned to a loan."""

from applications.models import BankLine, Payment
from features.doors import protocol
from features.drivers.lookup import require_any, the_last
from features.drivers.people import People
from features.drivers.refusals import Refusals


class Suspense:
    """Shows lines in suspense, and resolves them."""

    def __init__(self, people: People, refusals: Refusals, door: protocol.Suspense) -> None:
        self._people = people
        self._refusals = refusals
        self._door = door

    def seen_by(self, who: str) -> list[dict[str, str]]:
        """Return the lines in suspense that somebody sees, oldest first."""
        require_any(BankLine.objects.all(), "line of a bank file", self._people.person(who).user)
        return self._door.listed(self._people.person(who))

    def resolve(self, who: str, reference: str, loan: str) -> None:
        """Assign a line, named by its reference, to a loan."""
        line = _line(reference)
        with self._refusals.attempt():
            self._door.resolve(self._people.person(who), line, loan)

    def resolve_all_the_same(self, who: str, reference: str, loan: str) -> None:
        """Assign a line to a loan, and say that it is not what was recorded by hand."""
        line = _line(reference)
        with self._refusals.attempt():
            self._door.resolve_all_the_same(self._people.person(who), line, loan)

    def confirm(self, who: str, reference: str) -> None:
        """Say that a line is the payment that it looks like."""
        line = _line(reference)
        with self._refusals.attempt():
            self._door.confirm(self._people.person(who), line)

    def take_back(self, who: str, reference: str, payment: Payment) -> None:
        """Reverse a payment by a dishonour."""
        line = _line(reference)
        with self._refusals.attempt():
            self._door.take_back(self._people.person(who), line, payment)

    def set_aside(self, who: str, reference: str, reason: str) -> None:
        """Set a line aside."""
        line = _line(reference)
        with self._refusals.attempt():
            self._door.set_aside(self._people.person(who), line, reason)

    def put_back(self, who: str, reference: str) -> None:
        """Put a line that was set aside back."""
        line = _line(reference)
        with self._refusals.attempt():
            self._door.put_back(self._people.person(who), line)


def _line(reference: str) -> BankLine:
    every = BankLine.objects.order_by("pk")
    lines = every.filter(reference=reference)
    return the_last(lines, f"line “{reference}”", every.values_list("reference", flat=True))
