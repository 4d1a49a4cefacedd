"""How far behind which loans are as of a day.

The database adds up: a loan's repayments and their allocations are read once and stay where they are.
Django can group a query once, so the second grouping is written out around it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Case, Exists, F, Max, OuterRef, QuerySet, Sum, When

from applications.arrears import BUCKETS, Owing
from applications.models import Allocation, Application, ArrearsSnapshot, Repayment
from applications.models.money import Direction
from applications.stages import Stage
from common.compiled import CompiledRows, Parameter
from common.days import midnight
from common.money import AMOUNT, to_the_cent

# Lookups of the allocations that count.
Counting = Mapping[str, Any]
Statement = tuple[str, Sequence[Any]]
# SQLite adds up floats, and takes longer to round each repayment than to read it: sums are rounded.
HALF_A_CENT = "0.005"


@dataclass(frozen=True, kw_only=True)
class Arrears:
    """How far behind one loan is; amounts in dollars."""

    days_past_due: int = 0
    overdue: Decimal = Decimal(0)
    balance: Decimal = Decimal(0)


def days_to_age(today: date) -> list[date]:
    """Today and the days since the last snapshot, including that day: it may not have been finished."""
    newest = ArrearsSnapshot.objects.filter(day__lt=today).aggregate(newest=Max("day"))["newest"] or today
    return [newest + timedelta(days=passed) for passed in range((today - newest).days + 1)]


def owing_to_age(day: date) -> Statement | None:
    """What each loan owes as of a day, with the payments of earlier days alone: those that were funded before
    it began and have no snapshot of it. None without any such loan."""
    values = {"day": day, "begins": midnight(day)}
    if not _ANY_TO_AGE(**values):
        return None
    later = _PAID_LATER.sql_with_params(day=day)
    return _owing_sql(_TO_AGE.sql_with_params(**values), day=day, left_out=later)


def funded_before(applications: QuerySet[Application], day: date) -> QuerySet[Application]:
    """Those of the applications that were funded before a day began: a funded loan stays funded."""
    return _funded(applications, midnight(day))


def _funded(applications: QuerySet[Application], before: datetime | Parameter) -> QuerySet[Application]:
    return applications.filter(stage=Stage.FUNDED, stage_since__lt=before)


def _to_age(day: date | Parameter, begins: datetime | Parameter) -> QuerySet[Application]:
    aged = ArrearsSnapshot.objects.filter(application=OuterRef("pk"), day=day)
    return _funded(Application.objects.all(), begins).filter(~Exists(aged)).order_by()


def owing_by_bucket(loans: QuerySet[Application], *, day: date, counting: Counting) -> Iterator[Owing]:
    """What those of these loans that owe anything owe as of a day, added up by BDM and days past due."""
    left_out = _statement(_left_out(counting)) if counting else None
    owing, params = _owing_sql(_ids_of(loans), day=day, left_out=left_out)
    begins = [connection.ops.adapt_datefield_value(day - timedelta(days=bucket.first)) for bucket in BUCKETS]
    # 0 for a loan that is not past due, else the place of its bucket.
    place = " + ".join(["CASE WHEN oldest <= %s THEN 1 ELSE 0 END"] * len(begins))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT bdm_id, place, COUNT(*), SUM(arrears), SUM(balance)
            FROM (SELECT {place} AS place, application_id, arrears, balance FROM ({owing}) AS loans) AS placed
            INNER JOIN {Application._meta.db_table} AS application ON application.id = application_id
            GROUP BY bdm_id, place
            ORDER BY bdm_id, place
            """,  # noqa: S608 names of this project
            [*begins, *params],
        )
        for bdm_id, place, count, arrears, balance in cursor.fetchall():
            bucket = BUCKETS[place - 1] if place else None
            yield Owing(
                bdm_id=bdm_id, bucket=bucket, count=count, arrears=money(arrears), balance=money(balance)
            )


def arrears_of(loans: Collection[int], *, day: date) -> dict[int, Arrears]:
    """How far behind each of these loans is on a day, by its id, with all that has been recorded."""
    arrears = {loan: Arrears() for loan in loans}
    if not arrears:
        return arrears
    owing, params = _owing_sql(_ids_of(Application.objects.filter(pk__in=arrears)), day=day)
    with connection.cursor() as cursor:
        cursor.execute(owing, params)
        for loan, oldest, overdue, balance in cursor.fetchall():
            # SQLite returns dates as text.
            days = max((day - date.fromisoformat(str(oldest))).days, 0)
            arrears[loan] = Arrears(days_past_due=days, overdue=money(overdue), balance=money(balance))
    return arrears


def _owing_sql(loans: Statement, *, day: date, left_out: Statement | None = None) -> Statement:
    """A statement, and its parameters, that returns what each of these loans owes as of a day.

    `loans` returns their ids, `left_out` the payments that do not count, as `_left_out` does; without it, all
    count, and there is nothing to look up for each repayment. Its columns:
    application_id, oldest (due date of the oldest repayment that is not paid in full), arrears, balance.
    Loans that owe nothing are not among them, and cancelled repayments do not count.
    """
    chosen, chosen_params = loans
    more, join, left_out_params = "", "", ()
    if left_out is not None:
        sql, left_out_params = left_out
        more = "+ COALESCE(left_out.left_out, 0)"
        join = f"LEFT JOIN ({sql}) AS left_out ON left_out.repayment_id = repayment.id"
    statement = f"""
        SELECT application_id, MIN(due_date) AS oldest,
            ROUND(SUM(CASE WHEN due_date < %s THEN owed ELSE 0 END), 2) AS arrears,
            ROUND(SUM(CASE WHEN owed < principal THEN owed ELSE principal END), 2) AS balance
        FROM (
            SELECT application_id, due_date, principal,
                principal + interest - amount_paid {more} AS owed
            FROM {Repayment._meta.db_table} AS repayment {join}
            WHERE NOT cancelled AND application_id IN ({chosen})
        ) AS repayments
        WHERE owed >= {HALF_A_CENT}
        GROUP BY application_id
    """  # noqa: S608 names of this project
    return statement, [connection.ops.adapt_datefield_value(day), *left_out_params, *chosen_params]


def _left_out(counting: Counting) -> QuerySet:
    """What each repayment was paid that does not count, less reversals.

    Few payments are of a later day, so that this reads less than all that count.
    """
    reversed_share = When(payment__direction=Direction.REVERSED, then=-F("amount"))
    total = Sum(Case(reversed_share, default=F("amount"), output_field=AMOUNT), output_field=AMOUNT)
    shares = Allocation.objects.exclude(repayment=None).exclude(**counting).order_by()
    return shares.values("repayment_id").annotate(left_out=total).values_list("repayment_id", "left_out")


def _ids_of(loans: QuerySet[Application]) -> Statement:
    return _statement(loans.order_by().values_list("pk"))


def _statement(rows: QuerySet) -> Statement:
    return rows.query.sql_with_params()


_DAY = Parameter("day", ArrearsSnapshot.day.field)
_LOANS = _to_age(_DAY, Parameter("begins", Application.stage_since.field)).values_list("pk")
_TO_AGE, _ANY_TO_AGE = CompiledRows(_LOANS), CompiledRows(_LOANS[:1])
_PAID_LATER = CompiledRows(_left_out({"payment__value_date__lt": _DAY}))


def money(amount: Decimal | float) -> Decimal:
    """A sum as the database returns it, in dollars and cents: SQLite adds up floats."""
    return to_the_cent(Decimal(amount))
