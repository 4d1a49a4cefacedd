"""A year of the whole calendar over a book of loans, beside the same tasks called in a loop.

Nine loans in ten pay on the due date, the tenth never does. What follows a commit runs after each task in
both.
A slow run fails nothing.
"""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta

import django
from django.core import mail
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

LOANS = 200
DAYS = 365


class _UndoneError(Exception):
    """Leaves the database as it was."""


@contextmanager
def _undone() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise _UndoneError
    except _UndoneError:
        pass


@contextmanager
def suite() -> Iterator["object"]:
    """The suite's database, settings and clock, outside of behave. Gives the stack that tells stories."""
    from features.project import PROJECT
    from timeskip.behave.django_runner import runner_of
    from timeskip.stacks.embedded import Embedded

    runner = runner_of(PROJECT, is_real=False, keeps_data=False)(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    stack = Embedded.of(PROJECT)
    try:
        yield stack
    finally:
        stack.close()
        runner.teardown_databases(databases)
        runner.teardown_test_environment()


def seconds_of(act: Callable[[], object]) -> float:
    """Real seconds that a function takes."""
    from freezegun.api import real_perf_counter

    began = real_perf_counter()
    act()
    return real_perf_counter() - began


def pay_on_time(day: datetime) -> None:
    """Nine loans in ten pay what falls due."""
    from applications.models import Repayment
    from applications.services.payments import payment_record

    due = Repayment.objects.filter(due_date=timezone.localdate(day)).select_related("application")
    for repayment in due:
        if repayment.application_id % 10:
            payment_record(
                application=repayment.application,
                amount=repayment.principal + repayment.interest,
                value_date=repayment.due_date,
            )


def pay_what_is_behind() -> None:
    """Nine loans in ten begin the year with nothing overdue."""
    from applications.models import Repayment
    from applications.selectors.repayment import with_owed
    from applications.services.payments import payment_record

    late = with_owed(Repayment.objects.filter(due_date__lte=timezone.localdate())).filter(owed__gt=0)
    for repayment in late.select_related("application"):
        if repayment.application_id % 10:
            payment_record(
                application=repayment.application, amount=repayment.owed, value_date=timezone.localdate()
            )


def noons(begin: datetime, days: int) -> list[datetime]:
    """Noon of each day to come."""
    first = timezone.localdate(begin) + timedelta(days=1)
    return [timezone.make_aware(datetime.combine(first + timedelta(days=n), time(12))) for n in range(days)]


def passing(stack, loans: int, days: int) -> list[tuple[datetime, str]]:
    """Let a year pass as a scenario does, and print what it took. Returns what was fired when."""
    from bench.scale import book
    from crm_backend.schedule import BEAT_SCHEDULE

    with stack.story() as story:
        book.build(loans * book.REPAYMENTS_A_LOAN)
        pay_what_is_behind()

        def a_year() -> None:
            for noon in noons(story.now, days):
                story.advance_to(noon)
                pay_on_time(noon)
            story.settle()

        seconds = seconds_of(a_year)
        periodic = {entry["task"] for entry in BEAT_SCHEDULE.values()}
        runs = story.tasks.runs()
        fired = [(run.at, run.name) for run in runs if run.name in periodic]
        print(
            f"{loans} loans, {days} days: {seconds:.1f} s for {len(fired)} firings, "
            f"{len(runs) - len(fired)} tasks that followed, {len(story.mail.delivered)} e-mails, "
            f"{len(story.evidence.of('notification'))} notifications"
        )
    return fired


def looped(stack, loans: int, days: int, fired: list[tuple[datetime, str]]) -> None:
    """The same tasks at the same moments as plain calls; those that follow by Celery's eager mode."""
    from bench.scale import book
    from crm_backend.celery import app
    from features.project import PROJECT
    from timeskip.moments import as_utc

    stack.clock.move_to(as_utc(PROJECT.begins))
    book.build(loans * book.REPAYMENTS_A_LOAN)
    pay_what_is_behind()
    acts = [(moment, app.tasks[name]) for moment, name in fired]
    acts += [(noon, lambda noon=noon: pay_on_time(noon)) for noon in noons(timezone.now(), days)]
    acts.sort(key=lambda act: act[0])

    def all_of_them() -> None:
        for moment, act in acts:
            stack.clock.move_to(as_utc(moment))
            act()
            while connection.run_on_commit:
                callbacks, connection.run_on_commit = connection.run_on_commit, []
                for _, callback, _ in callbacks:
                    callback()

    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        seconds = seconds_of(all_of_them)
    print(f"the same {len(fired)} tasks called in a loop: {seconds:.1f} s, {len(mail.outbox)} e-mails")


def empty(stack) -> None:
    """Days on which there is nothing to do, and the bare calls of the same tasks."""
    from crm_backend.celery import app

    with stack.story() as story:
        # No Monday morning and no first of the month, on which reports are due whatever there is.
        story.starts_at("2025-03-04")
        seconds = seconds_of(lambda: story.advance(days=5, hours=23))
        names = [run.name for run in story.tasks.runs()]
        bare = seconds_of(lambda: [app.tasks[name]() for name in names])
    print(
        f"a firing that finds nothing: {seconds / len(names) * 1000:.2f} ms; "
        f"the bare call: {bare / len(names) * 1000:.2f} ms ({len(names)} firings)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.scale.year", description=__doc__)
    parser.add_argument("--loans", type=int, default=LOANS)
    parser.add_argument("--days", type=int, default=DAYS)
    options = parser.parse_args()
    django.setup()
    from crm_backend.celery import app

    app.loader.import_default_modules()
    with suite() as stack:
        for _ in range(3):
            with _undone():
                empty(stack)
        with _undone():
            fired = passing(stack, options.loans, options.days)
        with _undone():
            looped(stack, options.loans, options.days, fired)


if __name__ == "__main__":
    main()
