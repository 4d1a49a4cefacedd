"""Celery beat: the project's own scheduler and entries, asked at the moments when they are due."""

from collections import Counter
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta, tzinfo
from typing import Any

from celery import Celery
from celery.beat import ScheduleEntry, Scheduler, SchedulingError
from celery.utils.imports import symbol_by_name
from kombu.exceptions import OperationalError

from timeskip.beat_plans import INSTANT, Plan, asked, plan_after
from timeskip.beat_schedulers import in_memory
from timeskip.celery_lookups import next_in
from timeskip.clocks import Clock
from timeskip.declared import Declared
from timeskip.evidence import Evidence
from timeskip.given_names import did_you_mean
from timeskip.looks import WorkAhead
from timeskip.private_names import cancel_exit_hook

# How far time may pass at once over firings that find nothing. The clocks change at most once in it.
FARTHEST = timedelta(days=1)


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
        self._work = WorkAhead(evidence)
        self._is_stopped = False
        self._since = clock.now()
        self._scheduler: Scheduler | None = None
        # The schedule as it was last seen, and what has become of its entries since.
        self._known_schedule: Any = None
        self._known_names: set[str] = set()
        self._latest: dict[str, ScheduleEntry] = {}
        self._due: dict[str, Plan] | None = None
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
        self._work.look_first(name, next_work)

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
    def failures(self) -> Hashable:
        """What it does not do as the schedule says, so that two states can be compared."""
        return self._is_stopped, self._only and tuple(sorted(self._only)), self.count

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
        """When the next entry is due; None where there is none or beat is down.

        Firings that find nothing to do are no reason to stop there.
        """
        if self._is_stopped:
            return None
        return min((self._next_stop(name, plan) for name, plan in self._planned().items()), default=None)

    def fire_due(self) -> None:
        """Send the task of every entry whose moment has come, in order."""
        if self._is_stopped:
            return
        now, plans = self._clock.now(), self._planned()
        for name, plan in plans.items():
            if plan.moment <= now and self._finds_nothing(name, plan):
                plans[name] = self._passed_over(name, plan, now)
        due = [name for name, plan in plans.items() if plan.moment <= now]
        for name in sorted(due, key=lambda name: plans[name].moment):
            is_due, seconds = asked(plans[name], now)
            entry = plans[name].entry
            if is_due:
                entry = self._latest[name] = self._running_scheduler.reserve(entry)
                self._send(entry)
            plans[name] = self._plan(entry, max(seconds or 0, INSTANT.total_seconds()), now)

    def tell_what_found_nothing(self) -> None:
        """Tell the timeline of the entries that looked for work since the last time and found none."""
        self._work.tell_what_found_nothing()

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
        if self._work.is_none_at(entry.name, self._clock.now()):
            self._work.note_nothing_found(entry.task, 1)
            return
        for _ in range(self.count):
            try:
                self._running_scheduler.apply_async(entry, advance=False)
            except SchedulingError as error:
                # As beat does: it logs that the broker is down, and goes on.
                if not isinstance(error.__context__, OperationalError):
                    raise error.__context__ or error from None
                self._evidence.add("beat", f"{entry.name}: the broker is down")

    def _next_stop(self, name: str, plan: Plan) -> datetime:
        """Return when the clock has to stop for an entry: at its next firing that may find something to do."""
        if name not in self._work or not self._finds_nothing(name, plan):
            return plan.moment
        farthest = self._clock.now() + FARTHEST
        if _offset(farthest, zone := self._zone_of(plan.entry)) != _offset(self._clock.now(), zone):
            return plan.moment
        return max(plan.moment, min(self._work.next_work(name) or farthest, farthest))

    def _finds_nothing(self, name: str, plan: Plan) -> bool:
        """Whether beat knows, without asking an entry, that it will be due and find nothing to do."""
        is_known = plan.is_sure and type(plan.entry) is ScheduleEntry and name not in self._conditions
        return is_known and self._work.is_none_at(name, plan.moment)

    def _passed_over(self, name: str, plan: Plan, now: datetime) -> Plan:
        """Count an entry's firings by now that find nothing to do; returns when it is asked after them."""
        entry, work, last, times = plan.entry, self._work.next_work(name), plan.moment, 0
        zone, nap = self._zone_of(entry), self._running_scheduler.max_interval
        while plan.is_sure and plan.moment <= now and (work is None or plan.moment < work):
            last, times = plan.moment, times + 1
            plan = plan_after(last, next_in(entry.schedule, last, zone), entry, zone=zone, nap=nap)
        entry = self._latest[name] = self._running_scheduler.reserve(entry)
        entry.last_run_at = last.astimezone(self._app.timezone)
        entry.total_run_count += times - 1
        self.fired[name] += times
        self._work.note_nothing_found(entry.task, times)
        return plan._replace(entry=entry)

    def _planned(self) -> dict[str, Plan]:
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

    def _first_plan(self, entry: ScheduleEntry) -> Plan:
        is_due, seconds = entry.is_due()
        if is_due and self._skips_missed:
            entry = self._latest[entry.name] = self._running_scheduler.reserve(entry)
            is_due, seconds = entry.is_due()
        return self._plan(entry, 0 if is_due else seconds, self._clock.now())

    def _plan(self, entry: ScheduleEntry, seconds: float, now: datetime) -> Plan:
        nap = self._running_scheduler.max_interval
        return plan_after(now, seconds, entry, zone=self._zone_of(entry), nap=nap)

    def _zone_of(self, entry: ScheduleEntry) -> tzinfo:
        return getattr(entry.schedule, "tz", None) or self._app.timezone

    @property
    def _running_scheduler(self) -> Scheduler:
        if self._scheduler is None:
            self._scheduler = in_memory(self._scheduler_class)(self._app)
        return self._scheduler

    @property
    def _scheduler_class(self) -> type[Scheduler]:
        return symbol_by_name(self._app.conf.beat_scheduler)


def _offset(moment: datetime, zone: tzinfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


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
