"""unittest: StoryTestCase."""

import unittest

import pytest
from project.notes import tasks as t
from project.notes.models import Note

from timeskip import StoryTestCase


def outcome_of(test: type[StoryTestCase], name: str = "test") -> unittest.TestResult:
    result = unittest.TestResult()
    unittest.TestSuite([test(name)]).run(result)
    return result


class OfOurOwn(StoryTestCase):
    story_options = {"begins": "2025-06-01T09:00"}

    def setUp(self) -> None:
        super().setUp()
        t.note.apply_async(("hello",), countdown=60)

    def test_time_passes(self) -> None:
        self.assertFalse(Note.objects.exists())
        self.story.advance(minutes=1)
        self.assertEqual(f"{self.story.now:%d %b %H:%M}", "01 Jun 09:01")
        self.assertEqual(Note.objects.get().text, "hello")

    def test_rows_are_gone(self) -> None:
        self.assertFalse(Note.objects.exists())


# pytest collects the test class above; these are run by the tests below.


class Unspoken(StoryTestCase):
    __test__ = False

    def test(self) -> None:
        t.fails.delay()
        self.story.settle()


class Asynchronous(StoryTestCase):
    __test__ = False

    async def test(self) -> None:
        """Never runs."""


@pytest.fixture
def _database(django_db_setup: None, django_db_blocker):
    with django_db_blocker.unblock():
        yield


@pytest.mark.usefixtures("_database")
def test_a_failed_check_is_the_tests_own_failure() -> None:
    result = outcome_of(Unspoken)
    ((_, text),) = result.failures
    assert "A task failed and the test did not say so" in text
    assert "Story until then" in text
    assert result.errors == []


@pytest.mark.usefixtures("_database")
def test_async_tests_are_refused() -> None:
    ((_, text),) = outcome_of(Asynchronous).errors
    assert "StoryTestCase cannot run `async def` tests" in text
