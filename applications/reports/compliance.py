"""The monthly compliance figures: what was collected, how far behind the book is, what is not in order."""

from collections.abc import Iterable, Sequence
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
    """The repayments of a BDM's loans that were due in the month, cancelled ones apart.

    `on_time`: paid in full by the due date and still paid at the month's end; `unpaid`: owing something at
    the month's end; the others were late and cured.
    """

    count: int
    amount: Decimal
    on_time: int
    unpaid: int
    # Allocated to them by the month's end, in dollars.
    collected: Decimal
    bdm_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Disorder:
    """What is not as it has to be with a BDM's applications."""

    # Applications in settlement or funded with a required document missing.
    documents_missing: int = 0
    # E-mails given up, and reminders that reached nobody.
    emails_failed: int = 0
    reminders_unreachable: int = 0
    bdm_id: int | None = None


def required_documents(stage: Stage) -> frozenset[str]:
    """The kinds of document that an application at this stage must have, for every stage in PASSED."""
    return frozenset(
        kind for passed in PASSED[stage] for kind in REQUIREMENTS[passed] if kind in DocumentKind
    )


def compliance_figures(dues: Sequence[Dues], owing: Sequence[Owing], disorder: Sequence[Disorder]) -> dict:
    """The figures of a month, from each BDM's; `owing` are the loans that still owe anything as of its end.

    On-time rate = paid in full by the due date ÷ due in the month, by number; collection rate = allocated ÷
    due, by amount; the share of book of a bucket is its balance ÷ the balance of all loans. Without a
    denominator: None.
    """
    book = _sum_of(owing)
    count, on_time, unpaid = (
        sum(getattr(one, what) for one in dues) for what in ("count", "on_time", "unpaid")
    )
    amount = sum((one.amount for one in dues), Decimal(0))
    collected = sum((one.collected for one in dues), Decimal(0))
    return {
        "due": {"count": count, "amount": cents(amount)},
        "on_time": on_time,
        "late_cured": count - on_time - unpaid,
        "unpaid": unpaid,
        "on_time_rate": rate(on_time, count),
        "collected": cents(collected),
        "collection_rate": rate(collected, amount),
        "arrears": [
            _loans(bucket.label, _sum_of(one for one in owing if one.bucket == bucket), book)
            for bucket in BUCKETS
        ],
        "book": _loans("all", book, book),
        **{
            what: sum(getattr(one, what) for one in disorder)
            for what in ("documents_missing", "emails_failed", "reminders_unreachable")
        },
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
