"""Runs of other tools than ours: Cucumber's own samples of messages."""

import json

import pytest
from cucumber_compatibility_kit.compatibility_kit import CompatibilityKit

from living_docs.__main__ import load
from living_docs.page import page
from living_docs.summary import summary

SAMPLES = CompatibilityKit().cck_features_folder_location
LETTERS = {"p": "passed", "b": "broken", "n": "not-built", "s": "skipped"}
# What becomes of each scenario, in the order of the features.
STATUSES = {
    "all-statuses": "pbnsnb",
    "ambiguous": "b",
    "attachments": "pppppppb",
    "backgrounds": "pp",
    "cdata": "p",
    "data-tables": "p",
    "data-tables-doc-strings": "pp",
    "data-tables-with-expression": "p",
    "doc-strings": "ppp",
    "doc-strings-with-expression": "p",
    "empty": "s",
    "examples-tables": "ppbbppp",
    "examples-tables-attachment": "pp",
    "examples-tables-undefined": "nnn",
    "examples-tables-undefined-multiple": "nnnn",
    "failedish-combinations": "bbbbnnbbs",
    "global-hooks": "pb",
    "global-hooks-afterall-error": "p",
    "global-hooks-attachments": "p",
    "global-hooks-beforeall-error": "",
    "hooks": "pb",
    "hooks-attachment": "p",
    "hooks-conditional": "bbp",
    "hooks-named": "p",
    "hooks-skipped": "sss",
    "hooks-undefined": "n",
    "markdown": "bp",
    "minimal": "p",
    "multiple-features": "ppppppppp",
    "multiple-features-reversed": "ppppppppp",
    "parameter-types": "p",
    "pending": "nnn",
    "pending-exception": "n",
    "regular-expression": "p",
    "retry": "pppb",
    "retry-ambiguous": "b",
    "retry-pending": "n",
    "retry-undefined": "n",
    "rules": "ppp",
    "rules-backgrounds": "pp",
    "skipped": "ss",
    "skipped-exception": "s",
    "skipped-failing-hook": "b",
    "stack-traces": "b",
    "test-run-exception": "",
    "undefined": "nnnn",
    "undefined-multiple": "nnnnnnn",
    "unknown-parameter-type": "n",
    "unused-steps": "p",
}


def test_every_sample_is_looked_at():
    assert sorted(file.stem for file in SAMPLES.glob("*/*.ndjson")) == sorted(STATUSES)


@pytest.mark.parametrize("name", STATUSES)
def test_sample(name):
    run = load(SAMPLES / name / f"{name}.ndjson")
    assert [str(case.status) for case in run.cases] == [LETTERS[letter] for letter in STATUSES[name]]
    html = page(run, title="A sample")
    assert all(f'id="{case.id}"' in html for case in run.cases)
    assert summary(run, title="A sample", page="acceptance.html")


@pytest.mark.parametrize(
    "name", ["test-run-exception", "global-hooks-beforeall-error", "global-hooks-afterall-error"]
)
def test_a_run_in_trouble_says_so(name):
    run = load(SAMPLES / name / f"{name}.ndjson")
    assert '<h1 class="verdict broken">' in page(run, title="A sample")
    assert "The run itself failed." in summary(run, title="A sample", page="acceptance.html")


def test_attempts_are_counted():
    run = load(SAMPLES / "retry" / "retry.ndjson")
    assert [case.attempts for case in run.cases] == [1, 2, 3, 3]


def test_older_messages_without_places_of_pickles_are_read(tmp_path):
    envelopes = [json.loads(line) for line in (SAMPLES / "minimal" / "minimal.ndjson").open(encoding="utf-8")]
    for envelope in envelopes:
        envelope.get("pickle", {}).pop("location", None)
    lines = [json.dumps(envelope) for envelope in envelopes]
    (tmp_path / "older.ndjson").write_text("\n".join(lines), encoding="utf-8")
    run = load(tmp_path / "older.ndjson")
    assert run.cases[0].line == run.features[0].scenarios[0].line
