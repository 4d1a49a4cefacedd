"""What one line of a bank file does: it pays a loan, takes a payment back, or waits for a person."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from applications import refusals
from applications.models import Application, BankFile, BankLine
from applications.models.bank_file import LineState
from applications.payments.lines import Fault, Line, LineKind, loans_named_in
from applications.payments.value_dates import wrong_with
from applications.selectors.bank_file import bank_line_with, bank_lines_with, loans_by_reference
from applications.services.payments import payment_record, payment_reverse
from applications.stages import Stage

KNOWN = "known"
SAME = ("kind", "value_date", "amount", "reference", "original_identity")


def bank_lines_commit(*, bank_file: BankFile, lines: Sequence[Line]) -> Counter[str]:
    """Commit these lines, each in a transaction of its own, unless they are known. Returns what became of
    how many: “known”, or the state that they are in now."""
    identities = [identity for line in lines for identity in (line.identity, line.restated().identity)]
    known = bank_lines_with(identities)
    named = {reference for line in lines for reference in loans_named_in(line.reference)}
    batch = _Batch(bank_file, known, loans_by_reference(named))
    return Counter(batch.commit(line) for line in lines)


def bank_lines_check(*, lines: Sequence[Line], today: date) -> dict[int, Fault]:
    """Faults, by line number, of lines dated before the loan that they name was funded.

    A line that is known is not at fault: it was committed under the funding date of that time.
    """
    loans = loans_by_reference({name for line in lines for name in loans_named_in(line.reference)})
    reasons = {line: _wrong_for_its_loan(line, loans, today) for line in lines}
    wrong = [line for line, reason in reasons.items() if reason]
    known = bank_lines_with([line.identity for line in wrong]) if wrong else {}
    return {line.number: Fault(line.number, reasons[line]) for line in wrong if line.identity not in known}


def _wrong_for_its_loan(line: Line, loans: Mapping[str, Application], today: date) -> str | None:
    loan = _loan_named(line.reference, loans)
    if loan is None or loan.stage != Stage.FUNDED:
        return None  # the line goes to suspense
    event = f"{loan.reference} was funded"
    return wrong_with(line.value_date, today=today, since=loan.funding_date, event=event)


def _loan_named(reference: str, loans: Mapping[str, Application]) -> Application | None:
    """The one loan that a payer's reference names; None where it names no known loan, or several."""
    named = loans_named_in(reference)
    return loans.get(*named) if len(named) == 1 else None


@dataclass
class _Batch:
    """Lines that were looked up together."""

    bank_file: BankFile
    known: dict[str, BankLine]
    loans: Mapping[str, Application]

    def commit(self, line: Line) -> str:
        """Commit one line; returns its state, or that it is known."""
        is_restated = self._says_otherwise(line)
        entry = line.restated() if is_restated else line
        if entry.identity in self.known:
            return KNOWN
        row, is_mine = self._claimed(entry, is_restated=is_restated)
        self.known[entry.identity] = row
        # Where another worker was quicker, the line may say something else than theirs.
        return row.state if is_mine else self.commit(line)

    def _says_otherwise(self, line: Line) -> bool:
        before = self.known.get(line.identity)
        return before is not None and any(getattr(before, name) != getattr(line, name) for name in SAME)

    def _claimed(self, line: Line, *, is_restated: bool) -> tuple[BankLine, bool]:
        """The row of a line, and whether it was this worker who committed it."""
        try:
            with transaction.atomic():
                row = self._settled(line, is_restated=is_restated)
                row.save(force_insert=True)
                return row, True
        except IntegrityError:
            # Another worker was quicker, with this file or another. Anything else is not found, and fails.
            return BankLine.objects.get(identity=line.identity), False

    def _settled(self, line: Line, *, is_restated: bool) -> BankLine:
        row = BankLine(
            bank_file=self.bank_file,
            line_number=line.number,
            identity=line.identity,
            state=LineState.SUSPENSE,
            **{name: getattr(line, name) for name in SAME},
        )
        if is_restated:
            row.reason = "The bank has already reported this transaction with different figures."
        elif line.kind == LineKind.DISHONOUR:
            _reverse(row)
        else:
            self._allocate(row)
        return row

    def _allocate(self, row: BankLine) -> None:
        row.application = _loan_named(row.reference, self.loans)
        if len(loans_named_in(row.reference)) > 1:
            row.reason = "The reference names more than one loan."
        elif row.application is None:
            row.reason = "The reference names no loan."
        # Funded is a stage that no loan leaves: what was true when the batch was looked up still is.
        elif row.application.stage != Stage.FUNDED:
            row.reason = "The loan is not funded."
        else:
            self._pay(row)

    @staticmethod
    def _pay(row: BankLine) -> None:
        try:
            row.payment = payment_record(
                application=row.application, amount=row.amount, value_date=row.value_date
            )
            row.state = LineState.ALLOCATED
        except refusals.WrongValueDate as refusal:
            # The loan was funded, or its funding date changed, after the file was checked.
            row.reason = str(refusal)


def _reverse(row: BankLine) -> None:
    original = bank_line_with(row.original_identity)
    if original is None or original.kind == LineKind.DISHONOUR:
        row.reason = "It does not name a known payment."
        return
    row.application = original.application
    if original.payment is None:
        row.reason = "The payment it names is in suspense."
    elif original.amount != row.amount:
        row.reason = "The payment it names has a different amount."
    else:
        try:
            row.payment = payment_reverse(payment=original.payment, value_date=row.value_date)
            row.state = LineState.REVERSED
        except (refusals.AlreadyReversed, refusals.WrongValueDate) as refusal:
            row.reason = str(refusal)
