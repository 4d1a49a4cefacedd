"""Stories for Django tests: time passes through Celery, Channels and on_commit, in one rolled-back transaction."""

from typing import TYPE_CHECKING, Any

from timeskip.errors import CheckFailed, NotSimulated
from timeskip.story import Story

if TYPE_CHECKING:
    from timeskip.testcase import StoryTestCase

__all__ = ["CheckFailed", "NotSimulated", "Story", "StoryTestCase"]


def __getattr__(name: str) -> Any:
    # Django's test case imports half of Django; whoever uses pytest or behave needs none of it.
    if name == "StoryTestCase":
        from timeskip.testcase import StoryTestCase

        return StoryTestCase
    raise AttributeError(f"module 'timeskip' has no attribute {name!r}")
