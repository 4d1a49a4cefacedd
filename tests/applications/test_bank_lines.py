"""Bank lines: two workers on one line, funding dates that change, and the limit of lines."""

from datetime import date
from io import BytesIO

import pytest
from django.db import IntegrityError

from applications.models import Application, BankLine, Payment
from applications.payments import reading
from applications.payments.lines import Fault, Line, Total
from applications.payments.reading import read_bank_file
from applications.services.bank_lines import bank_lines_check, bank_lines_commit
from features.drivers import factories
from features.drivers.bank_file_format import file_of, plain_line
from tests.rows import row

MARCH = date(2025, 3, 17)


def lines_of(count: int) -> list[Line]:
    lines = [plain_line(transaction_id=f"T-{number}") for number in range(count)]
    return [one for one in read_bank_file(BytesIO(file_of(lines)), today=MARCH) if isinstance(one, Line)]


@pytest.fixture
def loan(db) -> Application:
    return factories.ApplicationFactory(reference="HL-OMAR", stage="funded", funding_date=date(2025, 1, 31))


@pytest.fixture
def _blind(monkeypatch):
    """A worker that looks for lines just before another worker commits them."""
    monkeypatch.setattr("applications.services.bank_lines.bank_lines_with", lambda identities: {})


@pytest.mark.usefixtures("_blind")
def test_second_worker_on_the_same_line_rolls_back(loan):
    for _ in range(2):
        done = bank_lines_commit(bank_file=row(BankLine).bank_file, lines=lines_of(1))
    assert done == {"known": 1}
    assert Payment.objects.filter(application=loan).count() == 1


@pytest.mark.usefixtures("_blind")
def test_other_integrity_error_is_raised(loan):
    bank_file = row(BankLine, line_number=2).bank_file
    with pytest.raises(BankLine.DoesNotExist) as raised:
        bank_lines_commit(bank_file=bank_file, lines=lines_of(1))
    assert isinstance(raised.value.__context__, IntegrityError)
    assert not Payment.objects.exists()


@pytest.mark.parametrize("lines", [10, 40])
def test_same_number_of_queries_for_each_line(loan, django_assert_num_queries, lines):
    bank_file = row(BankLine).bank_file
    # Of a batch: the known lines, the loans. Of a line: two savepoints begun and ended, the loan's
    # lock, the payment, repayments, fees, and the line itself.
    with django_assert_num_queries(2 + 9 * lines):
        bank_lines_commit(bank_file=bank_file, lines=lines_of(lines))


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
