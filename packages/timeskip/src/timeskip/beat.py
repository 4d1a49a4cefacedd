"""Celery beat: the project's own scheduler and entries, asked at the moments when they are due."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from celery import Celery
from celery.beat import PersistentScheduler, ScheduleEntry, Scheduler, SchedulingError
from celery.schedules import crontab
from celery.utils.imports import symbol_by_name
from kombu.exceptions import OperationalError

from timeskip.celery_lookups import next_in
from timeskip.clocks import Clock
from timeskip.declared import Declared
from timeskip.evidence import Evidence, Looks
from timeskip.given_names import did_you_mean
from timeskip.private_names import cancel_exit_hook, every_entry
from timeskip.writes import ReadOnce

# What an entry that is not due and says so of "now" is put off by, so that the clock moves on.
INSTANT = timedelta(microseconds=1)
# Seconds. django-celery-beat's wakes up every five; a crontab is in whole minutes.
SHORTEST_NAP = 60


class _Plan(NamedTuple):
    """When an entry is asked next. The entry is the scheduler's latest: its schedule may still hold the one before."""

    moment: datetime
    entry: ScheduleEntry
    # Whether the entry will be due then for sure, so that Celery need not calculate it a second time.
    is_sure: bool = False


class Beat(Declared):
    """Fires the project's schedule entry by entry. A test may stop it, narrow it, or run two."""

    # How many beats run, each sending everything: a deployment mistake worth a test.
    count: int
    # How often each entry has fired; ValueError for a name that no entry has.
    fired: Counter[str]

    def __init__(self, app: Celery, clock: Clock, evidence: Evidence) -> None:
        self._app, self._clock, self._evidence = app, clock, evidence
        self._only: frozenset[str] | None = None
        self._conditions: dict[str, Callable[[], bool]] = {}
        self._looks: dict[str, ReadOnce[datetime | None]] = {}
        # How often each task's entries have found nothing since the timeline was last told.
        self._found_nothing: Counter[str] = Counter()
        self._is_stopped = False
        self._since = clock.now()
        self._scheduler: Scheduler | None = None
        # The schedule as it was last seen, and what has become of its entries since.
        self._known_schedule: Any = None
        self._known_names: set[str] = set()
        self._latest: dict[str, ScheduleEntry] = {}
        self._due: dict[str, _Plan] | None = None
        # Whether what is overdue in the next plan is passed over; a table remembers when each entry last ran.
        self._skips_missed = False
        self.count = 1
        self.fired = _Fired(self._require)

    # What a test asks for.

    @property
    def entries(self) -> dict[str, ScheduleEntry]:
        """Every entry of the schedule, by name."""
        return dict(self._running_scheduler.schedule)

    @property
    def only(self) -> frozenset[str] | None:
        """The names of the entries that fire; None for all. Others are as if they were not in the schedule."""
        return self._only

    @only.setter
    def only(self, names: set[str] | frozenset[str] | None) -> None:
        for name in names or ():
            self._require(name)
        self._only = None if names is None else frozenset(names)
        self._due = None

    def skip_unless(self, name: str, condition: Callable[[], bool]) -> None:
        """Fire an entry only while `condition()` is true: spares sweeps that would find nothing.

        ValueError for a name that no entry has.
        """
        self._require(name)
        self._conditions[name] = condition

    def look_first(self, name: str, next_work: Callable[[], datetime | None]) -> None:
        """Let an entry look for work when it fires, and send its task only where there is some.

        `next_work()` returns the moment from which the task would find something to do, None where nothing is in
        sight. It is asked again once a table that it reads has been written to. The entry fires all the same:
        `fired` counts it, and the timeline says how often it found nothing. ValueError for a name that no entry has.
        """
        self._require(name)
        self._looks[name] = ReadOnce(next_work, self._evidence.writes)

    def stop(self) -> None:
        """Let beat be down."""
        # It has run until now: an entry that never fired counts from when its scheduler was made.
        self._planned()
        self._is_stopped = True

    def resume(self, *, remembers: bool | None = None) -> None:
        """Let beat run again.

        A scheduler that remembers when each entry last ran makes up at once, once, for what was missed. By
        default it does as the project's scheduler: Celery's own keeps a file, django-celery-beat a table.
        """
        self._is_stopped, self._since = False, self._clock.now()
        if remembers is None:
            remembers = self._scheduler_class is not Scheduler
        if remembers:
            self._due = None
        else:
            self.restart()

    @property
    def running_since(self) -> datetime | None:
        """Since when beat has missed nothing (UTC); None while it is down."""
        return None if self._is_stopped else self._since

    # What the story asks for.

    def restart(self) -> None:
        """Begin as if beat were started for the first time, now: nothing earlier is made up for."""
        if self._scheduler is not None:
            cancel_exit_hook(self._scheduler)
        self._scheduler = None
        self._due = None
        self._since = self._clock.now()
        self._skips_missed = True

    def close(self) -> None:
        """Leave nothing behind for the end of the process."""
        if self._scheduler is not None:
            cancel_exit_hook(self._scheduler)

    @property
    def next_moment(self) -> datetime | None:
        """When the next entry is due; None where there is none or beat is down."""
        if self._is_stopped:
            return None
        return min((plan.moment for plan in self._planned().values()), default=None)

    def fire_due(self) -> None:
        """Send the task of every entry whose moment has come, in order."""
        now = self._clock.now()
        due = {} if self._is_stopped else self._planned()
        for name in sorted(
            (name for name, plan in due.items() if plan.moment <= now), key=lambda name: due[name].moment
        ):
            is_due, seconds = _asked(due[name], now)
            entry = due[name].entry
            if is_due:
                entry = self._latest[name] = self._running_scheduler.reserve(entry)
                self._send(entry)
            due[name] = self._plan(entry, seconds or 0, at_least=INSTANT)

    def tell_what_found_nothing(self) -> None:
        """Tell the timeline of the entries that looked for work since the last time and found none."""
        if self._found_nothing:
            self._evidence.add("idle", "found nothing to do", Looks(self._found_nothing))
            self._found_nothing = Counter()

    # How.

    def _require(self, name: str) -> None:
        """ValueError for a name that no entry has."""
        # Without a look at the scheduler where the settings have it: a story need not make one before it begins.
        if name not in self._app.conf.beat_schedule and name not in (entries := self.entries):
            known = ", ".join(sorted(entries)) or "none"
            near = did_you_mean(name, entries)
            raise ValueError(f"The beat schedule has no entry {name!r}.{near} It has: {known}.")

    def _send(self, entry: ScheduleEntry) -> None:
        condition = self._conditions.get(entry.name)
        if condition and not condition():
            return
        self.fired[entry.name] += 1
        if self._finds_nothing(entry.name):
            self._found_nothing[self._evidence.title_of(entry.task)] += 1
            return
        for _ in range(self.count):
            try:
                self._running_scheduler.apply_async(entry, advance=False)
            except SchedulingError as error:
                # As beat does: it logs that the broker is down, and goes on.
                if not isinstance(error.__context__, OperationalError):
                    raise error.__context__ or error from None
                self._evidence.add("beat", f"{entry.name}: the broker is down")

    def _finds_nothing(self, name: str) -> bool:
        if name not in self._looks:
            return False
        next_work = self._looks[name].answer()
        return next_work is None or next_work > self._clock.now()

    def _planned(self) -> dict[str, _Plan]:
        schedule: Any = self._running_scheduler.schedule
        if schedule is not self._known_schedule:
            self._known_schedule = schedule
            self._latest.clear()
            self._due = None
        if self._due is None or schedule.keys() != self._known_names:
            self._known_names = set(schedule)
            # Entries that are due at one moment fire as the settings list them: Celery merges them in the order of
            # a set. Those that it adds itself come first.
            places = {name: place for place, name in enumerate(self._app.conf.beat_schedule)}
            self._due = {
                name: self._first_plan(self._latest.get(name, schedule[name]))
                for name in sorted(schedule, key=lambda name: (places.get(name, -1), name))
                if self._only is None or name in self._only
            }
            self._skips_missed = False
        return self._due

    def _first_plan(self, entry: ScheduleEntry) -> _Plan:
        is_due, seconds = entry.is_due()
        if is_due and self._skips_missed:
            entry = self._latest[entry.name] = self._running_scheduler.reserve(entry)
            is_due, seconds = entry.is_due()
        return self._plan(entry, 0 if is_due else seconds)

    def _plan(self, entry: ScheduleEntry, seconds: float, *, at_least: timedelta = timedelta(0)) -> _Plan:
        """Ask an entry again when Celery says, and where the clocks change on the way, before that.

        beat wakes up every few minutes anyway. That changes what it does only where the clocks change on the way,
        because Celery's crontabs count wall-clock time.
        """
        now = self._clock.now()
        moment = now + max(timedelta(seconds=seconds), at_least)
        zone = getattr(entry.schedule, "tz", None) or self._app.timezone
        if now.astimezone(zone).utcoffset() != (then := moment.astimezone(zone)).utcoffset():
            nap = timedelta(seconds=max(self._running_scheduler.max_interval, SHORTEST_NAP))
            return _Plan(min(moment, now + nap), entry)
        # A crontab's moments are whole minutes: any other is a matter of rounding.
        is_sure = type(entry.schedule) is crontab and moment > now and not then.second and not then.microsecond
        return _Plan(moment, entry, is_sure)

    @property
    def _running_scheduler(self) -> Scheduler:
        if self._scheduler is None:
            self._scheduler = _in_memory(self._scheduler_class)(self._app)
        return self._scheduler

    @property
    def _scheduler_class(self) -> type[Scheduler]:
        return symbol_by_name(self._app.conf.beat_scheduler)


