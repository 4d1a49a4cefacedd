"""A story leaves the same behind as Celery's own worker: order, arguments, states and results of each request."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from real_requests import REQUESTS, app, ask_for_everything, left_behind

from timeskip import Story

HERE = Path(__file__).parent
_from_a_worker: dict[str, Any] = {}


@pytest.fixture
def from_a_story(db: None, clock: str) -> dict[str, Any]:
    with Story(celery_app=app, clock=clock, checks=False) as story:
        asked = ask_for_everything()
        # A worker has begun with what is due before the last request is sent; here nothing has.
        story.advance(seconds=30)
        return left_behind(asked)


@pytest.fixture
def from_a_worker(from_a_story: dict[str, Any]) -> dict[str, Any]:
    if not _from_a_worker:
        run = subprocess.run(
            [sys.executable, "-c", "import real_requests; real_requests.main()"],
            input=json.dumps(from_a_story),
            env={**os.environ, "PYTHONPATH": str(HERE)},
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert run.returncode == 0, run.stderr
        _from_a_worker.update(json.loads(run.stdout))
    return _from_a_worker


def test_a_story_leaves_behind_what_a_worker_does(from_a_story: dict[str, Any], from_a_worker: dict[str, Any]) -> None:
    differences = {
        name: {"worker": from_a_worker[name], "story": from_a_story[name]}
        for name in REQUESTS
        if from_a_worker[name] != from_a_story[name]
    }
    if differences:
        pytest.fail(json.dumps(differences, indent=1), pytrace=False)
    assert len(REQUESTS) > 30
