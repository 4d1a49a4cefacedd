"""The monthly compliance figures: what was collected, how far behind the book is, what is not in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from applications.arrears import BUCKETS, Owing
from applications.documents.kinds import DocumentKind
from applications.reports.figures import cents, rate
from applications.stages import REQUIREMENTS, Stage

# The stages in which a file has to be complete, and those passed by then, whose requirements still hold.
PASSED = {
    Stage.SETTLEMENT: (Stage.FORMAL_APPROVAL, Stage.SETTLEMENT),
    Stage.FUNDED: (Stage.FORMAL_APPROVAL, Stage.SETTLEMENT, Stage.FUNDED),
}


@dataclass(frozen=True, kw_only=True)
class Dues:
    """The repayments due in the month, cancelled ones apart.

    `on_time`: paid in full by the due date and still paid at the month's end; `unpaid`: owing something at
    the month's end; the others were late and cured.
    """

    count: int
    amount: Decimal
    on_time: int
    unpaid: int
    # Allocated to them by the month's end, in dollars.
    collected: Decimal


@dataclass(frozen=True, kw_only=True)
class Disorder:
    """What is not as it has to be."""

    # Applications in settlement or funded with a required document missing.
    documents_missing: int
    # E-mails given up, and reminders that reached nobody.
    emails_failed: int
    reminders_unreachable: int


def required_documents(stage: Stage) -> frozenset[str]:
    """The kinds of document that an application at this stage must have, for every stage in PASSED."""
    return frozenset(
        kind for passed in PASSED[stage] for kind in REQUIREMENTS[passed] if kind in DocumentKind
    )


def compliance_figures(dues: Dues, owing: Iterable[Owing], disorder: Disorder) -> dict:
    """The figures of a month; `owing` are the loans that still owe anything as of its end, by bucket.

    On-time rate = paid in full by the due date ÷ due in the month, by number; collection rate = allocated ÷
    due, by amount; the share of book of a bucket is its balance ÷ the balance of all loans. Without a
    denominator: None.
    """
    found = list(owing)
    book = _sum_of(found)
    return {
        "due": {"count": dues.count, "amount": cents(dues.amount)},
        "on_time": dues.on_time,
        "late_cured": dues.count - dues.on_time - dues.unpaid,
        "unpaid": dues.unpaid,
        "on_time_rate": rate(dues.on_time, dues.count),
        "collected": cents(dues.collected),
        "collection_rate": rate(dues.collected, dues.amount),
        "arrears": [
            _loans(bucket.label, _sum_of(one for one in found if one.bucket == bucket), book)
            for bucket in BUCKETS
        ],
        "book": _loans("all", book, book),
        "documents_missing": disorder.documents_missing,
        "emails_failed": disorder.emails_failed,
        "reminders_unreachable": disorder.reminders_unreachable,
    }


def _sum_of(parts: Iterable[Owing]) -> Owing:
    parts = list(parts)
    return Owing(
        bucket=None,
        count=sum(part.count for part in parts),
        arrears=sum((part.arrears for part in parts), Decimal(0)),
        balance=sum((part.balance for part in parts), Decimal(0)),
    )


def _loans(label: str, loans: Owing, book: Owing) -> dict:
    return {
        "days": label,
        "count": loans.count,
        "arrears": cents(loans.arrears),
        "balance": cents(loans.balance),
        "share": rate(loans.balance, book.balance),
    }
