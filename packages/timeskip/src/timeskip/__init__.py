"""Stories for Django tests: time passes through Celery, Channels and on_commit, in one rolled-back transaction."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from timeskip.errors import CheckFailed, NotSimulated
from timeskip.proof import checked, looked_at

if TYPE_CHECKING:
    from timeskip.story import Story
    from timeskip.testcase import StoryTestCase

__all__ = ["CheckFailed", "NotSimulated", "Story", "StoryTestCase", "checked", "looked_at"]

# Imported when somebody asks: pytest loads the plugin before Django has its settings, and in runs without a story.
_LAZY = {"Story": "timeskip.story", "StoryTestCase": "timeskip.testcase"}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module 'timeskip' has no attribute {name!r}")
    return getattr(import_module(_LAZY[name]), name)
