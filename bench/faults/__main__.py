"""Faults on real processes, each at random moments of a morning's reminders and a file of payments.

Writes docs/reliability.md where all of them ran, with as many trials as it asks for.
"""

import argparse
import logging
import os
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bench.faults.rig import SETTINGS, Rig, wait_until

ROOT = Path(__file__).parents[2]
LOGS = ROOT / "reports" / "faults"
TRIALS = 20
REPAYMENTS = LINES = 2_000
QUARTER = timedelta(minutes=15)
STALLED = 2  # real seconds: a fault that stops everything is struck again all the same
LIMIT = timedelta(hours=48)  # on the clock, for everything to be mended


@dataclass(frozen=True)
class Row:
    """What one fault did to one morning's work."""

    fault: object
    times: int
    books: object
    simulated: timedelta
    seconds: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fault", help="only those whose name has this in it")
    parser.add_argument("--trials", type=int, default=TRIALS)
    parser.add_argument("--repayments", type=int, default=REPAYMENTS)
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--seed", type=int, default=None, help="repeats the moments of another run")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"Seed {seed}: --seed {seed} draws the same moments.")
    LOGS.mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    rig = Rig(LOGS)
    try:
        os.environ.update(rig.open())
        rows = list(_run(rig, options, seed))
    finally:
        rig.close()
    complete = not options.fault and options.trials >= TRIALS and options.repayments >= REPAYMENTS
    if complete and options.lines >= LINES:
        from bench.faults.report import write

        write(ROOT / "docs" / "reliability.md", rows, seed, options.repayments, options.lines)
    return 1 if any(row.books.lost or row.books.doubled for row in rows) else 0


def _run(rig: Rig, options: argparse.Namespace, seed: int) -> Iterator[Row]:
    import django

    django.setup()

    import bench.faults.twice  # noqa: F401 this process publishes, too
    from bench.faults.faults import FAULTS, Scene
    from bench.faults.mail import Mail
    from features.support.stacks.live.clock import SharedClock

    clock = SharedClock(Path(rig.addresses.clock))
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    mail = Mail(rig.addresses.mail)
    mail.start()
    rig.work()
    clock.start()
    try:
        for fault in FAULTS:
            if options.fault and options.fault not in fault.name:
                continue
            chance = random.Random(f"{seed} {fault.name}")  # noqa: S311 an order is no secret
            row = _morning(fault, Scene(rig, mail, clock, chance, 0), options)
            print(_line(row), flush=True)
            yield row
    finally:
        clock.stop()
        mail.stop()


def _morning(fault, scene, options) -> Row:
    from django.utils import timezone
    from freezegun.api import real_monotonic

    from bench.faults import book
    from bench.faults.faults import IMPORT, LEFT_BEHIND, SWEEP
    from crm_backend.celery import app
    from features.support.stacks.live.tables import clean_tables

    scene.mail.clear()
    scene.rig.publish_twice(False)
    clean_tables()
    scene.clock.move_to(timezone.make_aware(book.MORNING))
    book.lay_out(options.repayments, options.lines)
    scene.bank_file = book.file_id()
    fault.prepare(scene, options.trials)
    effects = options.repayments + options.lines
    moments = sorted(scene.chance.sample(range(effects // 50, effects * 9 // 10), options.trials))
    began, times = real_monotonic(), 0
    app.send_task(SWEEP)
    app.send_task(IMPORT, [scene.bank_file])
    for moment in moments:
        wait_until(lambda moment=moment: _progress(scene) >= moment, STALLED)
        fault.strike(scene)
        scene.rig.supervise()
        times += 1
    dawn = timezone.make_aware(book.MORNING)
    asked_for = dawn
    while True:
        scene.rig.supervise()
        _quiet(scene)
        books = _books(scene, options)
        if books.are_closed or timezone.now() - dawn > LIMIT:
            break
        scene.clock.move_to(max(timezone.now(), asked_for) + QUARTER)
        asked_for = timezone.now()
        _ask("users.tasks.deliver_outbox")
        here = asked_for.astimezone(dawn.tzinfo)
        if (here.hour, here.minute) == (7, 0):
            _ask(SWEEP)
        if here.hour % 4 == 0 and here.minute == 30:
            # Beat asks ten minutes earlier, and this clock goes by quarters.
            _ask(LEFT_BEHIND)
    return Row(fault, scene.mail.times or times, books, timezone.now() - dawn, real_monotonic() - began)


def _ask(task: str, arguments: list | None = None) -> None:
    from crm_backend.celery import app

    app.send_task(task, arguments)


def _quiet(scene) -> None:
    """Wait until nobody is at work: nothing is queued, nothing held, or nothing has moved for a while."""
    import redis
    from freezegun.api import real_monotonic

    from bench.faults.rig import QUEUES

    with redis.Redis(port=scene.rig.broker_port) as broker:

        def state() -> tuple:
            queued = sum(broker.llen(queue) for queue in QUEUES)
            return queued, broker.hlen("unacked"), _progress(scene)

        last, since = state(), real_monotonic()

        def is_quiet() -> bool:
            nonlocal last, since
            now = state()
            if now != last:
                last, since = now, real_monotonic()
            # What is held by nobody comes back when its time is up; the worker looks every ten seconds.
            return real_monotonic() - since > (12 if now[0] or now[1] else 1)

        wait_until(is_quiet, 180, pause=0.1)


def _progress(scene) -> int:
    from bench.faults import book

    return _reading(lambda: book.progress(scene.mail))


def _books(scene, options):
    from bench.faults import book

    return _reading(lambda: book.look(scene.mail, options.repayments, options.lines))


def _reading(read):
    """Read the database, again where it is just being restarted."""
    from django.db import OperationalError, connection

    found = []

    def try_to() -> bool:
        try:
            found.append(read())
        except OperationalError:
            connection.close()
            return False
        return True

    if not wait_until(try_to, 30):
        raise OperationalError("The database did not come back within 30 seconds.")
    return found[0]


def _line(row: Row) -> str:
    books = row.books
    return (
        f"{row.fault.name}: {row.times} times, lost {books.lost}, doubled {books.doubled}, "
        f"resent as unknown {books.mails_again}, given up {books.mails_failed}, "
        f"whole after {row.simulated} on the clock, {row.seconds:.0f} s; {books}"
    )


if __name__ == "__main__":
    sys.exit(main())
