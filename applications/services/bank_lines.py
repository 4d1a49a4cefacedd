"""What the lines of a bank file do: they pay loans, take payments back, or wait for a person."""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from celery.exceptions import SoftTimeLimitExceeded
from django.db import IntegrityError, transaction

from applications.models import Application, BankFile
from applications.payments.lines import Fault, Line
from applications.payments.value_dates import wrong_with
from applications.selectors.bank_file import bank_lines_saying, loans_by_reference
from applications.services.bank_batches import Batch, LoanNotLockedError
from applications.stages import Stage

logger = logging.getLogger(__name__)


def bank_lines_commit(*, bank_file: BankFile, lines: Sequence[Line]) -> Counter[str]:
    """Commit those of these lines that are not known, in one transaction.

    Where anything is wrong, it is rolled back and each line is committed on its own: the lines before the one
    that is wrong are booked, and the error is that line's. Returns what became of how many: “known”, or the
    state that they are in now.
    """
    try:
        return _commit(bank_file, lines)
    except SoftTimeLimitExceeded:
        raise  # No time is left.
    except Exception:
        numbers = f"{lines[0].number} to {lines[-1].number}"
        logger.warning(
            "Bank file %s: lines %s are committed one by one.", bank_file.pk, numbers, exc_info=True
        )
    done: Counter[str] = Counter()
    for line in lines:
        done += _commit_alone(bank_file, line)
    return done


def bank_lines_check(*, lines: Sequence[Line], today: date) -> dict[int, Fault]:
    """Faults, by line number, of lines dated before the loan that they name was funded.

    A line that is known is not at fault: it was committed under the funding date of that time.
    """
    loans = loans_by_reference({line.loan_named for line in lines if line.loan_named})
    reasons = {line: _wrong_for_its_loan(line, loans, today) for line in lines}
    wrong = [line for line, reason in reasons.items() if reason]
    known = bank_lines_saying([line.identity for line in wrong]) if wrong else {}
    return {line.number: Fault(line.number, reasons[line]) for line in wrong if line.identity not in known}


def _wrong_for_its_loan(line: Line, loans: Mapping[str, Application], today: date) -> str | None:
    loan = loans.get(line.loan_named)
    if loan is None or loan.stage != Stage.FUNDED:
        return None  # the line goes to suspense
    event = f"{loan.reference} was funded"
    return wrong_with(line.value_date, today=today, since=loan.funding_date, event=event)


def _commit_alone(bank_file: BankFile, line: Line) -> Counter[str]:
    try:
        return _commit(bank_file, [line])
    except (IntegrityError, LoanNotLockedError):
        # Another worker was quicker, with this file or another. What it committed can be seen now; anything
        # else fails again.
        return _commit(bank_file, [line])


@transaction.atomic
def _commit(bank_file: BankFile, lines: Sequence[Line]) -> Counter[str]:
    return Batch(bank_file, lines).commit()
