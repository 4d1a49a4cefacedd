"""Django's side of a run: its settings, its database, and what is undone after each scenario."""

import logging
import unittest
from typing import Any

from behave_django.runner import SimpleTestRunner
from behave_django.testcase import DjangoSimpleTestCase, PreventFixturesMixin, PreventTestExecutionMixin
from django.test import TestCase, TransactionTestCase, override_settings

from timeskip.behave.kept import kept_databases
from timeskip.project import Project


class ProjectRunner(SimpleTestRunner):
    """Django's test environment with the project's overrides."""

    overrides: dict[str, Any] = {}

    def setup_test_environment(self, **kwargs: Any) -> None:
        super().setup_test_environment(**kwargs)
        # Django's waits for a test to end, and here none begins: the first Ctrl-C would do nothing.
        unittest.removeHandler()
        # After Django's own, which would put its own mail backend in the place of the project's.
        self._settings = override_settings(**self.overrides)
        self._settings.enable()
        # A story records every run; a log line for each would double the cost of a task.
        logging.getLogger("celery").setLevel(logging.CRITICAL)

    def teardown_test_environment(self, **kwargs: Any) -> None:
        self._settings.disable()
        super().teardown_test_environment(**kwargs)


class RolledBackTestCase(DjangoSimpleTestCase):
    """A scenario that is rolled back, on a connection that lasts as long as the run."""

    @classmethod
    def tearDownClass(cls) -> None:
        # As Django's does, but that one closes the connection as well: PostgreSQL's end of a new one knows
        # nothing of the tables yet, and takes twice as long over everything.
        cls._rollback_atomics(cls.cls_atomics)
        super(TestCase, cls).tearDownClass()


class TransactionRunner(ProjectRunner):
    """One transaction a scenario, in a database made for the run."""

    testcase_class = RolledBackTestCase

    def setup_databases(self, **kwargs: Any) -> Any:
        # A transaction that is rolled back needs no copy of the rows.
        with kept_databases():
            return super().setup_databases(serialized_aliases=(), **kwargs)


class _KeepsDatabase(ProjectRunner):
    """Runs in a database that is there already, and leaves it there."""

    def setup_databases(self, **kwargs: Any) -> None:
        """Make nothing."""

    def teardown_databases(self, old_config: Any, **kwargs: Any) -> None:
        """Remove nothing."""


class ExistingDatabaseRunner(_KeepsDatabase):
    """One transaction a scenario, in the database that the settings name."""

    testcase_class = RolledBackTestCase


class CommittingTestCase(PreventFixturesMixin, PreventTestExecutionMixin, TransactionTestCase):
    """A scenario whose changes are committed, because other processes have to see them."""

    def _should_reload_connections(self) -> bool:
        # The connection is as good for the next scenario.
        return False


class CommittingRunner(_KeepsDatabase):
    """Committed data, in the database that the real stack has made for the run."""

    testcase_class = CommittingTestCase


def runner_of(project: Project | None, *, is_real: bool, keeps_data: bool) -> type[ProjectRunner]:
    """Return the runner for the stack that the run is on; `keeps_data` leaves the database as it is."""
    if is_real:
        # Its settings module has said everything.
        overrides = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
        return type("StoryTestRunner", (CommittingRunner,), {"overrides": overrides})
    base = ExistingDatabaseRunner if keeps_data else TransactionRunner
    return type("StoryTestRunner", (base,), {"overrides": dict(project.overrides) if project else {}})
