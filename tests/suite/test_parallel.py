"""The CRM's features in several processes: the same scenarios, results and evidence as in one."""

import pytest

from living_docs.__main__ import load
from living_docs.model import Run
from tests.suite.behave_run import run_behave

FEATURES = ("features/08_access/encryption_keys.feature", "features/03_reminders/by_hand.feature")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """The messages of one run in one process, and of one in two."""
    runs = {}
    for workers in ("1", "2"):
        folder = tmp_path_factory.mktemp("run")
        messages = folder / "messages.ndjson"
        run = run_behave(
            *("-f", "behave_messages:MessagesFormatter", "-o", str(messages), "-f", "progress3"),
            *("-D", f"times={folder / 'times.tsv'}", "--parallel", workers, *FEATURES),
            junit=folder,
        )
        assert run.exit_code == 0, run.output + run.errors
        runs[workers] = load(messages)
    return runs


def told(run: Run) -> list[tuple]:
    """Each case with its steps and what they show, in the order of the page."""
    return [
        (
            case.id,
            str(case.status),
            [
                (step.text, [(entry.kind, entry.at, entry.caption) for entry in step.entries])
                for step in case.steps
            ],
        )
        for case in run.cases
    ]


def test_the_page_shows_the_same(runs: dict[str, Run]) -> None:
    assert told(runs["2"]) == told(runs["1"])
    assert len(runs["1"].cases) > 5
    assert any(entries for *_, steps in told(runs["1"]) for _, entries in steps)


def test_the_dictionary_is_there_once(runs: dict[str, Run]) -> None:
    assert runs["2"].dictionary == runs["1"].dictionary
    assert runs["2"].success
