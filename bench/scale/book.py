"""A loan book of any size, in which one repayment of fifty is due for a reminder today."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from applications.models import (
    BDM,
    Allocation,
    Application,
    Borrower,
    Branch,
    Broker,
    Payment,
    Reminder,
    Repayment,
    StageEvent,
)
from users.models import Inbox, User

REPAYMENTS_A_LOAN = 50
# The repayment with a reminder today; earlier ones are paid, later ones are in the future.
DUE = 25
# Longer than the ladder, so that no other repayment of the loan has a reminder today.
DAYS_APART = 45
RUNGS = (-7, -1, 3, 7, 10, 30)
LOANS_A_BROKER = 200
BROKERS_A_BDM = 5
PRINCIPAL, INTEREST = Decimal("1000.00"), Decimal("250.00")
BATCH = 5_000


def lay_out(repayments: str) -> None:
    """Migrate, and write a loan book of so many repayments."""
    call_command("migrate", verbosity=0)
    build(int(repayments))
    with connection.cursor() as cursor:
        # As the database's autovacuum would have done overnight.
        cursor.execute("ANALYZE")


@transaction.atomic
def build(repayments: int) -> None:
    """Write funded loans with so many repayments; everything in the past is paid."""
    loans = repayments // REPAYMENTS_A_LOAN
    today = timezone.localdate()
    funded_at = _noon(today - timedelta(days=DAYS_APART * DUE))
    admin = _user("Ada", "admin")
    applications = _applications(loans, _brokers(loans), funded_at)
    _write(Application, applications)
    ids = list(Application.objects.order_by("pk").values_list("pk", flat=True))
    borrowers = _borrowers(loans)
    _write(
        Application.borrowers.through,
        (
            Application.borrowers.through(application_id=application, borrower_id=borrower)
            for application, borrower in zip(ids, borrowers, strict=True)
        ),
    )
    _write(StageEvent, (_funded(application, funded_at, admin) for application in ids))
    _write(Repayment, (one for number, pk in enumerate(ids) for one in _repayments(number, pk, today)))
    due = Repayment.objects.filter(number=DUE).order_by("pk")
    _write(
        Reminder,
        (one for pk, due_on in _rows(due, "pk", "due_date") for one in _reminders(pk, today - due_on)),
    )
    paid = Repayment.objects.filter(number__lt=DUE).order_by("pk")
    _write(
        Payment,
        (_payment(application, due) for application, due in _rows(paid, "application_id", "due_date")),
    )
    payments = Payment.objects.order_by("pk").values_list("pk", flat=True)
    _write(
        Allocation,
        (
            Allocation(payment_id=payment, repayment_id=repayment, amount=PRINCIPAL + INTEREST)
            for payment, (repayment,) in zip(payments.iterator(), _rows(paid, "pk"), strict=True)
        ),
    )


def _write(model, rows: Iterator) -> None:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch)


def _rows(queryset, *columns: str) -> Iterator[tuple]:
    return queryset.values_list(*columns).iterator(chunk_size=BATCH)


def _user(name: str, role: str) -> User:
    return User.objects.create(name=name, email=f"{name}@harbour.example".lower(), role=role, password="!")


def _brokers(loans: int) -> list[Broker]:
    branch = Branch.objects.create(name="Sydney")
    brokers = []
    for number in range(max(1, loans // LOANS_A_BROKER)):
        if number % BROKERS_A_BDM == 0:
            name = f"BDM-{number}"
            bdm = BDM.objects.create(name=name, user=_user(name, "bdm"), branch=branch)
        name = f"Broker-{number}"
        brokers.append(
            Broker.objects.create(name=name, user=_user(name, "broker"), branch=branch, primary_bdm=bdm)
        )
    return brokers


def _borrowers(loans: int) -> list[int]:
    _write(
        User,
        (
            User(name=f"Borrower {n}", email=f"borrower-{n}@example.com", role="borrower", password="!")
            for n in range(loans)
        ),
    )
    users = User.objects.filter(role="borrower").order_by("pk").values_list("pk", "name", "email")
    _write(Borrower, (Borrower(name=name, email=email, user_id=pk) for pk, name, email in users.iterator()))
    _write(Inbox, (Inbox(user_id=pk) for (pk,) in _rows(User.objects.order_by("pk"), "pk")))
    return list(Borrower.objects.order_by("pk").values_list("pk", flat=True))


def _applications(loans: int, brokers: list[Broker], funded_at: datetime) -> Iterator[Application]:
    for number in range(loans):
        broker = brokers[number % len(brokers)]
        yield Application(
            reference=f"HL-{number:06}",
            stage="funded",
            stage_since=funded_at,
            created_at=funded_at,
            amount=PRINCIPAL * REPAYMENTS_A_LOAN,
            term_months=REPAYMENTS_A_LOAN,
            annual_rate=Decimal("6.0000"),
            broker=broker,
            bdm_id=broker.primary_bdm_id,
        )


def _funded(application_id: int, at: datetime, by: User) -> StageEvent:
    return StageEvent(application_id=application_id, from_stage="settlement", to_stage="funded", at=at, by=by)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def _repayments(loan: int, application_id: int, today: date) -> Iterator[Repayment]:
    due = today - timedelta(days=RUNGS[loan % len(RUNGS)])
    for number in range(1, REPAYMENTS_A_LOAN + 1):
        yield Repayment(
            application_id=application_id,
            number=number,
            due_date=due + timedelta(days=DAYS_APART * (number - DUE)),
            principal=PRINCIPAL,
            interest=INTEREST,
            amount_paid=PRINCIPAL + INTEREST if number < DUE else 0,
        )


def _reminders(repayment_id: int, late: timedelta) -> Iterator[Reminder]:
    # Earlier reminders were sent on their day.
    return (
        Reminder(repayment_id=repayment_id, rung=rung, state="sent") for rung in RUNGS if rung < late.days
    )


def _payment(application_id: int, value_date: date) -> Payment:
    return Payment(
        application_id=application_id,
        amount=PRINCIPAL + INTEREST,
        value_date=value_date,
        recorded_at=_noon(value_date),
    )
