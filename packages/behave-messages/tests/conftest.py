"""A story of behave's own, run in many ways."""

from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from behaving import MessagesRun
from ways import WAYS, run_story


@pytest.fixture(scope="session")
def story(tmp_path_factory):
    """What came of a way of running the story, by its name."""
    folder = tmp_path_factory.mktemp("story")
    with ThreadPoolExecutor(2) as pool:
        runs: dict[str, Future[MessagesRun]] = {
            name: pool.submit(run_story, way, folder / name) for name, way in WAYS.items()
        }
        yield lambda name: runs[name].result()
