"""Lines of a bank file that are committed together."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from applications import refusals
from applications.models import Application, BankFile, BankLine
from applications.models.bank_file import LineState
from applications.payments.lines import Line, LineKind
from applications.selectors.bank_file import (
    SAID,
    bank_lines_saying,
    bank_lines_with,
    loans_concerned,
    payments_by_hand,
)
from applications.services.booking import Bookings, loans_locked
from applications.services.resemblance import resemble
from applications.stages import Stage

KNOWN = "known"


class LoanNotLockedError(Exception):
    """A line names a payment that reached its loan after the loans of the batch were locked."""


class Batch:
    """Lines whose loans are locked from the beginning to the end of the caller's transaction."""

    def __init__(self, bank_file: BankFile, lines: Sequence[Line]) -> None:
        self._bank_file = bank_file
        self._lines = lines
        originals = {line.original_identity for line in lines if line.original_identity}
        loans = loans_locked(
            loans_concerned({line.loan_named for line in lines if line.loan_named}, originals)
        )
        self._loans = {loan.reference: loan for loan in loans.values()}
        # Looked up behind the locks: another worker with the same lines has either committed them, or waits.
        self._new = _new_among(lines)
        self._originals = bank_lines_with(originals) if originals else {}
        reversible = [line.payment for line in self._originals.values() if line.payment]
        if any(payment.application_id not in loans for payment in reversible):
            raise LoanNotLockedError
        incoming = self._incoming()
        self._bookings = Bookings(incoming=incoming, reversible=reversible)
        self._by_hand = payments_by_hand(incoming) if incoming else {}
        self._rows: dict[str, BankLine] = {}

    def commit(self) -> Counter[str]:
        """Write the new lines and what they do. Returns what became of how many."""
        for line, is_restated in self._new:
            self._rows[line.identity] = self._row_of(line, is_restated=is_restated)
        self._bookings.write()
        BankLine.objects.bulk_create(self._rows.values())
        done = Counter(row.state.value for row in self._rows.values())
        if known := len(self._lines) - len(self._rows):
            done[KNOWN] = known
        return done

    def _incoming(self) -> dict[int, Decimal]:
        incoming: Counter[int] = Counter()
        for line, is_restated in self._new:
            loan = self._loans.get(line.loan_named)
            if line.kind == LineKind.PAYMENT and loan is not None and not is_restated:
                incoming[loan.pk] += line.amount
        return dict(incoming)

    def _row_of(self, line: Line, *, is_restated: bool) -> BankLine:
        row = BankLine(
            bank_file=self._bank_file,
            line_number=line.number,
            identity=line.identity,
            state=LineState.SUSPENSE,
            **{name: getattr(line, name) for name in SAID},
        )
        if is_restated:
            row.reason = "The bank has already reported this transaction with different figures."
        elif line.kind == LineKind.DISHONOUR:
            self._reverse(row)
        else:
            self._allocate(row, line)
        return row

    def _allocate(self, row: BankLine, line: Line) -> None:
        row.application = self._loans.get(line.loan_named)
        if len(line.loans_named) > 1:
            row.reason = "The reference names more than one loan."
        elif row.application is None:
            row.reason = "The reference names no loan."
        elif row.application.stage != Stage.FUNDED:
            row.reason = "The loan is not funded."
        elif not self._resembles(row, row.application):
            self._pay(row, row.application)

    def _resembles(self, row: BankLine, loan: Application) -> bool:
        """Whether the line may be money recorded by hand: then nothing is booked, and a person decides."""
        return resemble(row, self._by_hand.get((loan.pk, row.amount), []))

    def _pay(self, row: BankLine, loan: Application) -> None:
        try:
            row.payment = self._bookings.record(loan=loan, amount=row.amount, value_date=row.value_date)
            row.state = LineState.ALLOCATED
        except refusals.WrongValueDate as refusal:
            # The loan was funded, or its funding date changed, after the file was checked.
            row.reason = str(refusal)

    def _reverse(self, row: BankLine) -> None:
        original = self._rows.get(row.original_identity) or self._originals.get(row.original_identity)
        if original is None or original.kind == LineKind.DISHONOUR:
            row.reason = "It does not name a known payment."
            return
        row.application_id = original.application_id
        if original.payment is None:
            row.reason = "The payment it names is in suspense."
        elif original.amount != row.amount:
            row.reason = "The payment it names has a different amount."
        else:
            try:
                row.payment = self._bookings.reverse(payment=original.payment, value_date=row.value_date)
                row.state = LineState.REVERSED
            except (refusals.AlreadyReversed, refusals.WrongValueDate) as refusal:
                row.reason = str(refusal)


def _new_among(lines: Sequence[Line]) -> list[tuple[Line, bool]]:
    """The lines that are not known, in order, and whether each says other things than the first report of its
    transaction."""
    said = bank_lines_saying([line.identity for line in lines])
    reported, restated = [], []
    for line in lines:
        says = tuple(getattr(line, name) for name in SAID)
        if line.identity not in said:
            said[line.identity] = says
            reported.append((line, False))
        elif said[line.identity] != says:
            reported.append((line.restated(), True))
            restated.append(reported[-1][0].identity)
    known = set(bank_lines_saying(restated)) if restated else set()
    new: dict[str, tuple[Line, bool]] = {}
    for line, is_restated in reported:
        if line.identity not in known:
            new.setdefault(line.identity, (line, is_restated))
    return list(new.values())
