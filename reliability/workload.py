"""The work of one morning that faults strike: repayments to remind of, and a bank file to import."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.utils import timezone

from applications.models import BDM, Application, BankFile, Borrower, Branch, Broker, Repayment
from applications.services.bank_files import bank_file_receive
from users.models import User

TODAY = date(2025, 3, 14)
# Three days overdue: the borrower gets an e-mail and a notification, broker and BDM a notification each.
DUE = TODAY - timedelta(days=3)
MORNING = datetime.combine(TODAY, time(7))
PAYERS = 100  # loans that the lines of the bank file pay; each has one large repayment in the far future


def lay_out(repayments: int, lines: int) -> None:
    """Create so many repayments to remind of today, and receive a bank file with so many lines."""
    branch = Branch.objects.create(name="Sydney")
    bdm = BDM.objects.create(name="Ben", user=_staff("Ben", "bdm"), branch=branch)
    broker = Broker.objects.create(
        name="Bella", user=_staff("Bella", "broker"), branch=branch, primary_bdm=bdm
    )
    admin = _staff("Ada", "admin")
    people = User.objects.bulk_create(
        User(name=f"Borrower {n}", email=f"borrower-{n}@example.com", role="borrower", password="!")
        for n in range(repayments)
    )
    borrowers = Borrower.objects.bulk_create(
        Borrower(name=one.name, email=one.email, user=one, tax_file_number="", account_number="")
        for one in people
    )
    loans = Application.objects.bulk_create(
        Application(
            reference=f"HL-{n:05}",
            stage="funded",
            broker=broker,
            bdm=bdm,
            amount=Decimal(10_000),
            created_at=timezone.now(),
        )
        for n in range(repayments + PAYERS)
    )
    Application.borrowers.through.objects.bulk_create(
        Application.borrowers.through(application=loan, borrower=borrower)
        for loan, borrower in zip(loans, borrowers, strict=False)
    )
    Repayment.objects.bulk_create(
        Repayment(application=loan, number=1, due_date=DUE, principal=Decimal(1000), interest=Decimal(250))
        for loan in loans[:repayments]
    )
    far_off = TODAY + timedelta(days=300)
    Repayment.objects.bulk_create(
        Repayment(application=loan, number=1, due_date=far_off, principal=Decimal(10**6), interest=0)
        for loan in loans[repayments:]
    )
    payers = [loan.reference for loan in loans[repayments:]]
    bank_file_receive(name="march.csv", content=ContentFile(bank_file(lines, payers)), by=admin)


def bank_file(lines: int, references: list[str]) -> bytes:
    """A bank file of so many payments, each of a different amount, so that none looks like a duplicate."""
    rows = [
        f"payment,062-000 1234 5678,{TODAY},{amount_of(n):.2f},AUD,{references[n % len(references)]},T{n},"
        for n in range(lines)
    ]
    head = "record,account,date,amount,currency,reference,transaction_id,original"
    return "\n".join([head, *rows, f"total,{lines},{total_of(lines):.2f}", ""]).encode()


def amount_of(line: int) -> Decimal:
    """The amount of a line; no two lines have the same."""
    return Decimal(10_000 + line) / 100


def total_of(lines: int) -> Decimal:
    """The sum of a bank file's lines, calculated without the CRM."""
    return sum((amount_of(n) for n in range(lines)), Decimal(0))


def file_id() -> int:
    """The id of the bank file that lay_out received."""
    return BankFile.objects.order_by("pk").values_list("pk", flat=True)[0]


def _staff(name: str, role: str) -> User:
    return User.objects.create(name=name, email=f"{name}@harbour.example".lower(), role=role, password="!")