def _asked(plan: _Plan, now: datetime) -> tuple[bool, float | None]:
    """Ask Celery whether an entry is due, and in how many seconds to ask again."""
    if plan.is_sure and plan.moment == now:
        return True, next_in(plan.entry.schedule)
    return plan.entry.is_due()


class _Fired(Counter[str]):
    """Counts what fired; an entry that never fired has to exist."""

    def __init__(self, require: Callable[[str], None]) -> None:
        super().__init__()
        self._require = require

    def __missing__(self, name: str) -> int:
        self._require(name)
        return 0

    def copy(self) -> Counter[str]:
        return Counter(self)

    def __reduce__(self) -> Any:
        return Counter, (dict(self),)


class _InMemory(Scheduler):
    """A PersistentScheduler without its file."""

    schedule = property(lambda self: self.data, lambda self, schedule: setattr(self, "data", schedule))

    def setup_schedule(self) -> None:
        Scheduler.setup_schedule(self)

    def sync(self) -> None:
        """Nothing to write."""

    def close(self) -> None:
        """Nothing to close."""


def _in_memory(scheduler_class: type[Scheduler]) -> type[Scheduler]:
    if issubclass(scheduler_class, PersistentScheduler):
        return type(scheduler_class.__name__, (_InMemory, scheduler_class), {})
    return every_entry(scheduler_class)
