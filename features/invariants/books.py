"""The lender's books at one moment: the rows of each table, read only after it has been written to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import cache, cached_property
from html import unescape
from typing import Any

from django.db.models import QuerySet

from features.drivers.answers import Answered
from features.invariants.tables import TABLES
from timeskip.rows_after import rows_after
from timeskip.stacks.protocol import StoryLike
from timeskip.writes import ANY_TABLE

Rows = tuple[Any, ...]
# Less than any primary key.
BEFORE_ANY = -1


@dataclass(frozen=True)
class SeenTab:
    """An open tab: whose it is, the count that it shows, the notifications that it was sent.

    shown_before: the number of the last notification that its reader saw in a tab before this one.
    requests: how often its reader has asked for something.
    """

    person: str
    user_id: int | None
    count: int | None
    notifications: Rows
    shown_before: int = 0
    requests: int = 0


class Books:
    """All rows of a moment, as attributes by the names in TABLES, and what lies outside of the database."""

    def __init__(
        self,
        now: datetime,
        rows: dict[str, Rows],
        letters: Rows,
        tabs: tuple[SeenTab, ...],
        pages: tuple[Answered, ...] = (),
    ) -> None:
        self.now, self.letters, self.tabs, self.pages = now, letters, tabs, pages
        self._rows = rows
        self._by_id: dict[str, dict[Any, Any]] = {}

    def __getattr__(self, table: str) -> Rows:
        try:
            return self._rows[table]
        except KeyError:
            raise AttributeError(table) from None

    def by_id(self, table: str) -> dict[Any, Any]:
        """The rows of a table by primary key."""
        if table not in self._by_id:
            self._by_id[table] = {row.pk: row for row in self._rows[table]}
        return self._by_id[table]

    def changed_since(self, before: "Books") -> set[str]:
        """The names of the tables that were written to, and of letters, tabs and now where they differ."""
        # A table that was not written to is the very same, and comparing two takes longer than looking again.
        tables = {name for name, rows in self._rows.items() if rows is not before._rows[name]}
        others = ("letters", "tabs", "now")
        return tables | {name for name in others if getattr(self, name) != getattr(before, name)}

    @cached_property
    def paid(self) -> dict[int, Decimal]:
        """What a repayment has got: received less reversed."""
        return self.paid_through("repayment_id", self.payments)

    @cached_property
    def paid_fees(self) -> dict[int, Decimal]:
        """What a fee has got."""
        return self.paid_through("fee_id", self.payments)

    def owed(self, repayment: Any) -> Decimal:
        """What a repayment still asks for."""
        return repayment.principal + repayment.interest - self.paid[repayment.pk]

    def unpaid(self) -> Iterator[Any]:
        """The repayments that still ask for something, cancelled ones left out."""
        return (one for one in self.repayments if not one.cancelled and self.owed(one) > 0)

    @cached_property
    def by_message_id(self) -> dict[str, Any]:
        """The e-mails of the outbox by what identifies their letters."""
        return {email.message_id: email for email in self.emails}

    def paid_through(self, purpose: str, payments: Iterable[Any]) -> dict[int, Decimal]:
        """What each repayment or fee has got through these payments: received less reversed."""
        counting, paid = {payment.pk: payment for payment in payments}, defaultdict(Decimal)
        for share in self.allocations:
            if payment := counting.get(share.payment_id):
                is_received = payment.direction == "received"
                paid[getattr(share, purpose)] += share.amount if is_received else -share.amount
        return paid


@dataclass(frozen=True)
class Step:
    """What a step did: the books before and after it, and what happened meanwhile.

    placed: ids of the loans that a phrase has put at a stage without a move; placed_now: in this step.
    undisturbed: whether beat and workers have run all the time, and none of them may die.
    unconfirmed: how often so far it was unknown whether an e-mail was sent, by what identifies its letters.
    answers: what pages and the API have shown people.
    leaked: lines of the log with what somebody logs in with.
    acted: ids of those who have asked for something in a browser, a tab or a program.
    """

    before: Books
    after: Books
    placed: frozenset[int] = frozenset()
    placed_now: frozenset[int] = frozenset()
    undisturbed: bool = True
    workers_may_die: bool = False
    pushes: bool = True
    unconfirmed: Counter[str] = field(default_factory=Counter)
    answers: tuple[Answered, ...] = ()
    leaked: tuple[str, ...] = ()
    acted: frozenset[int] = frozenset()

    @property
    def left(self) -> Rows:
        """The letters that the mail server took in this step."""
        return self.after.letters[len(self.before.letters) :]

    @cached_property
    def left_in_words(self) -> list[tuple[Any, str]]:
        """Those letters, each with all that it says: reading one takes as long as sending it."""
        return [
            (letter, f"{letter.subject} {letter.text} {unescape(letter.html or '')}") for letter in self.left
        ]

    def new(self, table: str) -> list[Any]:
        """The rows that were not there before."""
        before = self.before.by_id(table)
        return [row for row in getattr(self.after, table) if row.pk not in before]

    def moments(self, hour: int, minute: int = 0, *, weekday: int | None = None) -> Iterator[datetime]:
        """Each time that this hour came in an undisturbed step, the last of them first.

        weekday: only on this day of the week; Monday is 0.
        """
        day = self.after.now.date()
        while self.undisturbed and day >= self.before.now.date():
            moment = datetime.combine(day, time(hour, minute), tzinfo=self.after.now.tzinfo)
            is_day = weekday is None or day.weekday() == weekday
            if is_day and self.before.now < moment <= self.after.now:
                yield moment
            day -= timedelta(days=1)

    def last(self, hour: int, minute: int = 0, *, weekday: int | None = None) -> datetime | None:
        """The last of these moments; None if there is none."""
        return next(self.moments(hour, minute, weekday=weekday), None)


class Ledger:
    """Reads the books of a story that began with an empty database."""

    def __init__(self, story: StoryLike) -> None:
        self._writes = story.evidence.writes
        self._rows: dict[str, Rows] = dict.fromkeys(TABLES, ())
        self._versions: dict[str, int] = dict.fromkeys(TABLES, 0)
        self._names = {name: f'"{model._meta.db_table}"' for name, (model, _) in TABLES.items()}
        self._total = 0

    @property
    def version(self) -> int:
        """How many statements have written anything."""
        return self._writes.total

    def rows(self) -> dict[str, Rows]:
        """The rows of every table."""
        if self._writes.total != self._total:
            self._total = self._writes.total
            counts = self._writes.by_table
            for name, quoted in self._names.items():
                version = counts[quoted] + counts[ANY_TABLE]
                if version != self._versions[name]:
                    self._versions[name] = version
                    self._rows = {**self._rows, name: tuple(rows_after(_rows_of(name), BEFORE_ANY))}
        return self._rows


@cache
def _rows_of(table: str) -> QuerySet:
    """A queryset for all stories of a run, because timeskip compiles one once."""
    model, columns = TABLES[table]
    return model.objects.values_list(*columns.split(), named=True)
