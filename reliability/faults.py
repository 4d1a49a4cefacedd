"""The faults that are injected: what each does, and when."""

import resource
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import add
from pathlib import Path

import psycopg
import redis
from django.core.files.base import ContentFile
from django.utils import timezone

from applications.models import BDM, Application, Borrower, Document
from applications.services.bank_files import bank_file_receive
from crm_backend.celery import app
from reliability import workload
from reliability.audience import Audience, everybody, stall, vanish
from reliability.morning import IMPORT, SWEEP, Result, lay_out, run_morning, wait_until_complete
from reliability.rig import QUEUES, seconds, wait_until
from reliability.target import Target
from timeskip.stacks.processes import Process
from users.models import User

REPAYMENTS_A_MORNING = LINES_A_MORNING = 100  # for a fault that strikes once a morning
LOOK = 1.2  # real seconds, in which beat reads the clock at least once
LAST_MONDAY = "2025-03-03"
COUNTED = timedelta(days=12)  # before the morning: a BDM with a loan then has a report on that week


@dataclass(frozen=True)
class Fault:
    """A fault: how it strikes, what it prepares, and how a morning under it is run."""

    name: str
    strike: Callable[[Target], None] = lambda target: None
    # Called before the work begins, with the number of strikes.
    prepare: Callable[[Target, int], None] = lambda target, times: None
    note: str = ""
    run: Callable[["Fault", Target, int], Result] = run_morning


def _kill_worker(target: Target) -> None:
    target.rig.restart(target.chance.choice(target.rig.workers))


def _kill_senders(target: Target, times: int) -> None:
    # The numbers of the e-mails whose sender is killed.
    marked = set(target.chance.sample(range(1, 1_500), times))

    def kill(port: int) -> None:
        if len(target.mail.accepted) in marked and (pid := target.rig.process_at(port)):
            target.mail.times += 1
            target.rig.kill(pid)

    target.mail.on_taken = kill


def _restart_broker(target: Target) -> None:
    target.rig.broker.stop()
    target.rig.broker.start()


def _empty_broker(target: Target) -> None:
    with redis.Redis(port=target.rig.broker_port) as broker:
        broker.flushall()


def _cut_connection(target: Target) -> None:
    with psycopg.connect(target.rig.addresses.database, autocommit=True) as database:
        found = database.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()
        if found:
            database.execute("SELECT pg_terminate_backend(%s)", target.chance.choice(found))


def _ask_again(target: Target) -> None:
    app.send_task(SWEEP)
    app.send_task(IMPORT, [target.bank_file])


def _step_back(target: Target) -> None:
    target.clock.move_to(timezone.now() - timedelta(hours=1))


def _poison(target: Target) -> None:
    kind = target.chance.randrange(4)
    if kind == 0:
        with redis.Redis(port=target.rig.broker_port) as broker:
            broker.lpush(target.chance.choice(QUEUES), target.chance.randbytes(200))
    elif kind == 1:
        app.send_task("no.such.task", ["x"], queue=target.chance.choice(QUEUES))
    elif kind == 2:
        app.send_task(IMPORT, [{"id": None}, "more", 3])
    else:
        app.send_task("users.tasks.deliver_emails", [["'; DROP TABLE users_user; --", 2**70]])


