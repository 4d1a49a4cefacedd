"""The faults: what each does, and when."""

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
from timeskip.stacks.processes import Process

from applications.models import BDM, Application, Borrower, Document
from applications.services.bank_files import bank_file_receive
from crm_backend.celery import app
from reliability import book
from reliability.audience import Audience, everybody, stall, vanish
from reliability.morning import IMPORT, SWEEP, Row, close_the_books, lay_out, morning
from reliability.rig import QUEUES, seconds, wait_until
from reliability.scene import Scene
from users.models import User

REPAYMENTS_A_MORNING = LINES_A_MORNING = 100  # where each strike has a morning of its own
LOOK = 1.2  # real seconds in which beat has looked at the clock
LAST_MONDAY = "2025-03-03"
COUNTED = timedelta(days=12)  # before the morning: whoever was at work then has a report on that week


@dataclass(frozen=True)
class Fault:
    """Something that befalls the stack, again and again, at moments drawn by lot."""

    name: str
    strike: Callable[[Scene], None] = lambda scene: None
    # Before the work begins: for what waits for its moment by itself. Given how often it is to happen.
    prepare: Callable[[Scene, int], None] = lambda scene, times: None
    note: str = ""
    run: Callable[["Fault", Scene, int], Row] = morning


def _kill_worker(scene: Scene) -> None:
    scene.rig.restart(scene.chance.choice(scene.rig.workers))


def _kill_senders(scene: Scene, times: int) -> None:
    # Which of the e-mails, as they are taken, cost their sender its life.
    marked = set(scene.chance.sample(range(1, 1_500), times))

    def kill(port: int) -> None:
        if len(scene.mail.accepted) in marked and (pid := scene.rig.process_at(port)):
            scene.mail.times += 1
            scene.rig.kill(pid)

    scene.mail.on_taken = kill


def _restart_broker(scene: Scene) -> None:
    scene.rig.broker.stop()
    scene.rig.broker.start()


def _empty_broker(scene: Scene) -> None:
    with redis.Redis(port=scene.rig.broker_port) as broker:
        broker.flushall()


def _cut_connection(scene: Scene) -> None:
    with psycopg.connect(scene.rig.environment["DATABASE_URL"], autocommit=True) as database:
        found = database.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND application_name <> 'books'"
        ).fetchall()
        if found:
            database.execute("SELECT pg_terminate_backend(%s)", scene.chance.choice(found))


def _ask_again(scene: Scene) -> None:
    app.send_task(SWEEP)
    app.send_task(IMPORT, [scene.bank_file])


def _step_back(scene: Scene) -> None:
    scene.clock.move_to(timezone.now() - timedelta(hours=1))


def _poison(scene: Scene) -> None:
    kind = scene.chance.randrange(4)
    if kind == 0:
        with redis.Redis(port=scene.rig.broker_port) as broker:
            broker.lpush(scene.chance.choice(QUEUES), scene.chance.randbytes(200))
    elif kind == 1:
        app.send_task("no.such.task", ["x"], queue=scene.chance.choice(QUEUES))
    elif kind == 2:
        app.send_task(IMPORT, [{"id": None}, "more", 3])
    else:
        app.send_task("users.tasks.deliver_emails", [["'; DROP TABLE users_user; --", 2**70]])


