"""What the messages of a run say is read as it was written."""

import json

import pytest
from streams import Outcome, Stream, attachment, broken

from living_docs.messages import NotMessagesError, read
from living_docs.model import Status
from living_docs.reading import run_of

TEXT = '''
@loans
Feature: Moves
  How an application moves.

    Indented prose.

  Background:
    Given Bella is a broker

  Scenario: forward
    When she moves it
      | from | to   |
      | a    | b\\|c |
    Then it says
      """
      Hello
        there
      """

  @strict
  Rule: Backwards is refused
    It always was.

    Background:
      Given it is funded

    Scenario: back
      When she moves it back

    Scenario Outline: back to <stage>
      When she moves it to "<stage>"

      Examples: early
        | stage   |
        | Inquiry |
        | Review  |

      @later
      Examples: late
        | stage  |
        | Closed |
'''
MOVES = {"features/01_loans/moves.feature": TEXT}


@pytest.fixture(scope="module")
def feature():
    return Stream(MOVES).run().features[0]


def test_a_feature_is_read_as_it_is_written(feature):
    assert (feature.name, feature.tags) == ("Moves", ["@loans"])
    assert feature.description == "How an application moves.\n\nIndented prose."
    assert [step.text for step in feature.background] == ["Bella is a broker"]
    assert [group.name for group in feature.groups] == ["", "Backwards is refused"]


def test_a_rule_has_its_own_background_and_tags(feature):
    rule = feature.groups[1]
    assert (rule.description, rule.tags) == ("It always was.", ["@strict"])
    assert [step.text for step in rule.background] == ["it is funded"]
    back = rule.scenarios[0].cases[0]
    assert [(step.text, step.in_background) for step in back.steps] == [
        ("Bella is a broker", True),
        ("it is funded", True),
        ("she moves it back", False),
    ]


def test_tables_and_doc_strings_are_kept(feature):
    written, ran = feature.scenarios[0].steps, feature.scenarios[0].cases[0].steps[1:]
    for steps in (written, ran):
        assert steps[0].table == [["from", "to"], ["a", "b|c"]]
        assert steps[1].doc_string == "Hello\n  there"
        assert [step.keyword for step in steps] == ["When", "Then"]


def test_an_outline_has_its_tables_each_with_its_rows(feature):
    outline = feature.groups[1].scenarios[1]
    assert [(table.name, [case.cells for case in table.cases]) for table in outline.examples] == [
        ("early", [["Inquiry"], ["Review"]]),
        ("late", [["Closed"]]),
    ]
    assert outline.examples[1].cases[0].steps[-1].text == 'she moves it to "Closed"'
    assert outline.name == "back to <stage>"


def test_chapters_are_folders_in_the_order_of_their_names():
    paths = [
        "features/10_late/b.feature",
        "features/02_early/z.feature",
        "features/02_early/a.feature",
        "odd.feature",
    ]
    run = Stream(dict.fromkeys(paths, "Feature: x\n Scenario: y\n  Given z")).run()
    chapters = [(chapter.number, chapter.name, len(chapter.features)) for chapter in run.chapters]
    assert chapters == [("2", "Early", 2), ("10", "Late", 1), ("", "Features", 1)]
    assert [feature.number for feature in run.features] == [0, 1, 2, 3]


def test_the_last_attempt_counts():
    case = Stream(MOVES, {"she moves it back": [broken(), broken(), Outcome()]}).case("back")
    assert (case.status, case.attempts) == (Status.PASSED, 3)


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        ("PASSED", "passed"),
        ("SKIPPED", "skipped"),
        ("UNDEFINED", "not-built"),
        ("PENDING", "not-built"),
        ("FAILED", "broken"),
        ("AMBIGUOUS", "broken"),
        ("UNKNOWN", "broken"),
    ],
)
def test_a_scenario_is_what_its_worst_step_is(outcome, status):
    case = Stream(MOVES, {"she moves it back": Outcome(outcome)}).case("back")
    assert case.status == status


def test_rows_are_in_the_order_of_the_file_whatever_the_order_of_the_run():
    lines = Stream(MOVES).lines()
    head = [line for line in lines if "testCase" not in line and "testStep" not in line]
    tail = [line for line in lines if line not in head]
    run = run_of(read([*head[:-1], *reversed(tail), head[-1]]))
    assert [case.cells for case in run.features[0].scenarios[2].cases] == [
        ["Inquiry"],
        ["Review"],
        ["Closed"],
    ]


def test_a_run_that_was_cut_off_is_told_as_far_as_it_came():
    stream = Stream(MOVES, {"she moves it back": Outcome("CUT OFF")}, cut_off=True)
    lines = stream.lines()
    run = run_of(read([*lines, lines[-1][:20]]))
    assert not run.finished
    case = next(case for case in run.cases if case.name == "back")
    assert case.status is Status.BROKEN
    assert case.ended_by.message == "The run ended before this step did."
    assert "The run was cut off" in stream.page()


def test_garbage_in_the_middle_is_named_by_its_line():
    lines = Stream(MOVES).lines()
    with pytest.raises(NotMessagesError, match="Line 3 is no message of Cucumber's: 'oops"):
        read([*lines[:2], "oops\n", *lines[2:]])


@pytest.mark.parametrize(
    "line", ["[1]", "3", '"x"', "null", '{"a": 1, "b": 2}', "{}", '{"attachment": null}', '{"pickle": {}}']
)
def test_json_that_is_no_message_is_garbage_too(line):
    lines = Stream(MOVES).lines()
    with pytest.raises(NotMessagesError, match="Line 2 is no message"):
        read([lines[0], line + "\n", *lines[1:]])


@pytest.mark.parametrize("text", ["", "\n\n", '{"meta": {}}\n', "Feature: no messages\n"])
def test_what_holds_no_run_is_refused(text):
    with pytest.raises(NotMessagesError, match=r"no testRunStarted"):
        read(text.splitlines(keepends=True))


def test_kinds_that_nobody_knows_are_passed_over():
    lines = Stream(MOVES).lines()
    assert run_of(read(['{"novelty": {"is": "new"}}\n', *lines])).finished


def test_messages_that_name_what_never_came_are_refused():
    lines = [line for line in Stream(MOVES).lines() if not line.startswith('{"pickle"')]
    with pytest.raises(NotMessagesError, match="name something that is not there"):
        run_of(read(lines))


def test_half_of_a_character_does_no_harm():
    stream = Stream(
        MOVES, {"she moves it": Outcome(attached=[attachment("half \ud83d of one", "text/plain")])}
    )
    assert "half" in json.dumps(stream.lines())
    assert stream.page().encode()


def test_an_unreadable_file_is_named():
    envelopes = Stream(MOVES).lines()
    error = {"parseError": {"source": {"uri": "features/bad.feature"}, "message": "(1:1): expected: #EOF"}}
    run = run_of(read([*envelopes, json.dumps(error) + "\n"]))
    assert run.unreadable == [("features/bad.feature", "(1:1): expected: #EOF")]
