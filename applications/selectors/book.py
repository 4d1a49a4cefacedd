"""The applications as a table, in the order of any of its columns; and the search through all of them."""

from decimal import Decimal

from django.db.models import (
    Case,
    CharField,
    Expression,
    F,
    IntegerField,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    When,
)
from django.utils import timezone

from applications.models import Application
from applications.selectors.arrears import arrears_of
from applications.selectors.board import board, meant_itself, told
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


def balances_of(found: QuerySet[Application]) -> dict[str, Decimal]:
    """The balance in dollars of each of these applications that is funded, by its reference."""
    funded = Application.objects.filter(pk__in=found.order_by().values("pk"), stage=Stage.FUNDED)
    references = dict(funded.values_list("pk", "reference"))
    arrears = arrears_of(references, day=timezone.localdate())
    return {references[loan]: one.balance for loan, one in arrears.items()}


def search(user: User, words: str) -> QuerySet[Application]:
    """The applications that the user may see, at any stage, that these words mean; those of which only the
    broker is meant last, else newest first."""
    by_broker = Case(When(meant_itself(words), then=0), default=1, output_field=IntegerField())
    return told(board(user, words=words)).order_by(by_broker, "-created_at", "-pk")
