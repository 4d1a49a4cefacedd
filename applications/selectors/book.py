"""The applications as a table, in the order of any of its columns; and the search through all of them."""

import re
from decimal import Decimal

from django.db.models import (
    Case,
    CharField,
    Expression,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.utils import timezone

from applications.models import Application
from applications.selectors.board import board, told
from applications.selectors.overdue import with_overdue
from applications.stages import Stage
from users.models import User

LATEST_FIRST = "-applied"
_first_borrower = (
    Application.borrowers.through.objects.filter(application=OuterRef("pk"))
    .order_by()
    .values("application")
    .annotate(name=Min("borrower__name"))
    .values("name")
)
# Columns by which the table is put in order. Days count upwards, so the oldest day is the most days.
ORDERS: dict[str, tuple[Expression | F, bool]] = {
    "reference": (F("reference"), False),
    "borrower": (Subquery(_first_borrower, output_field=CharField()), False),
    "stage": (
        Case(
            *(When(stage=stage, then=place) for place, stage in enumerate(Stage)), output_field=IntegerField()
        ),
        False,
    ),
    "amount": (F("amount"), False),
    "broker": (F("broker__name"), False),
    "bdm": (F("bdm__name"), False),
    "applied": (F("created_at"), False),
    "days": (F("stage_since"), True),
    "due": (F("overdue_since"), True),
    "overdue": (F("overdue"), False),
}
_AMOUNT = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d{1,2})?")


def book(found: QuerySet[Application], *, order: str = LATEST_FIRST) -> QuerySet[Application]:
    """These applications with what a table says of each, overdue money included.

    `order` is a column of ORDERS, with “-” for the largest first; anything else means LATEST_FIRST. Rows
    without a value come last.
    """
    name = order.removeprefix("-")
    if name not in ORDERS:
        order, name = LATEST_FIRST, LATEST_FIRST.removeprefix("-")
    column, counts_upwards = ORDERS[name]
    largest_first = order.startswith("-") != counts_upwards
    by = column.desc(nulls_last=True) if largest_first else column.asc(nulls_last=True)
    return with_overdue(told(found), timezone.localdate()).order_by(by, "-pk")


def search(user: User, words: str) -> QuerySet[Application]:
    """The applications that the user may see, at any stage, whose reference, borrower, broker, broker's
    company or amount is meant by these words; those found by their broker last, else newest first.

    An amount is meant as it stands, or with any cents where it has none.
    """
    borrowed = Application.objects.filter(borrowers__name__icontains=words).order_by().values("pk")
    meant = Q(reference__icontains=words) | Q(pk__in=borrowed)
    amount = _amount_of(words)
    if amount:
        meant |= Q(amount__gte=amount[0], amount__lt=amount[1])
    brought = Q(broker__name__icontains=words) | Q(broker__company__icontains=words)
    by_broker = Case(When(meant, then=0), default=1, output_field=IntegerField())
    return told(board(user).filter(meant | brought)).order_by(by_broker, "-created_at", "-pk")


def _amount_of(words: str) -> tuple[Decimal, Decimal] | None:
    """The least amount that is meant, and the least above it that is not."""
    found = _AMOUNT.fullmatch(words.strip())
    if not found:
        return None
    amount = Decimal((found[1] + (found[2] or "")).replace(",", ""))
    return amount, amount + (Decimal("0.01") if found[2] else 1)
