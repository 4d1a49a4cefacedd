"""Bank lines: two workers on one line, funding dates that change, and the limit of lines."""

from datetime import date
from io import BytesIO

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import IntegrityError

from applications.models import Application, BankLine, Payment
from applications.payments import reading
from applications.payments.lines import Fault, Line, Total
from applications.payments.reading import read_bank_file
from applications.services import bank_batches
from applications.services.bank_lines import bank_lines_check, bank_lines_commit
from features.drivers import factories
from features.drivers.bank_file_format import file_of, plain_line
from tests.rows import row

MARCH = date(2025, 3, 17)


def lines_in(content: bytes) -> list[Line]:
    return [one for one in read_bank_file(BytesIO(content), today=MARCH) if isinstance(one, Line)]


def lines_of(count: int) -> list[Line]:
    return lines_in(file_of([plain_line(transaction_id=f"T-{number}") for number in range(count)]))


@pytest.fixture
def loan(db) -> Application:
    return factories.ApplicationFactory(reference="HL-OMAR", stage="funded", funding_date=date(2025, 1, 31))


def blind(monkeypatch, *, looks: int) -> None:
    """Let so many looks for known lines happen just before another worker commits them."""
    left = iter(range(looks))
    see = bank_batches.bank_lines_saying

    def saying(identities):
        return see(identities) if next(left, None) is None else {}

    monkeypatch.setattr(bank_batches, "bank_lines_saying", saying)


@pytest.mark.parametrize(
    ("lines", "looks"), [(1, 1), (3, 1), (3, 2)], ids=["one line", "the batch", "the first line, too"]
)
def test_second_worker_on_the_same_lines_rolls_back(loan, monkeypatch, lines, looks):
    bank_file = row(BankLine).bank_file
    bank_lines_commit(bank_file=bank_file, lines=lines_of(lines))
    blind(monkeypatch, looks=looks)
    assert bank_lines_commit(bank_file=bank_file, lines=lines_of(lines)) == {"known": lines}
    assert Payment.objects.filter(application=loan).count() == lines


@pytest.mark.usefixtures("loan")
def test_other_integrity_error_is_raised():
    # Another line has the number of the third line.
    bank_file = row(BankLine, line_number=4).bank_file
    with pytest.raises(IntegrityError):
        bank_lines_commit(bank_file=bank_file, lines=lines_of(4))
    # The lines before it are booked, and nothing of the line itself is.
    assert list(BankLine.objects.exclude(payment=None).values_list("line_number", flat=True)) == [2, 3]
    assert Payment.objects.count() == 2


def test_task_whose_time_is_up_does_not_go_on_line_by_line(loan, monkeypatch):
    def time_is_up(*args, **kwargs):
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(bank_batches.Batch, "commit", time_is_up)
    with pytest.raises(SoftTimeLimitExceeded):
        bank_lines_commit(bank_file=row(BankLine).bank_file, lines=lines_of(2))
    assert not Payment.objects.filter(application=loan).exists()


@pytest.mark.parametrize("lines", [10, 40])
def test_same_number_of_queries_for_any_number_of_lines(loan, django_assert_num_queries, lines):
    for number in range(1, 4):
        factories.RepaymentFactory(application=loan, number=number, due_date=date(2025, 3, number))
    bank_file = row(BankLine).bank_file
    # The savepoint begun and ended, the loans' locks, the known lines; the first repayments and fees, then
    # all, because the money goes past them; what was recorded by hand; payments, allocations, sent reminders
    # of what is paid, lines.
    with django_assert_num_queries(14):
        bank_lines_commit(bank_file=bank_file, lines=lines_of(lines))


@pytest.mark.parametrize("dishonours", [5, 20])
def test_same_number_of_queries_for_any_number_of_dishonours(loan, django_assert_num_queries, dishonours):
    factories.RepaymentFactory(application=loan, due_date=date(2025, 3, 1))
    bank_lines_commit(bank_file=row(BankLine).bank_file, lines=lines_of(dishonours))
    bank_file = row(BankLine).bank_file
    bounced = [
        plain_line(record="dishonour", transaction_id=f"D-{number}", original=f"T-{number}", reference="")
        for number in range(dishonours)
    ]
    paid_again = [plain_line(transaction_id=f"again-{number}") for number in range(dishonours)]
    lines = lines_in(file_of(bounced + paid_again))
    # Without the first repayments and fees, and with the loans of payments that bounce, their lines, their
    # allocations, which of them are reversed already, and the reversals.
    with django_assert_num_queries(17):
        done = bank_lines_commit(bank_file=bank_file, lines=lines)
    assert done == {"reversed": dishonours, "allocated": dishonours}


def early(loan, **fields) -> list[Line]:
    """One line for a loan that is dated before the loan was funded."""
    Application.objects.filter(pk=loan.pk).update(**{"funding_date": date(2025, 3, 15), **fields})
    return lines_of(1)


def test_line_before_a_changed_funding_date_goes_to_suspense(loan):
    assert bank_lines_check(lines=lines_of(1), today=MARCH) == {}
    done = bank_lines_commit(bank_file=row(BankLine).bank_file, lines=early(loan))
    assert done == {"suspense": 1}
    line = BankLine.objects.get(application=loan)
    assert line.reason == "The date is before 15 March 2025, when HL-OMAR was funded."
    assert not Payment.objects.filter(application=loan).exists()


def test_committed_line_ignores_a_changed_funding_date(loan):
    bank_lines_commit(bank_file=row(BankLine).bank_file, lines=lines_of(1))
    assert bank_lines_check(lines=early(loan), today=MARCH) == {}


def test_new_line_before_the_funding_date_is_an_error(loan):
    assert bank_lines_check(lines=early(loan), today=MARCH) == {
        2: Fault(2, "The date is before 15 March 2025, when HL-OMAR was funded.")
    }


@pytest.mark.parametrize("fields", [{"funding_date": None}, {"stage": "settlement"}])
def test_loan_without_funding_date_accepts_any_line(loan, fields):
    assert bank_lines_check(lines=early(loan, **fields), today=MARCH) == {}


def test_loans_are_looked_up_in_one_query(loan, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert bank_lines_check(lines=lines_of(40), today=MARCH) == {}


def test_file_with_too_many_lines_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_LINES", 2)
    exactly = list(read_bank_file(BytesIO(file_of([plain_line()] * 2)), today=MARCH))
    assert [type(one) for one in exactly] == [Line, Line, Total]
    *_, last = read_bank_file(BytesIO(file_of([plain_line()] * 3)), today=MARCH)
    assert last == Fault(4, "A file can have at most 2 lines.")
