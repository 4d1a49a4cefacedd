"""Every private name of other libraries that timeskip leans on, in one place.

A release may move any of them. `missing()` says in plain sentences which it has; a story refuses to start then,
and a test of timeskip's own fails with the same words.
"""

import asyncio
import sys
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from types import SimpleNamespace
from typing import Any

from celery import Celery, _state
from celery.app import trace
from celery.schedules import crontab
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import AutoField, Model


@dataclass(frozen=True)
class PrivateName:
    """A name that its library has not promised to keep: `module:attribute`, and what a story needs it for."""

    package: str
    path: str
    purpose: str

    def is_there(self) -> bool:
        module, _, attributes = self.path.partition(":")
        try:
            found: Any = import_module(module)
            for attribute in attributes.split("."):
                found = getattr(found, attribute)
        except (ImportError, AttributeError):
            return False
        return True


PRIVATE_NAMES = (
    PrivateName("celery", "celery._state:_get_active_apps", "to find every Celery app of the project"),
    PrivateName("celery", "celery._state:default_app", "to notice that the project's app has not been imported"),
    PrivateName("celery", "celery._state:_tls", "to give back the current app after a task"),
    PrivateName("celery", "celery.app.trace:_install_stack_protection", "to run tasks with a __call__ of their own"),
    PrivateName("celery", "celery.app.trace:_patched", "to undo that protection after a story"),
    PrivateName("celery", "celery.app.trace:trace_task", "to run a task as a worker does"),
    PrivateName("celery", "celery.app.utils:Settings._to_keys", "to switch task_always_eager off under a namespace"),
    PrivateName("celery", "celery.worker.request:Request.execute_using_pool", "to run a message as a worker does"),
    PrivateName("celery", "celery.worker.state:revoked", "to revoke tasks"),
    PrivateName("Django", "django.db.transaction:Atomic.__enter__", "to see where a transaction begins"),
    PrivateName("Django", "django.db.transaction:Atomic.__exit__", "to run on_commit callbacks where one ends"),
    PrivateName("Django", "django.db.transaction:mark_for_rollback_on_error", "to keep an error outside a transaction"),
    PrivateName(
        "Django",
        "django.db.backends.base.base:BaseDatabaseWrapper._savepoint_allowed",
        "to allow savepoints where autocommit seems on",
    ),
    PrivateName("Django", "django.db.backends.utils:CursorWrapper.__getattr__", "so that threads take turns"),
    PrivateName("Django", "django.db.models.sql.compiler:SQLCompiler.as_sql", "to compile a watched queryset once"),
    PrivateName("Django", "django.db.models.sql.query:Query.get_compiler", "to compile a watched queryset once"),
    PrivateName("Django", "django.db.models.query:QuerySet._insert", "to write results with the moments they are of"),
    PrivateName(
        "Django",
        "django.db.backends.base.creation:BaseDatabaseCreation._get_test_db_name",
        "to know whether a test database is in memory",
    ),
    PrivateName("Django", "django.test:TestCase._rollback_atomics", "to roll a scenario back on one connection"),
    PrivateName("behave", "behave.model:Feature._setup_context_for_run", "to enter a feature in a worker"),
    PrivateName("behave", "behave.reporter.junit:_invalid_re", "to write well-formed reports"),
    PrivateName("behave", "behave.runner:Context._do_remaining_cleanups", "to end a worker as a run ends"),
    PrivateName("behave", "behave.runner:Context._pop", "to leave a feature in a worker"),
    PrivateName("behave", "behave.runner:Context._push", "to enter a feature in a worker"),
    PrivateName("behave", "behave.runner:Context._set_root_attribute", "to name an outline's row in a worker"),
    PrivateName("freezegun", "freezegun.api:datetime_to_fakedatetime", "to mend `fold`"),
    PrivateName("freezegun", "freezegun.api:fake_localtime", "to mend local time"),
    PrivateName("freezegun", "freezegun.api:pickle_fake_datetime", "to keep `fold` in copies"),
    PrivateName("freezegun", "freezegun.api:get_current_time", "to read the frozen moment"),
    PrivateName("freezegun", "freezegun.api:ignore_lists", "to freeze time in plain threads"),
    PrivateName("freezegun", "freezegun.api:freeze_factories", "to notice that time is frozen already"),
    PrivateName("freezegun", "freezegun.api:_get_cached_module_attributes", "to look through modules quickly"),
    PrivateName("freezegun", "freezegun.api:_real_time_object_ids", "to look through modules quickly"),
    PrivateName("freezegun", "freezegun.api:_should_use_real_time", "to leave real time to those on its list"),
    PrivateName("freezegun", "freezegun.api:real_localtime", "to mend local time"),
    PrivateName("PyHamcrest", "hamcrest.core.assert_that:_assert_match", "to count what a step has compared"),
    PrivateName("PyHamcrest", "hamcrest.core.assert_that:_assert_bool", "to count what a step has compared"),
    PrivateName(
        "django-celery-beat",
        "django_celery_beat.schedulers:DatabaseScheduler.all_as_schedule",
        "to see every entry of the database",
    ),
)  # fmt: skip
# Of those that are needed only where they are in use: otherwise they need not be imported.
WHERE_IN_USE = {"behave", "freezegun"}
OF_LOOP = ("_ready", "_scheduled", "_clock_resolution")
OF_CONNECTION = ("savepoint_ids", "run_on_commit", "in_atomic_block", "needs_rollback")
OF_EXECUTOR = ("_adjust_thread_count", "_threads", "_idle_semaphore")
OF_CRONTAB = ("_orig_minute", "_orig_hour", "_orig_day_of_week", "_orig_day_of_month", "_orig_month_of_year")


