"""`make merge-shards` leaves everything as it was if the shards do not make a whole."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import LONGEST

ROOT = Path(__file__).parents[2]
TIMES = Path("reports/times")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """What `make shard SHARD=1/2` leaves, and the times of an earlier run."""
    monkeypatch.chdir(tmp_path)
    for file, text in {
        "reports/shards/1-of-2/messages.ndjson": "{}",
        TIMES / "embedded.tsv": "earlier",
        TIMES / "embedded.1-of-2.tsv": "now",
    }.items():
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        Path(file).write_text(text)
    return tmp_path


def merge(living_docs: str) -> int:
    """Run the target with a command in the place of Python, and so of living-docs."""
    command = ["make", "-f", ROOT / "Makefile", "-o", ".venv/installed", "merge-shards", f"RUN={living_docs}"]
    return subprocess.run(command, capture_output=True, timeout=LONGEST).returncode


def files_of(folder):
    return {path: path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_shards_that_living_docs_refuses_stay_as_they_are(folder):
    before = files_of(folder)
    assert merge("false") != 0
    assert files_of(folder) == before


@pytest.mark.parametrize(("count", "is_whole"), [(2, False), (1, True)])
def test_one_shard_of_two_is_no_whole_run(count, is_whole, folder):
    """With living-docs itself, which shows a shard alone where nobody asks for a whole run."""
    shard = json.dumps({"shard": 1, "of": count, "deal": "3fa9c1"})
    told = {"mediaType": "application/json; profile=shard", "contentEncoding": "IDENTITY", "body": shard}
    moment = {"seconds": 0, "nanos": 0}
    messages = [
        {
            "meta": {
                "protocolVersion": "27.0.0",
                **{key: {"name": key} for key in ("implementation", "runtime", "os", "cpu")},
            }
        },
        {"testRunStarted": {"timestamp": moment, "id": "run"}},
        {"attachment": {**told, "testRunStartedId": "run"}},
        {"testRunFinished": {"timestamp": moment, "success": True, "testRunStartedId": "run"}},
    ]
    Path("reports/shards/1-of-2/messages.ndjson").write_text(
        "".join(f"{json.dumps(one)}\n" for one in messages)
    )
    before = files_of(folder)
    assert (merge(sys.executable) == 0) == is_whole
    assert (files_of(folder) == before) != is_whole


def test_shards_that_make_a_whole_are_kept_for_the_next_run(folder):
    assert merge("true") == 0
    assert [path.name for path in TIMES.iterdir()] == ["embedded.tsv"]
    assert (TIMES / "embedded.tsv").read_text() == "now"
    assert Path("reports/previous/1-of-2/messages.ndjson").exists()
    assert not Path("reports/shards").exists()
