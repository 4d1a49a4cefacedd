"""The faults: what each does, and when."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import psycopg
import redis
from django.utils import timezone

from bench.faults.mail import Mail
from bench.faults.rig import QUEUES, Rig
from crm_backend.celery import app

SWEEP = "applications.tasks.send_repayment_reminders"
IMPORT = "applications.tasks.import_payments"
LEFT_BEHIND = "applications.tasks.import_left_behind"


@dataclass
class Scene:
    """What a fault has to do with."""

    rig: Rig
    mail: Mail
    clock: object
    chance: random.Random
    bank_file: int


@dataclass(frozen=True)
class Fault:
    """Something that befalls the stack, again and again, at moments drawn by lot."""

    name: str
    strike: Callable[[Scene], None]
    # Before the work begins: for what waits for its moment by itself. Given how often it is to happen.
    prepare: Callable[[Scene, int], None] = lambda scene, times: None
    note: str = ""


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


def _mail(trouble: str, count: int = 1) -> Callable[[Scene], None]:
    return lambda scene: scene.mail.trouble.extend([trouble] * count)


FAULTS = (
    Fault("nothing", lambda scene: None, note="for comparison"),
    Fault("a process of the pool is killed", lambda scene: scene.rig.kill_one(scene.chance)),
    Fault("a worker is killed, with its pool", _kill_worker, note="what it held comes back after 30 minutes"),
    Fault("killed after SMTP took it, before that is recorded", lambda scene: None, _kill_senders),
    Fault("the broker is stopped and started", _restart_broker),
    Fault("the broker is emptied", _empty_broker),
    Fault("PostgreSQL is restarted", lambda scene: scene.rig.restart_postgres()),
    Fault("a database connection is cut", _cut_connection),
    Fault(
        "each message is delivered twice, to whoever is free",
        lambda scene: None,
        lambda scene, times: scene.rig.publish_twice(True),
    ),
    Fault("several beats, and imports, at once", _ask_again),
    Fault("SMTP refuses 25 for now", _mail("later", 25)),
    Fault("SMTP refuses one for good", _mail("never")),
    Fault("SMTP hangs", _mail("hang")),
    Fault("SMTP dies after DATA", _mail("break off")),
    Fault("the clock steps back an hour", _step_back),
    Fault("a poison message", _poison),
)
