"""Step definitions of every kind on one runner: phrases, parse, cfparse, re and behave's Cucumber expressions."""

from typing import Any

import pytest

pytest.importorskip("behave_django")

from behave.cucumber_expression import StepMatcher4CucumberExpressions
from behave.matchers import register_step_matcher_class, use_step_matcher
from behave.step_registry import AmbiguousStep, StepRegistry
from test_behave import run_behave

from timeskip.gherkin.definitions import compare_few
from timeskip.gherkin.literals import Literals
from timeskip.gherkin.phrase import Phrase

BROKEN = "The phrase “a {undefined} phrase” (mixed/steps/steps.py:31) is broken."

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def run() -> dict[str, str]:
    """What is printed of each scenario."""
    output = run_behave("time-machine", "--format", "plain", "mixed").stdout
    (_, *parts) = output.split("  Scenario: ")
    return {name: said for name, _, said in (part.partition("\n") for part in parts)}


def test_each_kind_reads_its_own(run: dict[str, str]) -> None:
    printed = run["Each kind reads its own"]
    assert printed.count(" ... passed in ") == 8, printed


@pytest.mark.parametrize(
    ("scenario", "answers"),
    [
        ("A wrong word beside other kinds", ["7 March 2025 is a Friday, not a Saturday."]),
        (
            "Two kinds read it",
            [
                "2 step definitions read this: “Ann writes a {word}” (mixed/steps/steps.py:36); "
                "“Ann writes {what}” (mixed/steps/steps.py:50)."
            ],
        ),
        ("Two of behave's own read it", ["2 step definitions read this: ", r"“^re reads \d words$”"]),
        ("A broken phrase is used", [BROKEN, "Undefined parameter type 'undefined'"]),
        (
            "A phrase is unknown",
            [
                "No phrase reads “When parse reads a book”.\nDid you mean:  When parse reads {count:Number} words\n",
                BROKEN,
            ],
        ),
    ],
)
def test_a_step_that_is_not_read_fails_and_says_why(run: dict[str, str], scenario: str, answers: list[str]) -> None:
    printed = run[scenario]
    assert " ... passed in " not in printed
    for answer in answers:
        assert answer in printed


def test_the_dictionary_names_broken_phrases() -> None:
    run = run_behave("time-machine", "mixed", command="phrases")
    assert (run.returncode, run.stdout) == (1, "")
    assert BROKEN in run.stderr


def test_a_phrase_is_compiled_at_its_first_use() -> None:
    phrase = Phrase(test_a_phrase_is_compiled_at_its_first_use, "{int} letter(s) arrive", "given")
    assert not phrase.reads("2 parcels arrive")
    assert "cucumber_expression" not in vars(phrase)
    assert phrase.reads("1 letter arrive")
    assert "cucumber_expression" in vars(phrase)


EXPRESSIONS = {
    "nobody looks": ["nobody looks", "nobody looks twice"],
    "{word}": ["anything", "two words"],
    "{word} waits": ["Ben waits", "Ben waits long", "waits"],
    "after {int} day(s), {word} waits": ["after 1 day, Ben waits", "after 2 days, Ben waits", "after a day, Ben waits"],
    "the {word}(s) is/are there": ["the cats are there", "the cat is there", "the cats were there"],
    "is/are {int}": ["is 1", "are 2", "1"],
    "{word} has/have(n't) waited": ["Ben has waited", "Ben haven't waited", "Ben had waited"],
    "a( long and short) way": ["a way", "a long and short way", "a long way"],
    r"a {word}\/{word} choice": ["a b/c choice", "a b choice"],
    "a/b(s)/c {word}c/d": ["bs ac", "b ad", "c c", "d c"],
    r"a \{literal} word": ["a {literal} word", "a literal word"],
    r"\(not left out) {word}": ["(not left out) here", " here"],
    r"this\/that": ["this/that", "this"],
    "{string}, {string}": ['"a", "b"', '"a" "b"'],
    "": ["", "something"],
}


@pytest.mark.parametrize(("expression", "texts"), EXPRESSIONS.items())
def test_literal_parts_leave_out_no_step_that_the_expression_reads(expression: str, texts: list[str]) -> None:
    def step(context: Any) -> None:
        """Nothing."""

    compiled = StepMatcher4CucumberExpressions(step, expression)
    phrase = Phrase(step, expression)
    for text in texts:
        is_read = compiled.match(text) is not None
        assert phrase.reads(text) == is_read
        assert Literals(expression).may_be_in(text) or not is_read
    assert compiled.match(texts[0])


@pytest.mark.parametrize(
    ("expression", "text"),
    [("nobody looks", "somebody looks"), ("{word} waits", "Ben works"), ("is/are {int} days", "is 1 hour")],
)
def test_literal_parts_leave_out_others(expression: str, text: str) -> None:
    assert not Literals(expression).may_be_in(text)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ann writes {word}", "Ann writes {word}"),
        ("Ann writes {word}", "Ann writes little"),
        ("Ann writes little", "Ann writes little"),
    ],
)
def test_two_phrases_that_clash_are_refused_when_they_load(first: str, second: str) -> None:
    registry = registry_of_phrases()
    registry.add_step_definition("given", first, lambda context: None)
    with pytest.raises(AmbiguousStep, match="has already been defined"):
        registry.add_step_definition("given", second, lambda context: 1)
    assert [one.pattern for one in registry.steps["given"]] == [first]


def test_a_phrase_is_compared_with_few_others(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    monkeypatch.setattr(Phrase, "matches", lambda phrase, words: compared.append(phrase.pattern))
    registry = registry_of_phrases()
    words = ["Ann writes {word}", "Ben reads {word}", "Ann sleeps"]
    for each in words:
        registry.add_step_definition("given", each, lambda context: None)
    assert compared == words[:2]
    assert [one.pattern for one in registry.steps["given"]] == words


def registry_of_phrases() -> StepRegistry:
    register_step_matcher_class(Phrase.NAME, Phrase, override=True)
    use_step_matcher(Phrase.NAME)
    registry = StepRegistry()
    compare_few(registry)
    return registry
