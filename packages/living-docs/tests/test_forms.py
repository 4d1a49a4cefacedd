"""Messages of another form than the standard's: a sentence that names the place, never a traceback."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from streams import Definition, Outcome, Stream, attachment, broken

from living_docs.forms import FORMS, what_is_wrong
from living_docs.messages import NotMessagesError, read
from living_docs.page import page
from living_docs.reading import run_of
from living_docs.summary import summary

FEATURES = {
    "features/1_a/moves.feature": (
        "@tag\nFeature: Moves\n Why.\n Background:\n  Given a\n Rule: one\n  Scenario: back\n   When b\n"
        "    | n |\n    | 1 |\n   Then c\n"
        '    """\n    text\n    """\n'
        "  Scenario Outline: many\n   When <n>\n   Examples:\n    | n |\n    | 1 |\n"
    )
}
LINES = Stream(
    FEATURES,
    {"b": broken(), "1": Outcome("UNDEFINED")},
    hooks={"back": Outcome()},
    run_hooks=[broken()],
    definitions=[Definition("a")],
    uses={"a": [0]},
    attached=[attachment("{}", "text/x")],
).lines()
PLAIN = run_of(read(LINES))
MISSING = object()


def spoilt(value: Any) -> Iterator[Any]:
    """Yield a value with one of its parts missing or of another form, for each part."""
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        part = value[key]
        for odd in (5, "x", [], {}, MISSING):
            copy = json.loads(json.dumps(value))
            copy[key] = odd
            if odd is MISSING:
                del copy[key]
            yield copy
        if isinstance(part, dict | list):
            for inner in spoilt(part):
                copy = json.loads(json.dumps(value))
                copy[key] = inner
                yield copy


@pytest.mark.parametrize("number", range(len(LINES)))
def test_no_part_of_another_form_ends_in_a_traceback(number):
    for one in spoilt(json.loads(LINES[number])):
        lines = [*LINES[:number], json.dumps(one) + "\n", *LINES[number + 1 :]]
        try:
            run = run_of(read(lines))
        except NotMessagesError:
            continue
        if run == PLAIN:  # nobody looks at this part
            continue
        page(run, title="Loans")
        summary(run, title="Loans", page="page.html")


def test_these_are_messages_of_every_kind_that_is_read():
    """Otherwise the test above would leave some out."""
    kinds = {next(iter(json.loads(line))) for line in LINES}
    assert FORMS.keys() - kinds <= {
        "parseError",
        "hook",
        "externalAttachment",
        "testRunHookStarted",
        "testRunHookFinished",
    }


@pytest.mark.parametrize(
    ("kind", "message", "said"),
    [
        ("pickle", 5, "pickle is not an object"),
        ("testRunStarted", {}, "testRunStarted.timestamp is missing"),
        (
            "testRunStarted",
            {"timestamp": {"seconds": True, "nanos": 0}},
            "testRunStarted.timestamp.seconds is not a number",
        ),
        (
            "testRunFinished",
            {"timestamp": {"seconds": 1, "nanos": 0}, "success": 1},
            "testRunFinished.success is not true or false",
        ),
        ("hook", {"id": "1", "name": ["x"]}, "hook.name is not text"),
        (
            "testCase",
            {"id": "1", "pickleId": "2", "testSteps": [{"id": "3"}, {"id": 4}]},
            "testCase.testSteps[1].id is not text",
        ),
        (
            "pickle",
            {"id": "1", "uri": "a", "name": "b", "astNodeIds": [], "steps": []},
            "pickle.astNodeIds is empty",
        ),
        ("hook", {"id": "1", "name": None, "tagExpression": 5}, ""),
        ("novelty", 5, ""),
    ],
)
def test_it_is_said_what_is_wrong_and_where(kind, message, said):
    assert what_is_wrong(kind, message) == said


def test_the_line_is_named():
    odd = json.dumps({"hook": {"id": 5}})
    with pytest.raises(
        NotMessagesError, match=re.escape("Line 1 is no message of Cucumber's: hook.id is not text.")
    ):
        read([odd, *LINES])
