"""The messages of this project's own features, whose clock is frozen and whose evidence is attached."""

import json
import time
from pathlib import Path
from urllib.parse import unquote

import pytest
from behaving import FORMATTER, MessagesRun
from counts import told_by_behave, told_by_messages
from validity import check, nanoseconds

from tests.suite.behave_run import ROOT, own_story, run_behave

CHAPTER = "features/07_live_updates"


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> MessagesRun:
    """One chapter, run as a developer would."""
    folder = tmp_path_factory.mktemp("project")
    written = folder / "messages.ndjson"
    began = time.time()
    done = run_behave(
        CHAPTER, "-f", FORMATTER, "-o", str(written), "-f", "null", "--no-color", junit=folder / "junit"
    )
    lines = written.read_text(encoding="utf-8").splitlines()
    envelopes = [json.loads(line) for line in lines]
    return MessagesRun(done.exit_code, done.output, done.errors, envelopes, folder, began, time.time())


def test_messages_are_whole(run):
    check(run)
    assert run.exit_code == 0


def test_counts_are_those_of_behave(run):
    assert told_by_messages(run) == told_by_behave(run)


def test_every_file_of_the_chapter_is_told(run):
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / CHAPTER).glob("*.feature"))
    assert sorted(source["uri"] for source in run.of("source")) == files


def test_time_is_not_the_frozen_one(run):
    started, finished = run.of("testRunStarted")[0], run.of("testRunFinished")[0]
    took = nanoseconds(finished["timestamp"]) - nanoseconds(started["timestamp"])
    durations = [nanoseconds(one["testStepResult"]["duration"]) for one in run.of("testStepFinished")]
    assert 0 < sum(durations) <= took
    assert len(set(durations)) > len(durations) / 2
    assert run.began - 1 <= started["timestamp"]["seconds"] <= run.ended


def test_evidence_is_attached(run):
    media_types = {one["mediaType"] for kind in ("attachment", "externalAttachment") for one in run.of(kind)}
    assert {"message/rfc822", "application/json; profile=timeline"} <= media_types


def test_evidence_is_written_once_beside_the_messages(run):
    """behave.ini asks for files."""
    referred = [one["url"] for one in run.of("externalAttachment")]
    written = {file.relative_to(run.folder) for file in run.folder.glob("messages.attachments/*/*")}
    assert {Path(unquote(url)) for url in referred} == written
    assert len(written) < len(referred)
    contents = [(run.folder / file).read_bytes() for file in written]
    assert len(set(contents)) == len(contents)


@pytest.mark.parametrize("separator", ["\u2028", "\f"])
def test_scenarios_behind_a_separator_are_found(tmp_path, separator):
    """The runner ends lines where editors do, and plain behave also at separators."""
    feature = f"""Feature: a
  With{separator}a separator.
  Scenario: one{separator}in a title
    When Ada comes
  Scenario: two
    When Ada comes
"""
    steps = "from behave import when\n@when('Ada comes')\ndef _(context):\n    pass\n"
    written = tmp_path / "messages.ndjson"
    run_behave(
        *(own_story(tmp_path, feature, steps), "-f", FORMATTER, "-o", str(written), "-f", "null"),
        junit=tmp_path / "junit",
    )
    found = [json.loads(line) for line in written.read_text(encoding="utf-8").split("\n") if line]
    pickles = {one["pickle"]["id"]: one["pickle"] for one in found if "pickle" in one}
    cases = [one["testCase"] for one in found if "testCase" in one]
    assert [pickles[case["pickleId"]]["location"]["line"] for case in cases] == [3, 5]
    assert "message" not in next(one["testRunFinished"] for one in found if "testRunFinished" in one)
