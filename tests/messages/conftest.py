"""A story of behave's own, run in many ways."""

import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.messages.behaving import MessagesRun, run_behave
from tests.messages.ways import WAYS, Way

STORY = Path(__file__).parent / "story"


def run_story(way: Way, folder: Path) -> MessagesRun:
    shutil.copytree(STORY, folder)
    for name, content in way.files.items():
        (folder / name).write_bytes(content)
    return run_behave(folder, *way.arguments.split(), environment=way.environment, to_stdout=way.to_stdout)


@pytest.fixture(scope="session")
def story(tmp_path_factory):
    """What came of a way of running the story, by its name."""
    folder = tmp_path_factory.mktemp("story")
    with ThreadPoolExecutor(2) as pool:
        runs: dict[str, Future[MessagesRun]] = {
            name: pool.submit(run_story, way, folder / name) for name, way in WAYS.items()
        }
        yield lambda name: runs[name].result()
