"""The work that faults befall, and the books that show what became of it."""

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.db.models import Count, Sum
from django.utils import timezone

from applications.models import (
    BDM,
    Application,
    BankFile,
    BankLine,
    Borrower,
    Branch,
    Broker,
    Document,
    Repayment,
    Report,
)
from applications.services.bank_files import bank_file_receive
from reliability.mail import Mail
from users.models import UNFINISHED, EmailDelivery, EmailState, Notification, User

TODAY = date(2025, 3, 14)
# Three days overdue: the borrower is told by e-mail and in the inbox, broker and BDM in theirs.
DUE = TODAY - timedelta(days=3)
MORNING = datetime.combine(TODAY, time(7))
PAYERS = 100  # loans that the bank's lines pay; each owes one large repayment that is far off
OF_EACH = 3  # people told of each repayment: borrower, broker, BDM


@dataclass(frozen=True)
class Books:
    """What is left to be done, and what was done once too often."""

    reminders_missing: int
    told_missing: int
    told_twice: int
    mails_missing: int
    mails_twice: int
    # Taken twice under one Message-ID, where the outbox knew that it did not know.
    mails_again: int
    # Refused for good, and given up.
    mails_failed: int
    # Waiting, or claimed by a sender that is gone.
    mails_open: int
    lines_missing: int
    # Booked from a file that is not whole.
    lines_astray: int
    cents_off: Decimal
    # Letters and reports that are not on paper as their row says, and letters that are there twice.
    papers_missing: int
    papers_twice: int
    # What an open tab was told of and has not shown.
    unseen: int

    def __add__(self, other: "Books") -> "Books":
        return Books(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Books)))

    @property
    def lost(self) -> int:
        return (
            self.reminders_missing
            + self.told_missing
            + self.mails_missing
            + self.lines_missing
            + self.papers_missing
            + self.unseen
        )

    @property
    def doubled(self) -> int:
        cents = int(self.cents_off != 0)
        return self.told_twice + self.mails_twice + self.lines_astray + self.papers_twice + cents

    @property
    def are_closed(self) -> bool:
        return self.lost == 0 and self.mails_open == 0


def lay_out(repayments: int, lines: int) -> None:
    """Write a book with so many repayments to be reminded of today, and receive a file of payments."""
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
    """A file of so many payments, each of another amount, so that no two are taken for one."""
    rows = [
        f"payment,062-000 1234 5678,{TODAY},{amount_of(n):.2f},AUD,{references[n % len(references)]},T{n},"
        for n in range(lines)
    ]
    head = "record,account,date,amount,currency,reference,transaction_id,original"
    return "\n".join([head, *rows, f"total,{lines},{total_of(lines):.2f}", ""]).encode()


def amount_of(line: int) -> Decimal:
    """What a line pays: never the same twice."""
    return Decimal(10_000 + line) / 100


def total_of(lines: int) -> Decimal:
    """What a file's lines add up to, reckoned apart from anything the CRM does."""
    return sum((amount_of(n) for n in range(lines)), Decimal(0))


def look(
    mail: Mail, repayments: int, lines: int, letters: int = 0, reports: int = 0, unseen: int = 0
) -> Books:
    """Read the books: the database's, the mail server's own, and the files of so many papers."""
    told = Notification.objects.filter(notification_type="repayment_overdue")
    per_key = told.values("user", "dedupe_key").annotate(times=Count("pk")).filter(times__gt=1)
    failed = set(EmailDelivery.objects.filter(state=EmailState.FAILED).values_list("address", flat=True))
    tries = dict(EmailDelivery.objects.values_list("message_id", "attempts"))
    reached: dict[str, Counter[str]] = defaultdict(Counter)
    for address, message_id in list(mail.accepted):
        reached[address][message_id] += 1
    twice = again = 0
    for ids in reached.values():
        copies = sum(ids.values())
        if copies > 1:
            # One id, and no more copies than there were tries, each of which ended without an answer.
            known = len(ids) == 1 and copies <= tries.get(next(iter(ids)), 0)
            again += known
            twice += not known
    summed = BankLine.objects.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    booked = BankLine.objects.count()
    wanted = {f"borrower-{n}@example.com" for n in range(repayments)} - failed
    whole = _whole_papers()
    return Books(
        reminders_missing=repayments
        - Repayment.objects.filter(due_date=DUE, reminders__rung=3, reminders__state="sent").count(),
        told_missing=max(0, OF_EACH * repayments - told.count()),
        told_twice=per_key.count() + max(0, told.count() - OF_EACH * repayments),
        mails_missing=len(wanted - reached.keys()),
        mails_twice=twice,
        mails_again=again,
        mails_failed=len(failed),
        mails_open=EmailDelivery.objects.filter(state__in=UNFINISHED).count(),
        lines_missing=max(0, lines - booked),
        lines_astray=BankLine.objects.exclude(bank_file=file_id()).count(),
        cents_off=(summed - total_of(lines)) * 100 if booked >= lines else Decimal(0),
        papers_missing=letters + reports - len(whole),
        papers_twice=Document.objects.count() - len({pk for pk, _ in whole if pk}),
        unseen=unseen,
    )


def _whole_papers() -> set[tuple[int | None, int | None]]:
    """The loans with a letter, and the BDMs with a report, whose file is stored as its row says."""
    papers = [(one.application_id, None, one) for one in Document.objects.all()]
    papers += [(None, one.bdm_id or 0, one) for one in Report.objects.exclude(sha256="")]
    return {(loan, bdm) for loan, bdm, paper in papers if _sha256(paper.file) == paper.sha256}


def _sha256(file) -> str:
    with file.open("rb") as stored:
        return hashlib.file_digest(stored, "sha256").hexdigest()


def progress(mail: Mail) -> int:
    """How many visible effects there have been."""
    return len(mail.accepted) + BankLine.objects.count()


def file_id() -> int:
    """The bank file that was received."""
    return BankFile.objects.order_by("pk").values_list("pk", flat=True)[0]


def _staff(name: str, role: str) -> User:
    return User.objects.create(name=name, email=f"{name}@harbour.example".lower(), role=role, password="!")