def _mail(trouble: str, in_a_row: int = 1) -> Callable[[Scene, int], None]:
    def prepare(scene: Scene, times: int) -> None:
        # While there is still enough to be sent, however many of the effects so far were lines of the file.
        for first in scene.chance.sample(range(1, scene.repayments * 3 // 4, in_a_row), times):
            scene.mail.give_trouble(trouble, range(first, first + in_a_row))

    return prepare


def _cut_file(scene: Scene) -> None:
    payers = Application.objects.order_by("pk").values_list("reference", flat=True)[scene.repayments :]
    whole = book.bank_file(scene.lines, list(payers))
    # Without its last line break it would be whole.
    part = whole[: scene.chance.randrange(1, len(whole) - 2)]
    received, _ = bank_file_receive(
        name="cut.csv", content=ContentFile(part), by=User.objects.get(role="admin")
    )
    app.send_task(IMPORT, [received.pk])


def _lay_out_papers(scene: Scene, times: int) -> None:
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


def _fill_disk(scene: Scene) -> None:
    loan = Application.objects.get(reference=f"PAPER-{scene.letters}")
    scene.letters += 1
    scene.reports += 1
    letter = [loan.pk, "application_form", User.objects.get(role="admin").pk]
    report = ["weekly_pipeline", LAST_MONDAY, loan.bdm_id, timezone.now().isoformat()]
    store = Path(scene.rig.addresses.store)
    with _files_end_at(scene.chance.randrange(4_000), scene.rig.pool_processes()):
        before = len(list(store.rglob("*.pdf")))
        app.send_task("applications.tasks.generate_document", letter)
        app.send_task("applications.tasks.produce_report", report)
        # Two halves of a file: that is how far a full disk lets them get.
        wait_until(lambda: len(list(store.rglob("*.pdf"))) >= before + 2, 10)
    # Whoever wanted the letter asks again; the report has nobody who would.
    app.send_task("applications.tasks.generate_document", letter)
    # Not so late that the disk is full once more.
    wait_until(Document.objects.filter(application=loan).exists, 10)


@contextmanager
def _files_end_at(size: int, processes: list[int]):
    """Meanwhile no file that these processes write gets longer than so many bytes; the kernel sees to it."""
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in processes}
    for pid, (_, most) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        for pid, limits in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def _beat_down(fault: Fault, scene: Scene, trials: int) -> Row:
    """So many mornings, each of whose due times beat sleeps over; nobody else asks for anything."""
    scene.repayments, scene.lines = REPAYMENTS_A_MORNING, LINES_A_MORNING
    found, longest, began = [], timedelta(0), seconds()
    for number in range(trials):
        dawn = lay_out(scene)
        state = scene.rig.folder / f"beat-{number}"
        scene.clock.move_to(dawn - timedelta(minutes=scene.chance.randrange(20, 100)))
        beat = scene.rig.beat(state)
        _wake(scene, beat)
        scene.clock.move_to(timezone.now() + timedelta(minutes=scene.chance.randrange(1, 15)))
        time.sleep(LOOK)
        beat.kill()
        scene.clock.move_to(dawn + timedelta(minutes=scene.chance.randrange(1, 720)))
        _wake(scene, beat)
        awake = timezone.now()
        books, _ = close_the_books(scene, dawn, lambda here: None)
        beat.kill()
        found.append(books)
        longest = max(longest, timezone.now() - awake)
    return Row(trials, reduce(add, found), longest, seconds() - began, fault.note)


def _wake(scene: Scene, beat: Process) -> None:
    """Start beat, and give it time for one look at the clock."""
    scene.rig.log("beat").unlink(missing_ok=True)
    beat.start()
    beat.wait_until(lambda: "beat: Starting" in scene.rig.log("beat").read_text())
    time.sleep(LOOK)


def _open_tabs(scene: Scene, times: int) -> None:
    scene.watch(Audience(scene.rig, "tabs", everybody()))


def _restart_channels(scene: Scene) -> None:
    scene.rig.channels.kill()
    scene.rig.channels.start()


def _open_slow_tabs(scene: Scene, times: int) -> None:
    _open_tabs(scene, times)
    scene.watch(Audience(scene.rig, "slow", everybody()))


def _open_fleeting_tabs(scene: Scene, times: int) -> None:
    _open_tabs(scene, times)
    scene.fleeting = scene.resources.enter_context(Audience(scene.rig, "fleeting", everybody()))


def _flood(scene: Scene) -> None:
    with Audience(scene.rig, "flood", everybody(), floods=True):
        time.sleep(scene.chance.uniform(0.5, 2))


FAULTS = (
    Fault("nothing", note="for comparison"),
    Fault("a process of the pool is killed", lambda scene: scene.rig.kill_one(scene.chance)),
    Fault("a worker is killed, with its pool", _kill_worker, note="what it held comes back after 30 minutes"),
    Fault("killed after SMTP took it, before that is recorded", prepare=_kill_senders),
    Fault("the broker is stopped and started", _restart_broker),
    Fault("the broker is emptied", _empty_broker),
    Fault("PostgreSQL is restarted", lambda scene: scene.rig.restart_postgres()),
    Fault("a database connection is cut", _cut_connection),
    Fault(
        "each message is delivered twice, to whoever is free",
        prepare=lambda scene, times: scene.rig.publish_twice(True),
    ),
    Fault("several beats, and imports, at once", _ask_again),
    Fault(
        "beat is down over due times",
        run=_beat_down,
        note=f"a morning each, of {REPAYMENTS_A_MORNING} repayments and {LINES_A_MORNING} lines; "
        "“whole after” counts from beat's return",
    ),
    Fault("SMTP refuses 25 in a row for now", prepare=_mail("later", 25), note="times: e-mails"),
    Fault("SMTP refuses one for good", prepare=_mail("never")),
    Fault("SMTP hangs", prepare=_mail("hang")),
    Fault("SMTP dies after DATA", prepare=_mail("break off")),
    Fault("the clock steps back an hour", _step_back),
    Fault("a poison message", _poison),
    Fault("a bank file is cut off midway", _cut_file, note="each part is refused as a whole"),
    Fault(
        "the disk is full while a letter and a report are written",
        _fill_disk,
        _lay_out_papers,
        note="whoever wanted the letter asks again; reports come by themselves",
    ),
    Fault("the channel layer is stopped and started", _restart_channels, _open_tabs),
    Fault(
        "the web server is killed with sockets open",
        lambda scene: scene.rig.restart(scene.rig.web),
        _open_tabs,
    ),
    Fault(
        "clients stop reading",
        lambda scene: stall(scene.audiences[1], scene.chance.uniform(0.2, 2)),
        _open_slow_tabs,
    ),
    Fault("clients are gone without a word", lambda scene: vanish(scene.fleeting), _open_fleeting_tabs),
    Fault("clients send without end", _flood, _open_tabs),
)
