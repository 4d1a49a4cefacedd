"""The dictionary: each phrase explains itself, and its example is an example of it."""

import ast
import inspect
import re
import subprocess
import sys
import textwrap

import pytest
from behave.model import Step
from behave.step_registry import StepRegistry

from features.words import WORDS
from tests.suite.behave_run import ROOT
from timeskip.gherkin import dictionary as phrases


@pytest.fixture(scope="module")
def dictionary(registry) -> list[phrases.Entry]:
    return list(phrases.entries(registry))


def test_each_phrase_has_a_meaning_and_an_example(dictionary):
    assert len(dictionary) > 80
    assert [entry.phrase for entry in dictionary if not entry.meaning or not entry.example] == []


def test_each_example_is_an_example_of_its_phrase(registry, dictionary):
    matchers = {
        (keyword.title(), matcher.pattern): matcher
        for keyword, steps in registry.steps.items()
        for matcher in steps
    }
    strangers = []
    for entry in dictionary:
        step = re.sub(r" \(and .*\)$", "", entry.example.partition(" ")[2])
        if not matchers[entry.keyword, entry.phrase].matches(step):
            strangers.append(entry)
    assert strangers == []


@pytest.mark.parametrize(
    ("keyword", "text", "reason"),
    [
        ("Given", 'Bella moves Omar\'s application to "Valuation"', "It is known as a When, not as a Given."),
        ("When", 'Bella moves Omar’s application to "Valuation"', "Write the apostrophe straight"),
        ("When", "Bella moves Omar's application to “Valuation”", "Put quotations into straight quotes"),
        ("When", 'bella moves Omar\'s application to "Valuation"', "A name begins with a capital letter."),
        ("When", "Bella moves Omar's application to Valuation", "A stage stands in quotes"),
        ("Then", 'Bella is told "It is at "Valuation"."', "Inside a quotation write “ and ”."),
        ("Then", 'it is refused "No."', "There is a colon before the quotation."),
    ],
)
def test_an_unknown_phrase_is_told_what_is_wrong_with_it(registry, keyword, text, reason):
    step = Step("a.feature", 1, keyword, keyword.lower(), text)
    assert reason in phrases.answer_to(step, registry)


def test_each_phrase_uses_every_word_that_it_reads(registry):
    # A step that ignores a word is true of anybody.
    ignored = []
    for matchers in registry.steps.values():
        for matcher in matchers:
            function = ast.parse(textwrap.dedent(inspect.getsource(matcher.func))).body[0]
            used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
            ignored += [(matcher.pattern, one.arg) for one in function.args.args[1:] if one.arg not in used]
    assert ignored == []


def test_no_phrase_stands_for_two(dictionary):
    assert len({(entry.keyword, entry.phrase) for entry in dictionary}) == len(dictionary)


def test_each_word_reads_its_own_example():
    for word in WORDS:
        assert re.fullmatch(word.pattern, word.example), word.name
        assert word.transform(word.example), word.name


def test_the_nearest_phrase_comes_first(registry):
    assert (
        phrases.nearest("Omar gets no e-mail", registry)[0].phrase == "{person} receives no (further )e-mail"
    )


def test_an_empty_registry_has_nothing_near():
    assert phrases.nearest("anything", StepRegistry()) == []


def test_the_command_prints_words_and_phrases():
    done = subprocess.run(
        [sys.executable, "manage.py", "phrases"],
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "{money}        $1,250.00" in done.stdout
    assert "Example: When Monday 17 March 2025 09:00 comes" in done.stdout