def _smtp(fault: str, in_a_row: int = 1) -> Callable[[Target, int], None]:
    def prepare(target: Target, times: int) -> None:
        # Within the first three quarters, so that enough e-mails are left to strike.
        for first in target.chance.sample(range(1, target.repayments * 3 // 4, in_a_row), times):
            target.mail.inject(fault, range(first, first + in_a_row))

    return prepare


def _cut_file(target: Target) -> None:
    payers = Application.objects.order_by("pk").values_list("reference", flat=True)[target.repayments :]
    whole = workload.bank_file(target.lines, list(payers))
    # A file that lacks only its last line break is complete.
    part = whole[: target.chance.randrange(1, len(whole) - 2)]
    received, _ = bank_file_receive(
        name="cut.csv", content=ContentFile(part), by=User.objects.get(role="admin")
    )
    app.send_task(IMPORT, [received.pk])


def _lay_out_papers(target: Target, times: int) -> None:
    borrower, ben = Borrower.objects.order_by("pk").first(), BDM.objects.get()
    for number in range(times):
        bdm = BDM.objects.create(name=f"BDM {number}", branch=ben.branch)
        loan = Application.objects.create(
            reference=f"PAPER-{number}",
            stage="inquiry",
            broker=Application.objects.first().broker,
            bdm=bdm,
            amount=250_000,
            created_at=timezone.now() - COUNTED,
        )
        loan.borrowers.add(borrower)


def _fill_disk(target: Target) -> None:
    loan = Application.objects.get(reference=f"PAPER-{target.letters}")
    target.letters += 1
    target.reports += 1
    letter = [loan.pk, "application_form", User.objects.get(role="admin").pk]
    report = ["weekly_pipeline", LAST_MONDAY, [loan.bdm_id], timezone.now().isoformat()]
    store = Path(target.rig.addresses.files)
    with _files_end_at(target.chance.randrange(4_000), target.rig.pool_processes()):
        before = len(list(store.rglob("*.pdf")))
        app.send_task("applications.tasks.generate_document", letter)
        app.send_task("applications.tasks.produce_reports", report)
        # A truncated file of each: a full disk lets them get that far.
        wait_until(lambda: len(list(store.rglob("*.pdf"))) >= before + 2, 10)
    # The user requests the letter again; nobody requests a report, beat does.
    app.send_task("applications.tasks.generate_document", letter)
    # Before the disk is full again.
    wait_until(Document.objects.filter(application=loan).exists, 10)


@contextmanager
def _files_end_at(size: int, processes: list[int]):
    """The kernel limits the files that these processes write to so many bytes."""
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in processes}
    for pid, (_, most) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        for pid, limits in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def _beat_down(fault: Fault, target: Target, trials: int) -> Result:
    """So many mornings at whose due times beat is down; nothing but beat starts a task."""
    target.repayments, target.lines = REPAYMENTS_A_MORNING, LINES_A_MORNING
    found, longest, began = [], timedelta(0), seconds()
    for number in range(trials):
        start = lay_out(target)
        state = target.rig.folder / f"beat-{number}"
        target.clock.move_to(start - timedelta(minutes=target.chance.randrange(20, 100)))
        beat = target.rig.beat(state)
        _wake(target, beat)
        target.clock.move_to(timezone.now() + timedelta(minutes=target.chance.randrange(1, 15)))
        time.sleep(LOOK)
        beat.kill()
        target.clock.move_to(start + timedelta(minutes=target.chance.randrange(1, 720)))
        _wake(target, beat)
        awake = timezone.now()
        findings, _ = wait_until_complete(target, start, lambda here: None)
        beat.kill()
        found.append(findings)
        longest = max(longest, timezone.now() - awake)
    return Result(trials, reduce(add, found), longest, seconds() - began, fault.note)


def _wake(target: Target, beat: Process) -> None:
    """Start beat, and wait until it has read the clock once."""
    target.rig.log("beat").unlink(missing_ok=True)
    beat.start()
    beat.wait_until(lambda: "beat: Starting" in target.rig.log("beat").read_text())
    time.sleep(LOOK)


def _open_tabs(target: Target, times: int) -> None:
    target.watch(Audience(target.rig, "tabs", everybody()))


def _restart_channels(target: Target) -> None:
    target.rig.channels.kill()
    target.rig.channels.start()


def _open_slow_tabs(target: Target, times: int) -> None:
    _open_tabs(target, times)
    target.watch(Audience(target.rig, "slow", everybody()))


def _open_fleeting_tabs(target: Target, times: int) -> None:
    _open_tabs(target, times)
    target.fleeting = target.resources.enter_context(Audience(target.rig, "fleeting", everybody()))


def _flood(target: Target) -> None:
    with Audience(target.rig, "flood", everybody(), floods=True):
        time.sleep(target.chance.uniform(0.5, 2))


FAULTS = (
    Fault("nothing", note="for comparison"),
    Fault("a process of the pool is killed", lambda target: target.rig.kill_one(target.chance)),
    Fault(
        "a worker is killed, with its pool",
        _kill_worker,
        note="its messages are redelivered after 30 minutes",
    ),
    Fault("killed after SMTP took it, before that is recorded", prepare=_kill_senders),
    Fault("the broker is stopped and started", _restart_broker),
    Fault("the broker is emptied", _empty_broker),
    Fault("PostgreSQL is restarted", lambda target: target.rig.restart_postgres()),
    Fault("a database connection is cut", _cut_connection),
    Fault(
        "each message is delivered twice, to whoever is free",
        prepare=lambda target, times: target.rig.publish_twice(True),
    ),
    Fault("several beats, and imports, at once", _ask_again),
    Fault(
        "beat is down over due times",
        run=_beat_down,
        note=f"a morning each, of {REPAYMENTS_A_MORNING} repayments and {LINES_A_MORNING} lines; "
        "“recovered after” counts from the restart of beat",
    ),
    Fault("SMTP refuses 25 in a row for now", prepare=_smtp("later", 25), note="times: e-mails"),
    Fault("SMTP refuses one for good", prepare=_smtp("never")),
    Fault("SMTP hangs", prepare=_smtp("hang")),
    Fault("SMTP dies after DATA", prepare=_smtp("break off")),
    Fault("the clock steps back an hour", _step_back),
    Fault("a poison message", _poison),
    Fault("a bank file is cut off midway", _cut_file, note="each truncated file is refused as a whole"),
    Fault(
        "the disk is full while a letter and a report are written",
        _fill_disk,
        _lay_out_papers,
        note="the user requests the letter again; beat retries the report",
    ),
    Fault("the channel layer is stopped and started", _restart_channels, _open_tabs),
    Fault(
        "the web server is killed with sockets open",
        lambda target: target.rig.restart(target.rig.web),
        _open_tabs,
    ),
    Fault(
        "clients stop reading",
        lambda target: stall(target.audiences[1], target.chance.uniform(0.2, 2)),
        _open_slow_tabs,
    ),
    Fault("clients are gone without a word", lambda target: vanish(target.fleeting), _open_fleeting_tabs),
    Fault("clients send without end", _flood, _open_tabs),
)
