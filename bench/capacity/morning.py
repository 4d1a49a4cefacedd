"""Simulates the morning's reminders through queues, workers, PostgreSQL, Redis and a mail server.

SimPy's resources stand for what can be busy. Every unit of work takes what `costs.json` says. A share is
worked on in slices, so that processes take turns at the database as they do in reality.
"""

from dataclasses import dataclass, field
from math import ceil
from random import Random
from statistics import quantiles

from simpy import Environment

from bench.capacity.costs import Cost, Costs
from bench.capacity.lender import Lender, Machines
from bench.capacity.parts import Broker, Part, Process, Task

# As the CRM splits its work.
REMINDERS_A_TASK = 500
EMAILS_A_TASK = 100
# `deliver_outbox` queues what has not left, so many seconds after the last time.
OUTBOX_EVERY = 15 * 60
# A document that somebody waits for: seconds of a worker.
URGENT_WORK = 0.3
SLICES = 4
SEED = 1


@dataclass
class Outcome:
    """Seconds after 07:00, and how busy each part was until the last e-mail had left, from 0 to 1."""

    written: float = 0
    sent: float = 0
    urgent_waits: list[float] = field(default_factory=list)
    push_waits: list[float] = field(default_factory=list)
    busy: dict[str, float] = field(default_factory=dict)

    @property
    def urgent_wait(self) -> float:
        """The 99th percentile of the seconds until a task began that somebody waits for."""
        return _percentile(self.urgent_waits)

    @property
    def push_wait(self) -> float:
        """The 99th percentile of the seconds that a push waited for its web process."""
        return _percentile(self.push_waits)


def _percentile(seconds: list[float]) -> float:
    return quantiles(seconds, n=100)[98] if len(seconds) > 1 else 0


class Morning:
    """One morning from 07:00 on."""

    def __init__(self, lender: Lender, machines: Machines, costs: Costs) -> None:
        self._lender, self._machines, self._costs = lender, machines, costs
        self._time = Environment()
        self._chance = Random(SEED)  # noqa: S311 it repeats itself on purpose
        self._broker = Broker(self._time)
        self._database = Part(self._time, machines.database_cores)
        self._redis = Part(self._time, 1)
        self._mail_server = Part(self._time, 1)
        self._web = [Part(self._time, 1) for _ in range(machines.web)]
        self._left = {"bulk": lender.reminders, "mail": lender.reminders}
        self._worked = 0.0
        self._all_sent = self._time.event()
        self._outcome = Outcome()

    def run(self) -> Outcome:
        """Let it pass until the last e-mail has left."""
        machines = self._machines
        for process in (self._sweep(), self._outbox(), self._people()):
            self._time.process(process)
        pools = {
            ("bulk", "mail"): machines.bulk,
            ("mail", "bulk") if machines.urgent else ("urgent", "mail"): machines.mail,
            ("urgent",): machines.urgent,
        }
        for queues, processes in pools.items():
            for _ in range(processes):
                self._time.process(self._worker(queues))
        self._time.run(until=self._all_sent)
        end = self._outcome.sent = self._time.now
        self._outcome.busy = {
            "workers": self._worked / ((machines.bulk + machines.mail) * end),
            "PostgreSQL": self._database.busy(end),
            "Redis": self._redis.busy(end),
            "mail server": self._mail_server.busy(end),
            "web": max(part.busy(end) for part in self._web),
        }
        return self._outcome

    def _sweep(self) -> Process:
        """The task that beat asks for queues one share after the other."""
        for first in range(0, self._lender.reminders, REMINDERS_A_TASK):
            yield from self._queue("bulk", min(REMINDERS_A_TASK, self._lender.reminders - first))

    def _outbox(self) -> Process:
        """What has not left is queued again; the second to look finds nothing to do."""
        while True:
            yield self._time.timeout(OUTBOX_EVERY)
            waiting = self._left["mail"] - self._left["bulk"]
            for _ in range(ceil(waiting / EMAILS_A_TASK)):
                yield from self._queue("mail", 0)

    def _people(self) -> Process:
        """People ask for documents at any moment."""
        while True:
            yield self._time.timeout(self._chance.expovariate(self._lender.urgent))
            yield from self._queue("urgent", 1)

    def _queue(self, name: str, units: int) -> Process:
        yield from self._redis.use(self._costs.message.redis)
        self._broker.put(Task(name, units, self._time.now))

    def _worker(self, queues: tuple[str, ...]) -> Process:
        """One process of a pool: it takes from its queues in turn, as Celery does."""
        works = {"bulk": self._remind, "mail": self._send, "urgent": self._draw}
        while True:
            queues = (*queues[1:], queues[0])
            task = yield from self._broker.get(queues)
            began = self._time.now
            yield self._time.timeout(self._costs.message.worker)
            waited = yield from works[task.queue](task)
            if task.queue != "urgent":
                self._worked += self._time.now - began - waited

    def _remind(self, task: Task) -> Process:
        yield from self._spend(self._costs.reminder, task.units, SLICES)
        yield from self._spend(self._costs.push, task.units, SLICES)
        for _ in range(round(task.units * self._lender.online)):
            self._time.process(self._pass_on())
        for first in range(0, task.units, EMAILS_A_TASK):
            yield from self._queue("mail", min(EMAILS_A_TASK, task.units - first))
        self._left["bulk"] -= task.units
        if not self._left["bulk"]:
            self._outcome.written = self._time.now
        return 0

    def _send(self, task: Task) -> Process:
        """Send a task's e-mails; returns how long they waited for the mail server."""
        waited, units = 0.0, task.units / SLICES
        for _ in range(SLICES if task.units else 0):
            yield from self._spend(self._costs.email, units)
            waited += yield from self._mail_server.use(units / self._machines.emails_a_second)
            yield self._time.timeout(units * self._machines.answer)
        self._left["mail"] -= task.units
        if not self._left["mail"] and not self._all_sent.triggered:
            self._all_sent.succeed()
        return waited

    def _draw(self, task: Task) -> Process:
        self._outcome.urgent_waits.append(self._time.now - task.at)
        yield self._time.timeout(URGENT_WORK)
        return 0

    def _pass_on(self) -> Process:
        """A push reaches the web process that holds the tab."""
        waited = yield from self._chance.choice(self._web).use(self._costs.web_frame)
        self._outcome.push_waits.append(waited)

    def _spend(self, cost: Cost, units: float, slices: int = 1) -> Process:
        """Work on so many units: in the worker, then in the database, then in Redis, a slice at a time."""
        for _ in range(slices):
            yield self._time.timeout(cost.worker * units / slices)
            yield from self._database.use(cost.database * units / slices)
            yield from self._redis.use(cost.redis * units / slices)
