"""unittest: a Django test case that tells a story."""

import functools
import inspect
import unittest
from collections.abc import Callable
from typing import Any, ClassVar

from django.test import TestCase

from timeskip.errors import NotSimulated
from timeskip.story import LINES_OF_A_REPORT, Story


class StoryTestCase(TestCase):
    """`self.story` is new in each test; set `story_options` on the class for the options of timeskip.Story."""

    story: Story
    story_options: ClassVar[dict[str, Any]] = {}

    def setUp(self) -> None:
        """Begin the story; it ends before the transaction is rolled back."""
        super().setUp()
        if inspect.iscoroutinefunction(getattr(type(self), self._testMethodName)):
            raise NotSimulated(
                "StoryTestCase cannot run `async def` tests, because a story runs an event loop of its own. "
                "Write a plain `def`, and run what has to be awaited with self.story.run(coroutine)."
            )
        # Its own end comes in a clean-up, which is too late for checks: see run().
        self.story = Story(**{**self.story_options, "checks": False})
        self.enterContext(self.story)

    def run(self, result: unittest.TestResult | None = None) -> unittest.TestResult | None:
        """Run the test and then its story's checks as part of it, so that the test fails and not its clean-up."""
        method = getattr(self, self._testMethodName)
        setattr(self, self._testMethodName, self._with_checks(method))
        return super().run(result)

    def _with_checks(self, method: Callable[[], Any]) -> Callable[[], None]:
        @functools.wraps(method)
        def test() -> None:
            try:
                method()
                if self.story_options.get("checks", True):
                    self.story.check()
            except Exception as error:
                error.add_note(f"Story until then:\n{self.story.timeline(last=LINES_OF_A_REPORT)}")
                raise

        return test
