"""Suspense: lines of bank files that wait to be assigned to a loan."""

from applications.models import BankLine
from applications.selectors.bank_file import suspense_visible_to
from applications.services.suspense import suspense_resolve
from features.drivers.bank_files import as_row
from features.drivers.lookup import require_any, the_last
from features.drivers.people import People
from features.drivers.refusals import Refusals


class Suspense:
    """Shows lines in suspense, and resolves them."""

    def __init__(self, people: People, refusals: Refusals) -> None:
        self._people = people
        self._refusals = refusals

    def seen_by(self, who: str) -> list[dict[str, str]]:
        """Return the lines in suspense that somebody sees, oldest first."""
        require_any(BankLine.objects.all(), "line of a bank file", self._people.person(who).user)
        return [as_row(line) for line in suspense_visible_to(self._people.person(who).user)]

    def resolve(self, who: str, reference: str, loan: str) -> None:
        """Assign a line, named by its reference, to a loan."""
        every = BankLine.objects.order_by("pk")
        lines = every.filter(reference=reference)
        line = the_last(lines, f"line “{reference}”", every.values_list("reference", flat=True))
        with self._refusals.attempt():
            suspense_resolve(
                line_id=line.pk,
                reference=loan,
                by=self._people.person(who).user,
            )
