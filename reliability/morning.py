"""Runs a morning's work under one fault, until it is complete or 48 hours have passed on the frozen clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import redis
from django.db import OperationalError, connection
from django.utils import timezone

from crm_backend.celery import app
from reliability import reconciliation, workload
from reliability.rig import QUEUES, seconds, wait_until
from reliability.target import Target

SWEEP = "applications.tasks.send_repayment_reminders"
IMPORT = "applications.tasks.import_payments"
QUARTER = timedelta(minutes=15)
STALLED = 2  # real seconds without progress, after which the fault strikes again anyway
LIMIT = timedelta(hours=48)  # on the frozen clock; what is missing then is lost
# Beat runs them at minute 20 and 40; this clock moves by quarters of an hour.
LEFT_BEHIND = ("applications.tasks.import_left_behind", "applications.tasks.draw_up_left_behind")


@dataclass(frozen=True)
class Result:
    """What one fault did to one morning's work; `simulated` is time on the frozen clock."""

    times: int
    findings: reconciliation.Findings
    simulated: timedelta
    seconds: float
    note: str


def run_morning(fault, target: Target, trials: int) -> Result:
    """Strike so often, at random moments, while reminders are sent and a bank file is imported."""
    start = lay_out(target)
    fault.prepare(target, trials)
    effects = target.repayments + target.lines
    moments = sorted(target.chance.sample(range(effects // 50, effects * 9 // 10), trials))
    began = seconds()
    app.send_task(SWEEP)
    app.send_task(IMPORT, [target.bank_file])
    for moment in moments:
        wait_until(lambda moment=moment: _progress(target) >= moment, STALLED)
        fault.strike(target)
        target.rig.supervise()
    findings, simulated = wait_until_complete(target, start, _request_as_beat_does)
    return Result(
        target.mail.times or trials, findings, simulated, seconds() - began, fault.note or target.note()
    )


def lay_out(target: Target) -> datetime:
    """Give an empty CRM a morning's work. Returns its start on the frozen clock."""
    start = timezone.make_aware(workload.MORNING)
    target.mail.clear()
    target.rig.publish_twice(False)
    target.tables.empty()
    target.clock.move_to(start)
    workload.lay_out(target.repayments, target.lines)
    target.bank_file = workload.file_id()
    return start


def wait_until_complete(
    target: Target, start: datetime, at_each_quarter: Callable[[datetime], None]
) -> tuple[reconciliation.Findings, timedelta]:
    """Move the clock by quarters of an hour until nothing is missing or LIMIT is over.

    Returns the findings, and how long that took on the frozen clock.
    """
    asked_for = timezone.now()
    while True:
        target.rig.supervise()
        _wait_until_idle(target)
        findings = _with_retries(target.findings)
        if findings.is_complete or timezone.now() - start > LIMIT:
            return findings, timezone.now() - start
        target.clock.move_to(max(timezone.now(), asked_for) + QUARTER)
        asked_for = timezone.now()
        at_each_quarter(asked_for.astimezone(start.tzinfo))


def _request_as_beat_does(here: datetime) -> None:
    app.send_task("users.tasks.deliver_outbox")
    if (here.hour, here.minute) == (7, 0):
        app.send_task(SWEEP)
    if here.hour % 4 == 0 and here.minute == 30:
        for task in LEFT_BEHIND:
            app.send_task(task)


def _wait_until_idle(target: Target) -> None:
    """Wait until nothing is queued and nothing unacknowledged, or nothing has changed for a while."""
    with redis.Redis(port=target.rig.broker_port) as broker:

        def state() -> tuple:
            queued = sum(broker.llen(queue) for queue in QUEUES)
            return queued, broker.hlen("unacked"), _progress(target)

        last, since = state(), seconds()

        def is_quiet() -> bool:
            nonlocal last, since
            now = state()
            if now != last:
                last, since = now, seconds()
            # A worker checks every ten seconds whether the visibility timeout of a message is over.
            return seconds() - since > (12 if now[0] or now[1] else 1)

        wait_until(is_quiet, 180, pause=0.1)


def _progress(target: Target) -> int:
    return _with_retries(lambda: reconciliation.progress(target.mail))


def _with_retries(read: Callable):
    """Read from the database, again if it is restarting."""
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