def missing() -> list[str]:
    """One sentence for each private name that the installed release no longer has."""
    gone = [name for name in PRIVATE_NAMES if _is_installed(name) and not name.is_there()]
    sentences = [
        f"{name.package} {version(name.package)} has no {name.path} any more; timeskip needs it {name.purpose}. "
        f"Use an earlier {name.package} or a newer timeskip."
        for name in gone
    ]
    loop = asyncio.SelectorEventLoop()
    try:
        sentences += [
            f"This Python's event loop has no {name} any more; timeskip needs it to know that nothing is left to do."
            for name in OF_LOOP
            if not hasattr(loop, name)
        ]
    finally:
        loop.close()
    sentences += [
        f"Django's database connection has no {name} any more; timeskip needs it to tell the project's transactions "
        "from the test's."
        for name in OF_CONNECTION
        if not all(hasattr(connection, name) for connection in connections.all())
    ]
    with ThreadPoolExecutor() as executor:
        sentences += [
            f"This Python's ThreadPoolExecutor has no {name} any more; timeskip needs it to explore in copies."
            for name in OF_EXECUTOR
            if not hasattr(executor, name)
        ]
    schedule = crontab()
    sentences += [
        f"Celery's crontab has no {name} any more; timeskip needs it to look up when an entry is due."
        for name in OF_CRONTAB
        if not hasattr(schedule, name)
    ]
    if not hasattr(connections, "_connections"):
        sentences.append("Django's connections have no _connections any more; timeskip needs it to share one.")
    return sentences


