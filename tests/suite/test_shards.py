"""A run in shards, written by behave-messages and read by living-docs."""

import os

import pytest
from ways import Way, run_story

from living_docs.__main__ import load
from living_docs.messages import NotMessagesError

FEATURES = ("office", "troubles", "evidence")


def shards(folder, environment: dict[str, str]) -> list:
    """The messages of each feature of behave-messages' story, run by itself."""
    for name in FEATURES:
        arguments = f"-D messages_attachments=files {name}.feature"
        run_story(Way(arguments, environment=environment), folder / name)
    return [folder / name / "messages.ndjson" for name in FEATURES]


def test_shards_with_one_run_id_are_one_run(tmp_path):
    files = shards(tmp_path, {"BEHAVE_RUN_ID": "7"})
    run = load(*files)
    assert [feature.name for feature in run.features] == ["Evidence", "The office", "Troubles"]
    alone = [case.status for file in sorted(files) for case in load(file).cases]
    assert [case.status for case in run.cases] == alone
    assert not run.success
    # Each shard's files are beside its own messages.
    evidence = next(feature for feature in run.features if feature.name == "Evidence")
    files = [entry.file for step in evidence.cases[0].steps for entry in step.entries if entry.file]
    assert [file.why_not for file in files] == [""] * len(files)
    assert b"a" * 3000 in [file.data for file in files]


def test_runs_without_a_run_id_are_refused(tmp_path, monkeypatch):
    # On a build server they would have its commit in common.
    for name in [name for name in os.environ if name.startswith(("CI", "GITHUB_", "GITLAB_"))]:
        monkeypatch.delenv(name)
    with pytest.raises(NotMessagesError, match="are not known to be one run"):
        load(*shards(tmp_path, {"BEHAVE_RUN_ID": ""}))
