"""The Django side of a run: its settings and its database. `python manage.py behave` picks from here."""

import logging
import os
import unittest

from behave_django.runner import SimpleTestRunner
from behave_django.testcase import DjangoSimpleTestCase, PreventFixturesMixin, PreventTestExecutionMixin
from django.test import TestCase, TransactionTestCase, override_settings
from timeskip.stacks.running import REAL, VARIABLE

CENTURY = 100 * 365 * 24 * 60 * 60  # seconds

SUITE_SETTINGS = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    # The layer's clock is the frozen one: a jump of days would expire groups and unread frames.
    "CHANNEL_LAYERS": {
        "default": {
            "BACKEND": "channels.layers.InMemoryChannelLayer",
            "CONFIG": {"expiry": CENTURY, "group_expiry": CENTURY, "capacity": 10_000},
        }
    },
    # Its clock is the frozen one, too, and nobody else's counts are in it.
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    "SECOND_FACTOR": "enrolled",
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "STORAGES": {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
}


class FeatureRunner(SimpleTestRunner):
    """Django's test environment, with the settings of a stack's own."""

    settings: dict[str, object] = {}

    def setup_test_environment(self, **kwargs) -> None:
        super().setup_test_environment(**kwargs)
        # Django's waits for a test to end, and here none begins: the first Ctrl-C would do nothing.
        unittest.removeHandler()
        # After Django's own, which would put its own mail backend in this one's place.
        self._overrides = override_settings(**self.settings)
        self._overrides.enable()
        # The task queue keeps every outcome itself; a log line for each would double a firing's cost.
        logging.getLogger("celery").setLevel(logging.CRITICAL)

    def teardown_test_environment(self, **kwargs) -> None:
        self._overrides.disable()
        super().teardown_test_environment(**kwargs)


class RolledBackTestCase(DjangoSimpleTestCase):
    """A scenario that is rolled back, on a connection that lasts as long as the run."""

    @classmethod
    def tearDownClass(cls) -> None:
        # As Django's does, but that one closes the connection as well: PostgreSQL's end of a new one knows
        # nothing of the tables yet, and takes twice as long over everything.
        cls._rollback_atomics(cls.cls_atomics)
        super(TestCase, cls).tearDownClass()


class TransactionRunner(FeatureRunner):
    """One transaction a scenario, in a database made for the run."""

    testcase_class = RolledBackTestCase
    settings = SUITE_SETTINGS


class ExistingDatabaseRunner(TransactionRunner):
    """One transaction a scenario, in the database that the settings name; every scenario is rolled back."""

    def setup_databases(self, **kwargs) -> None:
        """Nothing to make."""

    def teardown_databases(self, old_config, **kwargs) -> None:
        """Nothing to take down."""


class CommittingTestCase(PreventFixturesMixin, PreventTestExecutionMixin, TransactionTestCase):
    """A scenario whose changes are committed: other processes have to see them."""

    def _should_reload_connections(self) -> bool:
        # The connection is as good for the next one.
        return False


class RealRunner(FeatureRunner):
    """Committed data, in the database that the real stack has made for the run."""

    testcase_class = CommittingTestCase
    settings = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}

    def setup_databases(self, **kwargs) -> None:
        """Nothing to make."""

    def teardown_databases(self, old_config, **kwargs) -> None:
        """Nothing to take down."""


def runner_of(*, keeps_data: bool) -> type[SimpleTestRunner]:
    """The runner for the stack that the run stands on; `keeps_data` leaves the database there is as it is."""
    if os.environ.get(VARIABLE) == REAL:
        return RealRunner
    return ExistingDatabaseRunner if keeps_data else TransactionRunner
