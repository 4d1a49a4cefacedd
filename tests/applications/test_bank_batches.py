"""Bank files in batches: killed at any statement, in any order, and the same as line by line."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction

from applications.models import Allocation, Application, BankLine, Fee, Payment
from applications.selectors.bank_file import loans_concerned
from applications.selectors.obligation import obligations_of
from applications.services import bank_batches, bank_files
from applications.services.bank_files import bank_file_import, bank_file_receive
from applications.services.reminders import reminders_send
from features.drivers import factories
from features.drivers.bank_file_format import file_of, plain_line
from users.models import EmailDelivery
from users.outbox import send_email

pytestmark = pytest.mark.django_db
BATCH = 4
# What the loans owe; the second and third repayment have a fee of the same day between them and the next.
DUE = (date(2025, 2, 28), date(2025, 3, 10), date(2025, 3, 17), date(2025, 4, 10), date(2025, 5, 10))
REFERENCES = ["HL-OMAR", "HL-OMAR", "hl-nora", "HL-ALF", "HL-OMAR HL-NORA", ""]
ABOUT_TRANSACTIONS = ("SAVEPOINT", "RELEASE", "ROLLBACK")


class KilledError(BaseException):
    """Stands for SIGKILL: code that catches Exception does not get to see it."""


@pytest.fixture(autouse=True)
def _store(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }


@pytest.fixture
def loans() -> list[Application]:
    """Two loans with repayments and fees, and one that is not funded."""
    funded = [_loan("HL-OMAR"), _loan("HL-NORA")]
    return [*funded, factories.ApplicationFactory(reference="HL-ALF", stage="settlement")]


def _loan(reference: str) -> Application:
    loan = factories.ApplicationFactory(
        reference=reference,
        stage="funded",
        funding_date=date(2025, 1, 31),
        borrowers=[factories.BorrowerFactory()],
    )
    for number, due in enumerate(DUE, 1):
        factories.RepaymentFactory(
            application=loan, number=number, due_date=due, principal=Decimal(90), interest=Decimal(10)
        )
        Fee.objects.create(application=loan, kind=f"Fee {number}", amount=Decimal(number), due_date=due)
    loan.repayments.filter(number=4).update(cancelled=True)
    return loan


def imported(lines: list[str]) -> dict[str, int]:
    bank_file, _ = bank_file_receive(name="March.csv", content=ContentFile(file_of(lines)))
    return bank_file_import(bank_file=bank_file)


def booked() -> dict[str, Any]:
    """Everything that bank files have done, without ids."""
    loans = Application.objects.order_by("pk").values_list("pk", flat=True)
    lines = BankLine.objects.order_by("line_number")
    fields = ("line_number", "identity", "state", "reason", "application__reference", "payment__amount")
    reversal = ("payment__direction", "payment__reverses__bank_line__line_number")
    shares = Allocation.objects.order_by("payment__bank_line__line_number", "pk")
    purpose = ("repayment__application", "repayment__number", "fee__application", "fee__kind", "amount")
    return {
        "lines": list(lines.values_list(*fields, *reversal)),
        "shares": list(shares.values_list("payment__bank_line__line_number", *purpose)),
        "owed": [[one.owed for one in own] for own in obligations_of(loans).values()],
        "withdrawn": sorted(
            EmailDelivery.objects.filter(state="expired").values_list("dedupe_key", flat=True)
        ),
    }


def any_lines(random: Random) -> list[str]:
    """Payments, small and large, repeated, changed, for nobody; dishonours of any line."""
    lines = []
    for number in range(random.randint(2, 14)):
        if lines and random.random() < 0.4:
            original = random.choice([*range(number), number + 1])
            known = lines[original] if original < number else plain_line()
            amount = known.split(",")[3] if random.random() < 0.9 else "1.23"
            lines.append(
                plain_line(
                    record="dishonour",
                    reference=random.choice(["Unpaid", "HL-NORA"]),
                    amount=amount,
                    date=random.choice(["2025-03-14", "2025-03-17"]),
                    transaction_id=f"T-{number}",
                    original=f"T-{original}",
                )
            )
        else:
            lines.append(
                plain_line(
                    reference=random.choice(REFERENCES),
                    amount=random.choice(["1.00", "100.00", "101.00", "250.00", "900.00"]),
                    transaction_id=random.choice([f"T-{number}", f"T-{number}", f"T-{number // 2}", ""]),
                )
            )
    return lines


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("loans")
@pytest.mark.parametrize("seed", range(60))
def test_a_batch_books_the_same_as_line_by_line(monkeypatch, seed):
    lines = any_lines(Random(seed))  # noqa: S311 a test's files
    outcomes = []
    for size in (1, BATCH, 1_000):
        monkeypatch.setattr(bank_files, "LINES_A_BATCH", size)
        with undone():
            done = imported(lines)
            outcomes.append((done, booked()))
    assert outcomes[1] == outcomes[0]
    assert outcomes[2] == outcomes[0]


def ten_lines() -> list[str]:
    """Lines of three batches: payments of both loans, a dishonour, a line for nobody."""
    amounts = ["60.00", "41.00", "150.00", "7.00", "8.00", "9.00", "10.00", "11.00"]
    lines = [
        plain_line(reference=("HL-OMAR", "HL-NORA")[number % 2], amount=amount, transaction_id=f"T-{number}")
        for number, amount in enumerate(amounts)
    ]
    lines.insert(5, plain_line(record="dishonour", transaction_id="D-1", original="T-1", amount="41.00"))
    lines.insert(6, plain_line(reference="Nobody", transaction_id="N-1"))
    return lines


class Killer:
    """An execute wrapper that kills at the nth statement."""

    def __init__(self, nth: int) -> None:
        self._left = nth

    def __call__(self, execute, sql, params, many, context):
        if not sql.startswith(ABOUT_TRANSACTIONS):
            self._left -= 1
            if not self._left:
                raise KilledError
        return execute(sql, params, many, context)


def nothing_is_half_booked() -> None:
    """Each payment has its line and its shares."""
    assert Payment.objects.filter(bank_line=None).count() == 0
    assert BankLine.objects.exclude(state="suspense").filter(payment=None).count() == 0
    for payment in Payment.objects.all():
        assert sum(share.amount for share in payment.allocations.all()) == payment.amount


@pytest.mark.usefixtures("loans")
def test_a_worker_that_is_killed_at_any_statement_loses_and_repeats_nothing(monkeypatch):
    monkeypatch.setattr(bank_files, "LINES_A_BATCH", BATCH)
    with undone():
        imported(ten_lines())
        expected = booked()
    sizes = set()
    for nth in range(1, 1_000):
        with undone():
            try:
                with connection.execute_wrapper(Killer(nth)):
                    imported(ten_lines())
                break
            except KilledError:
                # What was a transaction of its own was undone; this test's goes on.
                transaction.set_rollback(False)
                sizes.add(BankLine.objects.count())
                nothing_is_half_booked()
                imported(ten_lines())
            assert booked() == expected, f"killed at statement {nth}"
    assert sizes == {0, BATCH, 2 * BATCH, 10}
    assert nth > 30


@pytest.mark.usefixtures("loans")
def test_a_batch_that_fails_is_booked_line_by_line(monkeypatch, caplog):
    with undone():
        imported(ten_lines())
        expected = booked()
    told = []

    def fail_once(execute, sql, params, many, context):
        if not told and 'INSERT INTO "applications_bankline"' in sql:
            told.append(sql)
            raise RuntimeError("disk full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail_once):
        imported(ten_lines())
    assert booked() == expected
    assert "lines 2 to 11 are committed one by one." in caplog.text
    assert "disk full" in caplog.text


@pytest.mark.usefixtures("loans")
@pytest.mark.parametrize("size", [1, BATCH, 1_000])
def test_the_same_file_reversed_books_nothing_more(monkeypatch, size):
    monkeypatch.setattr(bank_files, "LINES_A_BATCH", size)
    imported(ten_lines())
    expected = booked()
    assert imported(ten_lines()[::-1]) == {
        "lines": 10,
        "allocated": 0,
        "suspense": 0,
        "reversed": 0,
        "known": 10,
    }
    assert booked() == expected


def test_reminders_of_each_loan_are_withdrawn_once_it_has_paid(loans):
    today = date(2025, 3, 17)
    due = [loan.repayments.get(number=2) for loan in loans[:2]]
    reminders_send(repayment_ids=[one.pk for one in due], today=today, send_email=send_email)
    waiting = EmailDelivery.objects.filter(state="queued")
    keys = {f"reminder:{one.pk}:7:borrower:{one.application.borrowers.get().pk}" for one in due}
    assert set(waiting.values_list("dedupe_key", flat=True)) >= keys
    # Omar pays the first two repayments and their fees; a cent of Nora's second is left.
    imported([plain_line(amount="203.00"), plain_line(reference="HL-NORA", amount="200.99")])
    assert keys - set(waiting.values_list("dedupe_key", flat=True)) == {min(keys)}


@pytest.mark.usefixtures("loans")
def test_money_booked_while_loans_were_chosen_can_still_be_dishonoured(monkeypatch):
    imported([plain_line(transaction_id="T-1", amount="41.00")])
    asked = []

    def choosing_too_early(references, dishonoured):
        # The first look comes before another worker's commit.
        asked.append(dishonoured)
        return loans_concerned(references, set() if len(asked) == 1 else dishonoured)

    monkeypatch.setattr(bank_batches, "loans_concerned", choosing_too_early)
    bounced = plain_line(
        record="dishonour", reference="Unpaid", transaction_id="D-1", original="T-1", amount="41.00"
    )
    assert imported([bounced])["reversed"] == 1
    assert len(asked) > 1
    assert Payment.objects.get(direction="reversed").application.reference == "HL-OMAR"


@pytest.mark.usefixtures("loans")
def test_what_a_bank_says_otherwise_is_kept_once():
    imported([plain_line(transaction_id="T-1", amount="41.00")])
    corrected = plain_line(transaction_id="T-1", amount="42.00")
    assert imported([corrected])["suspense"] == 1
    assert imported([corrected, plain_line(transaction_id="T-2")])["known"] == 1
    assert BankLine.objects.count() == 3
