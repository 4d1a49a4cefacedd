"""Tables and doc strings in the messages are those that the steps got."""

import json

import pytest
from behaving import MessagesRun, run_behave
from validity import check

STEPS = r"""
import json
from behave import step
from behave_messages import attach


@step("{words} gets this")
def _(context, words):
    rows = [context.table.headings, *(row.cells for row in context.table)] if context.table else None
    attach(context, "application/json", json.dumps({"words": words, "rows": rows, "text": context.text}))
"""


def run_with(folder, feature: str) -> MessagesRun:
    (folder / "steps").mkdir()
    (folder / "steps" / "steps.py").write_text(STEPS)
    (folder / "a.feature").write_bytes(feature.encode())
    run = run_behave(folder, "a.feature")
    check(run)
    return run


def got(run: MessagesRun) -> list[dict]:
    """What each step got, in order."""
    return [json.loads(one["body"]) for one in run.of("attachment")]


def shown(run: MessagesRun) -> list[dict]:
    """What the pickle of each step says that it got, in the order in which they ran."""
    steps = {step["id"]: step for pickle in run.of("pickle") for step in pickle["steps"]}
    found = [steps[one["pickleStepId"]] for case in run.of("testCase") for one in case["testSteps"]]
    return [
        {
            "words": step["text"].removesuffix(" gets this"),
            "rows": _rows(step.get("argument", {}).get("dataTable")),
            "text": step.get("argument", {}).get("docString", {}).get("content"),
        }
        for step in found
    ]


def _rows(table: dict | None) -> list[list[str]] | None:
    return table and [[cell["value"] for cell in row["cells"]] for row in table["rows"]]


ESCAPES = [
    (r"a \| b", "a | b"),
    (r"old\new", r"old\new"),
    (r"C:\\temp\\new", r"C:\\temp\\new"),
    (r"a\nb", r"a\nb"),
    (r"path\\", r"path\\"),
    (r"\t\"", r"\t\""),
    ("", ""),
]


@pytest.mark.parametrize(("written", "value"), ESCAPES)
def test_a_cell_says_what_the_step_got(tmp_path, written, value):
    table = f"      | word | next |\n      | {written} | x |\n"
    run = run_with(tmp_path, f"Feature: a\n  Scenario: b\n    When Ada gets this\n{table}")
    assert got(run)[0]["rows"] == [["word", "next"], [value, "x"]]
    assert shown(run) == got(run)


def test_headings_backgrounds_rules_and_outlines_do_too(tmp_path):
    run = run_with(
        tmp_path,
        r"""Feature: a
  Background:
    Given Ada gets this
      | a\\b | c\nd |
      | 1    | 2\\3 |

  Rule: r
    Background:
      Given Ben gets this
        | e\\f |
    Scenario Outline: <who>
      When <who> gets this
        | <who> | g\\h |
        | <how> | \|   |
      And Cat gets this
        '''
        """.replace("'''", '"""')
        + r"""
        <how> \"\"\" \n
        """
        + '"""\n'
        + r"""
      Examples:
        | who  | how  |
        | x\\y | z\nz |
        | d\|e | u    |
""",
    )
    assert len(got(run)) == 8
    assert got(run)[2]["words"] == r"x\\y"
    assert got(run)[2]["rows"] == [[r"x\\y", r"g\\h"], [r"z\nz", "|"]]
    assert shown(run) == got(run)
    rows = [
        row
        for rule in run.of("gherkinDocument")[0]["feature"]["children"]
        if "rule" in rule
        for child in rule["rule"]["children"]
        if "scenario" in child
        for row in child["scenario"]["examples"][0]["tableBody"]
    ]
    assert [[cell["value"] for cell in row["cells"]] for row in rows] == [[r"x\\y", r"z\nz"], ["d|e", "u"]]


@pytest.mark.parametrize(
    "text",
    [
        r"a \"\"\" b",
        r"\\ and \n",
        "# no comment\n@no-tag\n\nScenario: none\n| no | table |",
        "spaces   \n  in",
        "",
    ],
)
def test_a_doc_string_says_what_the_step_got(tmp_path, text):
    lines = "".join(f"      {line}\n" for line in ('"""csv', *text.split("\n"), '"""'))
    run = run_with(tmp_path, f"Feature: a\n  Scenario: b\n    When Ada gets this\n{lines}")
    assert got(run)[0]["text"] is not None
    assert shown(run) == got(run)


# Where behave ends a line, and editors and the standard's parser do not.
SEPARATORS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_scenarios_behind_a_separator_are_found(tmp_path, separator, end):
    lines = [
        "Feature: a",
        f"  With{separator}a separator{separator}or two.",
        f"  Scenario: one{separator}in a title",
        "    When Ada gets this",
        r"      | a\\b |",
        "  Scenario: two",
        "    When Ben gets this",
        '      """',
        r"      \"\"\"",
        '      """',
        "  Scenario Outline: three",
        "    When <who> gets this",
        "    Examples:",
        "      | who |",
        "      | Cat |",
    ]
    run = run_with(tmp_path, end.join(lines) + end)
    assert [one["words"] for one in got(run)] == ["Ada", "Ben", "Cat"]
    assert shown(run) == got(run)
    assert "message" not in run.of("testRunFinished")[0]
    places = [pickle["location"]["line"] for pickle in run.of("pickle")]
    assert places == [3, 6, 15]
