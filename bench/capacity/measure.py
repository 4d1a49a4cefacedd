"""Measures what one unit of each work costs, in processor time, and writes costs.json.

The processes are the CRM's own on PostgreSQL and Redis: workers, a web process, a mail server that accepts
everything. Other work on the machine disturbs processor time little.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.capacity.costs import FILE, Cost, Costs
from bench.processor_time import processor_seconds_of
from bench.sockets.in_tree.people import log_in
from bench.sockets.variants import LOGS as CLIENT_LOGS
from bench.sockets.variants import client
from reliability.rig import SETTINGS, Rig
from timeskip.stacks.processes import Process, answers, memory_of, running

LOGS = Path(__file__).parents[2] / "reports" / "capacity"
# Repayments in the book, of which one in fifty is due for a reminder.
REPAYMENTS = 100_000
MESSAGES = 2_000
TABS = 500


@dataclass(frozen=True)
class Spent:
    """Seconds of one core since the start, of this process, of the database's and of both Redis servers'."""

    here: float
    database: float
    redis: float


class Till:
    """Reads how much processor time each part has used."""

    def __init__(self, rig: Rig) -> None:
        self._rig = rig

    def read(self) -> Spent:
        """What has been used so far."""
        return Spent(
            time.process_time(),
            sum(processor_seconds_of(pid) for pid in processes_in(self._rig.database_folder)),
            sum(processor_seconds_of(process.pid) for process in (self._rig.broker, self._rig.channels)),
        )

    def cost(self, work: Callable[[], object], units: int) -> Cost:
        """What one unit costs of work that this process does as a worker would."""
        before = self.read()
        work()
        after = self.read()
        return Cost(
            (after.here - before.here) / units,
            (after.database - before.database) / units,
            (after.redis - before.redis) / units,
        )


def processes_in(folder: Path) -> list[int]:
    """Ids of the processes that work in a folder: a database's are in its data."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if link.readlink() == folder:
                found.append(int(link.parent.name))
        except OSError:
            continue
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.capacity.measure", description=__doc__)
    parser.add_argument("--repayments", type=int, default=REPAYMENTS, help="repayments in the loan book")
    parser.add_argument("--messages", type=int, default=MESSAGES, help="tasks without work")
    parser.add_argument("--tabs", type=int, default=TABS, help="open tabs")
    parser.add_argument("--to", type=Path, default=FILE, help="the file to write")
    options = parser.parse_args()
    for folder in (LOGS, CLIENT_LOGS):
        folder.mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    rig = Rig(LOGS)
    try:
        os.environ.update(rig.open())
        import django

        django.setup()
        costs = Costs(**measured_tasks(rig, options.repayments), **measured_processes(rig, options))
    finally:
        rig.close()
    costs.to_file(options.to)
    print(costs)


def measured_tasks(rig: Rig, repayments: int) -> dict[str, Cost]:
    """What a worker's tasks cost, run here on a book of so many repayments."""
    from django.db import connection
    from django.utils import timezone

    import users.live
    from applications import tasks
    from applications.models import Application
    from applications.selectors.arrears import funded_before
    from applications.selectors.repayment import repayments_to_remind_of
    from bench.scale.book import build
    from users.delivery import deliver_emails

    build(repayments)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    till, pushes, emails = Till(rig), [], []
    today = timezone.localdate()
    due = repayments_to_remind_of(today)
    loans = funded_before(Application.objects.all(), today).count()
    push = users.live._push
    with (
        patch.object(users.live, "_push", pushes.append),
        patch.object(deliver_emails, "delay", emails.extend),
    ):
        reminder = till.cost(lambda: in_turn(tasks.remind_of_repayments, due, 500), len(due))
    with running(mail_server(rig), lambda: answers(rig.addresses.mail)):
        email = till.cost(lambda: in_turn(deliver_emails, emails, 100), len(emails))
    return {
        "reminder": reminder,
        "push": till.cost(lambda: [push(each) for each in pushes], sum(map(len, pushes))),
        "email": email,
        "snapshot": till.cost(tasks.age_arrears, loans),
    }


def mail_server(rig: Rig) -> Process:
    """A mail server that takes every e-mail and keeps none."""
    command = [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{rig.addresses.mail}"]
    return Process("mail", [*command, "-c", "aiosmtpd.handlers.Sink"], LOGS / "mail.log", {})


def in_turn(task: Callable, ids: list[int], size: int, *more: object) -> None:
    """Run a task on shares of its work, one after the other."""
    for start in range(0, len(ids), size):
        task(ids[start : start + size], *more)


def measured_processes(rig: Rig, options: argparse.Namespace) -> dict[str, Any]:
    """What a message costs workers and broker, and a tab the web process."""
    rig.start_workers()
    return {"message": message_cost(rig, options.messages), **tab_costs(rig, options.tabs)}


def message_cost(rig: Rig, count: int) -> Cost:
    """What a task without work costs: this process that queues it, the worker, the broker."""
    from redis import Redis

    from users.delivery import deliver_emails

    def left() -> int:
        with Redis(port=rig.broker_port) as broker:
            return sum(map(broker.llen, broker.keys("*mail*"))) + broker.hlen("unacked")

    till = Till(rig)

    def work() -> None:
        for _ in range(count):
            deliver_emails.delay([])
        while left():
            time.sleep(0.05)

    before = seconds_of_workers(rig)
    cost = till.cost(work, count)
    return Cost(cost.worker + (seconds_of_workers(rig) - before) / count, cost.database, cost.redis)


def seconds_of_workers(rig: Rig) -> float:
    """Processor seconds of the workers and of their pools' processes."""
    return sum(map(processor_seconds_of, [*(worker.pid for worker in rig.workers), *rig.pool_processes()]))


def tab_costs(rig: Rig, count: int) -> dict[str, float]:
    """What opening tabs, holding them, and a push to each cost the web process."""
    web: Process = rig.web
    people = log_in(count)
    memory, spent = memory_of(web.pid), processor_seconds_of(web.pid)
    with client("crm", rig.addresses.web, people) as (tabs, _):
        opened, held = processor_seconds_of(web.pid) - spent, memory_of(web.pid) - memory
        word = f"News of {time.perf_counter_ns()}"
        spent = processor_seconds_of(web.pid)
        tabs.ask(word, count)
        tell([pk for pk, _ in people], word)
        tabs.hear()
        pushed = processor_seconds_of(web.pid) - spent
    return {"web_frame": pushed / count, "web_open": opened / count, "bytes_a_socket": held / count}


def tell(people: list[int], word: str) -> None:
    """Notify each of them as the CRM does: rows, commit, push."""
    from users.models import User
    from users.notifications import Notice, notify

    users = User.objects.in_bulk(people)
    notify(
        Notice(recipient=users[pk], event="application_status", message=word, dedupe_key=word)
        for pk in people
    )


if __name__ == "__main__":
    main()