@cache
def _has_version(package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True


def _is_installed(name: PrivateName) -> bool:
    if not _has_version(name.package):
        return False
    if name.package in WHERE_IN_USE:
        return name.package in sys.modules
    if name.package == "django-celery-beat":
        # Its modules can only be imported where it is an installed app.
        from django.apps import apps

        return apps.is_installed("django_celery_beat")
    return True


# asyncio


class LoopState:
    """What an event loop has to do, and when."""

    # Of a loop's timers, in seconds: what a datetime holds. A clock's own nanosecond is lost to rounding once a run
    # has passed three months, and a timer that is due now would never fire.
    RESOLUTION = 1e-6

    def __init__(self, loop: asyncio.BaseEventLoop) -> None:
        self._loop: Any = loop
        self._loop._clock_resolution = self.RESOLUTION

    @property
    def has_callbacks(self) -> bool:
        return bool(self._loop._ready)

    @property
    def next_timer(self) -> float | None:
        """When the next timer is due, in the loop's own time."""
        return min((handle.when() for handle in self._loop._scheduled if not handle.cancelled()), default=None)

    def is_due(self, moment: float) -> bool:
        return moment < self._loop.time() + self._loop._clock_resolution


# concurrent.futures

_adjust_thread_count = ThreadPoolExecutor._adjust_thread_count


def let_executors_work_in_copies() -> None:
    """From now on an executor that was copied with its process starts threads of its own: no thread is copied."""
    ThreadPoolExecutor._adjust_thread_count = _start_thread_where_there_is_none


def _start_thread_where_there_is_none(executor: Any) -> None:
    if not all(thread.is_alive() for thread in executor._threads):
        # They, and the idle ones among them, were those of the process that was copied.
        executor._threads, executor._idle_semaphore = set(), threading.Semaphore(0)
    _adjust_thread_count(executor)


# Celery


def active_apps() -> list[Celery]:
    """Every Celery app of this process."""
    return list(_state._get_active_apps())


def is_fallback(app: Celery) -> bool:
    """Whether it is the app that Celery makes where the project has imported none, with no schedule and no settings."""
    return app is _state.default_app and app.main == "default" and not app.set_as_current


@contextmanager
def current_app(app: Celery) -> Iterator[None]:
    """While this lasts, `app` is Celery's current app, as in its own worker."""
    before = getattr(_state._tls, "current_app", None)
    app.set_current()
    try:
        yield
    finally:
        _state._tls.current_app = before


@contextmanager
def protected_task_stack() -> Iterator[None]:
    """While this lasts, a task whose __call__ calls its parent's keeps its request, as in a worker."""
    if "BaseTask.__call__" in trace._patched:
        yield
        return
    trace._install_stack_protection()
    try:
        yield
    finally:
        trace.BaseTask.__call__ = trace._patched.pop("BaseTask.__call__")
        del trace.BaseTask._stackprotected


@contextmanager
def setting_changed(app: Celery, name: str, value: Any) -> Iterator[None]:
    """While this lasts, a Celery setting has another value.

    Under a namespace the plain name is looked up last, so setting it would change nothing.
    """
    key = app.conf._to_keys(name)[0]
    changes = app.conf.changes
    unset = object()
    before = changes.get(key, unset)
    changes[key] = value
    try:
        yield
    finally:
        if before is unset:
            del changes[key]
        else:
            changes[key] = before


def forget_tracer(task: Any) -> None:
    """Let Celery build the task's tracer anew: one keeps the task's handlers of when it was built."""
    task.__trace__ = None


# Django


@contextmanager
def one_connection_for_all_threads(own: Mapping[str, BaseDatabaseWrapper]) -> Iterator[None]:
    """While this lasts, every thread finds these connections in django.db.connections."""
    handler: Any = connections
    before = handler._connections
    handler._connections = SimpleNamespace(**own)
    try:
        yield
    finally:
        handler._connections = before


def is_test_block_only(connection: BaseDatabaseWrapper, depth: int) -> bool:
    """Whether the only open transaction blocks are the test's, which has `depth` savepoints of its own."""
    return connection.in_atomic_block and len(connection.savepoint_ids) == depth


def insert_as_it_is(rows: list[Model], using: str) -> None:
    """Insert new rows of one model with the values that they have: no `auto_now`, and no signals."""
    model = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    most = max(connections[using].ops.bulk_batch_size(fields, rows), 1)
    for start in range(0, len(rows), most):
        queryset: Any = model._base_manager.using(using)
        queryset._insert(rows[start : start + most], fields=fields, using=using, raw=True)


CURSOR_CALLS = frozenset({"fetchone", "fetchmany", "fetchall", "nextset", "close"})
cursor_attribute = CursorWrapper.__getattr__


# django-celery-beat


def every_entry(scheduler_class: type) -> type:
    """Return a DatabaseScheduler that sees all its entries.

    Its own looks about two hours ahead and reads again every five minutes; a story jumps over days.
    """
    if not hasattr(scheduler_class, "enabled_models_qs"):
        return scheduler_class
    everything = {"enabled_models_qs": lambda scheduler: scheduler.Model.objects.enabled()}
    return type(scheduler_class.__name__, (scheduler_class,), everything)


def cancel_exit_hook(scheduler: Any) -> None:
    """Take back what a DatabaseScheduler would write when the process ends."""
    if hook := getattr(scheduler, "_finalize", None):
        hook.cancel()
