"""Cucumber's own samples of what a run's messages have to be, each run with behave."""

import json
import re
import shutil
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from behaving import MessagesRun, run_behave
from cucumber_compatibility_kit.compatibility_kit import CompatibilityKit
from telling import Message, retell
from validity import check

SAMPLES = CompatibilityKit().cck_features_folder_location
STEPS = Path(__file__).parent / "kit"

LEFT_OUT = {
    "failedish-combinations": "after a failure behave looks for undefined steps, not for ambiguous ones",
    "hooks-conditional": "behave's hooks have no tag expressions",
    "hooks-skipped": "a hook of behave's passes or fails; it skips its scenario, not itself",
    "markdown": "behave reads no Markdown",
    "multiple-features-reversed": "behave runs a feature's scenarios in the order of the file",
    "retry-ambiguous": "behave does not start with one expression defined twice",
    "retry-pending": "behave's autoretry repeats what is pending as well",
    "retry-undefined": "behave's autoretry repeats what is undefined as well",
    "test-run-exception": "an error of behave's own ends it before it tells its formatters",
    "unknown-parameter-type": "behave does not start with an expression of an unknown type",
}


def one_hook_of_a_kind(told: Message) -> None:
    """behave has one hook of a kind, where Cucumber has any number; the one that fails stands for all."""
    told["hooks"] = sorted(set(told["hooks"]))
    of_kind = {}
    for hook in told["run hooks"]:
        if hook["result"]["status"] == "FAILED" or hook["hook"] not in of_kind:
            of_kind[hook["hook"]] = hook
    told["run hooks"] = list(of_kind.values())


def no_feature_that_is_not_run(told: Message) -> None:
    """behave tells its formatters only of features that it runs."""
    told["sources"] = told["documents"] = told["pickles"] = None


def no_hook_that_asks_for_attempts(told: Message) -> None:
    """behave has no option for it."""
    told["hooks"] = told["run hooks"] = []


def indentation_behind_a_table(told: Message) -> None:
    """behave leaves the indentation in a doc string that comes after a table, and so its step gets it."""
    contents = re.compile(r'("content": ")\s+')
    for kind in ("documents", "pickles"):
        told[kind] = json.loads(contents.sub(r"\1", json.dumps(told[kind])))


ADJUSTMENTS: dict[str, list[Callable[[Message], None]]] = {
    "data-tables-doc-strings": [indentation_behind_a_table],
    "global-hooks": [one_hook_of_a_kind],
    "global-hooks-afterall-error": [one_hook_of_a_kind],
    "global-hooks-beforeall-error": [one_hook_of_a_kind, no_feature_that_is_not_run],
    "retry": [no_hook_that_asks_for_attempts],
}
# behave's doc strings have one delimiter.
DELIMITER = ("```", '"""')


def samples() -> list[str]:
    return sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir())


def run_sample(name: str, folder: Path) -> MessagesRun:
    shutil.copytree(SAMPLES / name, folder, ignore=shutil.ignore_patterns("*.ndjson"))
    for feature in folder.glob("*.feature"):
        feature.write_text(feature.read_text(encoding="utf-8").replace(*DELIMITER), encoding="utf-8")
    shutil.copy(STEPS / f"{name.replace('-', '_')}.py", folder / "environment.py")
    return run_behave(folder, ".")


def envelopes_of(name: str) -> list[Message]:
    """What a sample's messages have to be."""
    text = (SAMPLES / name / f"{name}.ndjson").read_text(encoding="utf-8")
    before, after = (json.dumps(delimiter)[1:-1] for delimiter in DELIMITER)
    return [json.loads(line) for line in text.replace(before, after).splitlines()]


@pytest.fixture(scope="module")
def runs(tmp_path_factory) -> dict[str, Future[MessagesRun]]:
    """Every sample, two at a time: most of what a run takes is to start Python."""
    names = [name for name in samples() if name not in LEFT_OUT]
    folder = tmp_path_factory.mktemp("kit")
    with ThreadPoolExecutor(2) as pool:
        return {name: pool.submit(run_sample, name, folder / name) for name in names}


def test_every_sample_is_run_or_left_out_for_a_reason():
    with_steps = {path.stem.replace("_", "-") for path in STEPS.glob("*.py")}
    assert with_steps.isdisjoint(LEFT_OUT)
    assert sorted(with_steps | LEFT_OUT.keys()) == samples()


@pytest.mark.parametrize("name", [name for name in samples() if name not in LEFT_OUT])
def test_sample(name, runs):
    expected, told = retell(envelopes_of(name)), retell(runs[name].result().envelopes)
    for adjust in ADJUSTMENTS.get(name, ()):
        adjust(expected)
        adjust(told)
    assert told == expected
    check(runs[name].result())
