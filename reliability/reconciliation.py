"""What was lost or done twice: the database against the mail server, the stored files and the tabs."""

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from decimal import Decimal

from django.db.models import Count, Sum

from applications.models import BankLine, Document, Repayment, Report
from reliability import workload
from reliability.mail import MailServer
from users.models import UNFINISHED, EmailDelivery, EmailState, Notification

OF_EACH = 3  # notifications of each repayment: borrower, broker, BDM


@dataclass(frozen=True)
class Findings:
    """How often something is missing or was done twice; all zero is a whole morning's work, done once."""

    reminders_missing: int
    notifications_missing: int
    notifications_twice: int
    emails_missing: int
    emails_twice: int
    # Accepted twice under one Message-ID, after an attempt whose outcome the outbox recorded as unknown.
    emails_resent: int
    # Rejected permanently, and given up.
    emails_failed: int
    # Still queued, or claimed by a worker that is gone.
    emails_open: int
    lines_missing: int
    # Booked from a truncated file.
    lines_astray: int
    cents_off: Decimal
    # Letters and reports whose stored file differs from its checksum, and letters that exist twice.
    documents_missing: int
    documents_twice: int
    # Notifications of people with an open tab that the tab has not shown.
    unseen: int

    def __add__(self, other: "Findings") -> "Findings":
        return Findings(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Findings)))

    @property
    def lost(self) -> int:
        return (
            self.reminders_missing
            + self.notifications_missing
            + self.emails_missing
            + self.lines_missing
            + self.documents_missing
            + self.unseen
        )

    @property
    def duplicated(self) -> int:
        cents = int(self.cents_off != 0)
        return self.notifications_twice + self.emails_twice + self.lines_astray + self.documents_twice + cents

    @property
    def is_complete(self) -> bool:
        return self.lost == 0 and self.emails_open == 0


def reconcile(
    mail: MailServer, repayments: int, lines: int, letters: int = 0, reports: int = 0, unseen: int = 0
) -> Findings:
    """Compare the database and the stored files with what the mail server accepted and what was asked for."""
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
            # One id, and no more copies than attempts, so each extra copy followed an unknown outcome.
            known = len(ids) == 1 and copies <= tries.get(next(iter(ids)), 0)
            again += known
            twice += not known
    summed = BankLine.objects.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    booked = BankLine.objects.count()
    wanted = {f"borrower-{n}@example.com" for n in range(repayments)} - failed
    whole = _intact_documents()
    return Findings(
        reminders_missing=repayments
        - Repayment.objects.filter(due_date=workload.DUE, reminders__rung=3, reminders__state="sent").count(),
        notifications_missing=max(0, OF_EACH * repayments - told.count()),
        notifications_twice=per_key.count() + max(0, told.count() - OF_EACH * repayments),
        emails_missing=len(wanted - reached.keys()),
        emails_twice=twice,
        emails_resent=again,
        emails_failed=len(failed),
        emails_open=EmailDelivery.objects.filter(state__in=UNFINISHED).count(),
        lines_missing=max(0, lines - booked),
        lines_astray=BankLine.objects.exclude(bank_file=workload.file_id()).count(),
        cents_off=(summed - workload.total_of(lines)) * 100 if booked >= lines else Decimal(0),
        documents_missing=letters + reports - len(whole),
        documents_twice=Document.objects.count() - len({pk for pk, _ in whole if pk}),
        unseen=unseen,
    )


def _intact_documents() -> set[tuple[int | None, int | None]]:
    """The loans with a letter, and the BDMs with a report, whose stored file has its recorded checksum."""
    documents = [(one.application_id, None, one) for one in Document.objects.all()]
    documents += [(None, one.bdm_id or 0, one) for one in Report.objects.exclude(sha256="")]
    return {(loan, bdm) for loan, bdm, document in documents if _sha256(document.file) == document.sha256}


def _sha256(file) -> str:
    with file.open("rb") as stored:
        return hashlib.file_digest(stored, "sha256").hexdigest()


def progress(mail: MailServer) -> int:
    """How many effects are visible so far: e-mails accepted and lines booked."""
    return len(mail.accepted) + BankLine.objects.count()
