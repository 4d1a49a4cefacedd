"""A year of the beat schedule over 200 loans, beside the same tasks called in a loop.

Nine loans in ten pay on the due date; the tenth never pays. Both run a task's on_commit callbacks right after
the task. The benchmark only prints its figures: a slow run does not fail.
"""

import argparse
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from statistics import median
from time import process_time

import django
from django.core import mail
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone
from django.utils.module_loading import import_string

from crm_backend.schedule import NETS
from timeskip.project import Project
from timeskip.stacks.protocol import Stack, StoryLike

LOANS = 200
DAYS = 365
PROJECT = Project(
    celery_app="crm_backend.celery.app",
    asgi_application="crm_backend.asgi.application",
    # A Monday.
    begins="2025-03-03T09:00",
    clock="freezegun",
    overrides={
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        "STORAGES": {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}},
    },
)


class _RollbackError(Exception):
    """Raised to leave a transaction without committing it."""


@contextmanager
def _rolled_back() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise _RollbackError
    except _RollbackError:
        pass


@contextmanager
def embedded_stack() -> Iterator[Stack]:
    """The embedded stack with a test database, outside of behave."""
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
    """Processor seconds that a function takes: other work on the machine disturbs them less."""
    began = process_time()
    act()
    return process_time() - began


def megabytes() -> float:
    """The process's peak memory so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def skip_empty_sweeps(story: StoryLike) -> None:
    """Let sweeps look for work before they send their tasks, as the features do."""
    for name, next_work in NETS.items():
        story.beat.look_first(name, import_string(next_work))


def pay_on_time(day: datetime) -> None:
    """Nine loans in ten pay the repayment that is due on this day."""
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
    """Nine loans in ten pay everything overdue before the year begins."""
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
    """Noon of each of the following days."""
    first = timezone.localdate(begin) + timedelta(days=1)
    return [timezone.make_aware(datetime.combine(first + timedelta(days=n), time(12))) for n in range(days)]


def advanced(stack, loans: int, days: int) -> list[tuple[datetime, str]]:
    """Advance a story through the year and print the seconds. Returns the moment and name of each firing."""
    from bench.scale import book
    from crm_backend.schedule import BEAT_SCHEDULE
    from users.models import Notification

    with stack.story() as story:
        book.build(loans * book.REPAYMENTS_A_LOAN)
        pay_what_is_behind()
        skip_empty_sweeps(story)

        def a_year() -> None:
            for noon in noons(story.now, days):
                story.advance_to(noon)
                pay_on_time(noon)
            story.settle()

        before, seconds = megabytes(), seconds_of(a_year)
        periodic = {entry["task"] for entry in BEAT_SCHEDULE.values()}
        runs = story.tasks.runs()
        fired = [(run.at, run.name) for run in runs if run.name in periodic]
        print(
            f"{loans} loans, {days} days: {seconds:.1f} s and {megabytes() - before:.0f} MB for "
            f"{sum(story.beat.fired.values())} firings, {len(fired)} of them with a task, "
            f"{len(runs) - len(fired)} tasks queued by others, {len(story.mail.delivered)} e-mails, "
            f"{Notification.objects.count()} notifications"
        )
    return fired


def looped(stack, loans: int, days: int, fired: list[tuple[datetime, str]]) -> None:
    """Call the same tasks at the same moments; Celery's eager mode runs the tasks they queue."""
    from bench.scale import book
    from crm_backend.celery import app
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


def empty(stack, days: int) -> None:
    """Compare firings that find nothing to do with plain calls of the same tasks."""
    from crm_backend.celery import app

    with stack.story() as story:
        # Without a Monday or the first of a month: reports are made on those days even for an empty book.
        story.starts_at("2025-03-04")
        seconds = seconds_of(lambda: story.advance(hours=24 * days - 1))
        names = [run.name for run in story.tasks.runs()]
        plain = seconds_of(lambda: [app.tasks[name]() for name in names])
    print(
        f"a firing that finds nothing to do: {seconds / len(names) * 1000:.2f} ms; "
        f"the plain call: {plain / len(names) * 1000:.2f} ms ({len(names)} firings)"
    )


def a_day(stack) -> None:
    """A day that passes in a story in which nothing is to be done."""
    with stack.story() as story:
        skip_empty_sweeps(story)
        story.starts_at("2025-03-04")
        story.advance(days=1)
        seconds = [seconds_of(lambda: story.advance(days=1)) for _ in range(4)]
        fired = sum(story.beat.fired.values()) / 5
    print(f"a day that passes: {median(seconds) * 1000:.1f} ms for {fired:.0f} firings")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.scale.year", description=__doc__)
    parser.add_argument("--loans", type=int, default=LOANS)
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--empty-days", type=int, default=6, help="without any loan, three times")
    options = parser.parse_args()
    django.setup()
    from crm_backend.celery import app

    app.loader.import_default_modules()
    with embedded_stack() as stack:
        for _ in range(3):
            with _rolled_back():
                empty(stack, options.empty_days)
            with _rolled_back():
                a_day(stack)
        with _rolled_back():
            fired = advanced(stack, options.loans, options.days)
        with _rolled_back():
            looped(stack, options.loans, options.days, fired)


if __name__ == "__main__":
    main()
