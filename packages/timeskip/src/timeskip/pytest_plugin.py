"""pytest: the fixture `story`, and the timeline in a failure's report."""

import inspect
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from timeskip.errors import NotSimulated

if TYPE_CHECKING:
    from timeskip.story import Story

STORY: pytest.StashKey["Story"] = pytest.StashKey()
HAS_CHECKS: pytest.StashKey[bool] = pytest.StashKey()


@pytest.fixture
def story_options() -> dict[str, Any]:
    """Options of every story: override it in conftest.py. The marker `story` adds to it for one test."""
    return {}


@pytest.fixture
def story(request: pytest.FixtureRequest, db: None, story_options: dict[str, Any]) -> Iterator["Story"]:
    """A story in the test's transaction. It checks at the end for what the test did not speak of."""
    # Imported here, because a plugin is loaded before Django's settings are.
    from timeskip.story import Story

    if inspect.iscoroutinefunction(getattr(request, "function", None)):
        raise NotSimulated(
            "The fixture `story` cannot be used in an `async def` test, because a story runs an event loop of its own. "
            "Write a plain `def`, and run what has to be awaited with story.run(coroutine)."
        )
    marker = request.node.get_closest_marker("story")
    options = {**story_options, **(marker.kwargs if marker else {})}
    checks = options.pop("checks", True)
    with Story(**options, checks=False) as story:
        request.node.stash[STORY] = story
        request.node.stash[HAS_CHECKS] = checks
        yield story


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "story(**options): options for the fixture `story`, as of timeskip.Story")


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Any:
    """Check while the test still runs, so that it fails and its teardown does not."""
    result = yield
    if pyfuncitem.stash.get(HAS_CHECKS, False):
        pyfuncitem.stash[STORY].check()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Any:
    """Add the story's timeline to the report of a test that failed."""
    report = yield
    story = item.stash.get(STORY, None)
    if story is not None and report.failed:
        from timeskip.story import LINES_OF_A_REPORT

        report.sections.append(("Story until then", story.timeline(last=LINES_OF_A_REPORT)))
    return report
