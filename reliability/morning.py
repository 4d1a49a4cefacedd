"""A morning's work while something befalls it, and what the clock says when the books are closed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import redis
from django.db import OperationalError, connection
from django.utils import timezone

from crm_backend.celery import app
from reliability import book
from reliability.rig import QUEUES, seconds, wait_until
from reliability.scene import Scene

SWEEP = "applications.tasks.send_repayment_reminders"
IMPORT = "applications.tasks.import_payments"
QUARTER = timedelta(minutes=15)
STALLED = 2  # real seconds: a fault that stops everything is struck again all the same
LIMIT = timedelta(hours=48)  # on the clock, for everything to be mended
# Beat asks ten minutes earlier for files, and five minutes later for reports; this clock goes by quarters.
LEFT_BEHIND = ("applications.tasks.import_left_behind", "applications.tasks.draw_up_left_behind")


@dataclass(frozen=True)
class Row:
    """What one fault did to one morning's work."""

    times: int
    books: book.Books
    simulated: timedelta
    seconds: float
    note: str


def morning(fault, scene: Scene, trials: int) -> Row:
    """Strike so often, at moments drawn by lot, while reminders are sent and a file is imported."""
    dawn = lay_out(scene)
    fault.prepare(scene, trials)
    effects = scene.repayments + scene.lines
    moments = sorted(scene.chance.sample(range(effects // 50, effects * 9 // 10), trials))
    began = seconds()
    app.send_task(SWEEP)
    app.send_task(IMPORT, [scene.bank_file])
    for moment in moments:
        wait_until(lambda moment=moment: _progress(scene) >= moment, STALLED)
        fault.strike(scene)
        scene.rig.supervise()
    books, simulated = close_the_books(scene, dawn, _ask_as_beat_does)
    return Row(scene.mail.times or trials, books, simulated, seconds() - began, fault.note or scene.note())


def lay_out(scene: Scene) -> datetime:
    """An empty CRM gets a morning's work; returns when that is, on the clock."""
    dawn = timezone.make_aware(book.MORNING)
    scene.mail.clear()
    scene.rig.publish_twice(False)
    scene.tables.empty()
    scene.clock.move_to(dawn)
    book.lay_out(scene.repayments, scene.lines)
    scene.bank_file = book.file_id()
    return dawn


def close_the_books(
    scene: Scene, dawn: datetime, at_each_quarter: Callable[[datetime], None]
) -> tuple[book.Books, timedelta]:
    """Let quarters of an hour pass until nothing is missing, or LIMIT is over; and how long that took."""
    asked_for = timezone.now()
    while True:
        scene.rig.supervise()
        _quiet(scene)
        books = _reading(scene.books)
        if books.are_closed or timezone.now() - dawn > LIMIT:
            return books, timezone.now() - dawn
        scene.clock.move_to(max(timezone.now(), asked_for) + QUARTER)
        asked_for = timezone.now()
        at_each_quarter(asked_for.astimezone(dawn.tzinfo))


def _ask_as_beat_does(here: datetime) -> None:
    app.send_task("users.tasks.deliver_outbox")
    if (here.hour, here.minute) == (7, 0):
        app.send_task(SWEEP)
    if here.hour % 4 == 0 and here.minute == 30:
        for task in LEFT_BEHIND:
            app.send_task(task)


def _quiet(scene: Scene) -> None:
    """Wait until nobody is at work: nothing is queued, nothing held, or nothing has moved for a while."""
    with redis.Redis(port=scene.rig.broker_port) as broker:

        def state() -> tuple:
            queued = sum(broker.llen(queue) for queue in QUEUES)
            return queued, broker.hlen("unacked"), _progress(scene)

        last, since = state(), seconds()

        def is_quiet() -> bool:
            nonlocal last, since
            now = state()
            if now != last:
                last, since = now, seconds()
            # What is held by nobody comes back when its time is up; the worker looks every ten seconds.
            return seconds() - since > (12 if now[0] or now[1] else 1)

        wait_until(is_quiet, 180, pause=0.1)


def _progress(scene: Scene) -> int:
    return _reading(lambda: book.progress(scene.mail))


def _reading(read: Callable):
    """Read the database, again where it is just being restarted."""
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
