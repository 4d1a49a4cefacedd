"""What holds of every run of behave's, whatever goes wrong in it."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from counts import told_by_behave, told_by_messages
from validity import check
from ways import WAYS

SCHEMA = Path(__file__).parent / "schema" / "messages.schema.json"


@pytest.mark.parametrize("way", WAYS)
def test_messages_are_whole(way, story):
    check(story(way))


@pytest.mark.parametrize("way", [name for name, way in WAYS.items() if way.counts in ("all", "ran")])
def test_counts_are_those_of_behave(way, story):
    told, behave = told_by_messages(story(way)), told_by_behave(story(way))
    if WAYS[way].counts == "ran":
        for counts in (told, behave):
            del counts.scenarios["not run"], counts.steps["not run"]
    assert told == behave


def test_messages_keep_to_the_schema(story):
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text()))
    # Those that differ in nothing but numbers are checked once.
    different = {
        re.sub(r"\d+", "0", json.dumps(envelope)): envelope
        for way in WAYS
        for envelope in story(way).envelopes
    }
    wrong = [
        (error.message, envelope)
        for envelope in different.values()
        for error in validator.iter_errors(envelope)
    ]
    assert not wrong, wrong[0]
