"""The loan book as people look through it: by stage, people, words, days and amounts."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum, Window, prefetch_related_objects
from django.db.models.functions import RowNumber
from django.utils import timezone

from applications.models import BDM, Application, Borrower, Branch, Broker
from applications.selectors.application import applications_to_list
from applications.selectors.overdue import past_due
from applications.selectors.words import called, with_every_word
from common.days import midnight
from common.money import CENT, written_amount
from users.models import User

MOST_DAYS = 36_500  # past due that a filter asks for
NAMES = Prefetch("borrowers", Borrower.objects.only("name"))


def board(
    user: User,
    *,
    broker: Broker | None = None,
    bdm: BDM | None = None,
    branch: Branch | None = None,
    words: str = "",
    stage: str = "",
    applied_from: date | None = None,
    applied_to: date | None = None,
    amount_from: Decimal | None = None,
    amount_to: Decimal | None = None,
    days_past_due: int | None = None,
) -> QuerySet[Application]:
    """The applications that the user may see: of one broker, BDM or branch, which is the BDM's, at one stage,
    and meant by the words: each is in their reference, or the name of a borrower, the broker or the broker's
    company, or is their amount.

    Days and amounts are the first and last that count. `days_past_due` are at least so many, from 1.
    """
    found = applications_to_list(user)
    lookups = {
        "broker": broker,
        "bdm": bdm,
        "bdm__branch": branch,
        "stage": stage,
        "created_at__gte": _beginning_of(applied_from),
        "created_at__lt": _beginning_of(applied_to, later=1),
        "amount__gte": amount_from,
        "amount__lte": amount_to,
    }
    found = found.filter(**{name: value for name, value in lookups.items() if value not in (None, "")})
    if words.strip():
        found = found.filter(with_every_word(words, _meant) | _over(words))
    return past_due(found, timezone.localdate(), days=days_past_due) if days_past_due else found


def _beginning_of(day: date | None, *, later: int = 0) -> datetime | None:
    """The moment at which a day begins, or one so many days `later`; None where no database has it."""
    try:
        return day and midnight(day + timedelta(days=later)).astimezone(UTC)
    except OverflowError:
        return None


def meant_itself(words: str) -> Q:
    """Applications that the words mean by reference, borrowers or amount, and not by their broker alone."""
    return with_every_word(words, _itself) | _over(words)


def _itself(word: str) -> Q:
    return called(word) | _over(word)


def _meant(word: str) -> Q:
    return _itself(word) | Q(broker__name__icontains=word) | Q(broker__company__icontains=word)


def _over(words: str) -> Q:
    """Applications over this amount, with any cents where none are written; none where it is no amount."""
    amount = written_amount(words)
    if amount is None:
        return Q(pk__in=())
    return Q(amount__gte=amount, amount__lt=amount + (CENT if amount.as_tuple().exponent else 1))


def board_totals(found: QuerySet[Application]) -> dict[str, dict]:
    """Stage → how many of these applications stand there (`count`), for how much (`amount`)."""
    tallies = found.order_by().values("stage").annotate(count=Count("pk"), amount=Sum("amount"))
    return {row["stage"]: row for row in tallies}


def board_rows(
    found: QuerySet[Application], stages: Collection[str], most: int
) -> dict[str, list[Application]]:
    """Stage → those of these applications that have stood there longest, at most so many a stage."""
    place = Window(RowNumber(), partition_by=F("stage"), order_by=[F("stage_since"), F("pk")])
    rows = told(found.filter(stage__in=stages)).annotate(place=place).filter(place__lte=most)
    by_stage: dict[str, list[Application]] = defaultdict(list)
    for row in rows.order_by("stage", "place"):
        by_stage[row.stage].append(row)
    return by_stage


def board_column(found: QuerySet[Application], stage: str) -> QuerySet[Application]:
    """Those of these applications that stand at one stage, the longest there first."""
    return told(found.filter(stage=stage)).order_by("stage_since", "pk")


def board_choices(user: User) -> dict[str, QuerySet]:
    """The brokers, BDMs and branches of the applications that the user may see."""
    own = applications_to_list(user).order_by()
    return {
        "broker": Broker.objects.filter(pk__in=own.values("broker")).order_by("name"),
        "bdm": BDM.objects.filter(pk__in=own.values("bdm")).order_by("name"),
        "branch": Branch.objects.filter(pk__in=own.values("bdm__branch")).order_by("name"),
    }


def told(found: QuerySet[Application]) -> QuerySet[Application]:
    """These applications with the people whom a list names."""
    return found.select_related("broker", "bdm__branch").prefetch_related(NAMES)


def name_borrowers(shown: Iterable[Application]) -> None:
    """Read the borrowers' names of the applications that a page shows, of all its lists together."""
    prefetch_related_objects(list(shown), NAMES)
