"""The dictionary: each phrase explains itself, and its example is an example of it."""

import ast
import inspect
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from behave.model import Step
from behave.step_registry import StepRegistry

from applications.models.bank_file import LineState
from features.drivers import bank_file_format, page_words
from features.words import WORDS
from tests.patience import LONGEST
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


def test_each_phrase_that_a_failure_names_exists(registry):
    named = {phrase for file in (ROOT / "features").rglob("*.py") for phrase in _phrases_named_in(file)}
    assert {"Given Bella is online", "Given Bella has taken an API token"} <= named
    steps = [phrase.split(" ", 1) for phrase in sorted(named)]
    assert [
        step
        for keyword, step in steps
        if not any(matcher.matches(step) for matcher in registry.steps[keyword.lower()])
    ] == []


def _phrases_named_in(file: Path) -> Iterator[str]:
    """Yield the phrases in “quotes” in a file's texts, and those handed to `own`; people are Bella."""
    nodes = list(ast.walk(ast.parse(file.read_text())))
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if id(node) in docstrings:
            continue
        if isinstance(node, ast.keyword) and node.arg == "say":
            yield _text_of(node.value)
        elif isinstance(node, ast.Constant | ast.JoinedStr):
            yield from re.findall(r"“((?:Given|When|Then) \w+ [^”]+)”", _text_of(node))


def _text_of(node: ast.expr) -> str:
    match node:
        case ast.JoinedStr():
            return "".join(_text_of(part) or "Bella" for part in node.values)
        case ast.Constant(value=str(text)):
            return text
    return ""


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
        ("Then", "Bella is told “It is at “Valuation”.”", "Put the whole quotation into straight quotes"),
        ("Then", 'the e-mail "News" to Omar is "still" kept', None),
        ("Then", 'Omar receives an e-mail "News" and an e-mail "Other news"', None),
        ("Then", 'Omar receives an e-mail "News of "HL-OMAR""', "Inside a quotation write “ and ”."),
        ("Then", 'Ada\'s inbox holds "News" or "Other news" and "More"', None),
    ],
)
def test_an_unknown_phrase_is_told_what_is_wrong_with_it(registry, keyword, text, reason):
    answer = phrases.answer_to(Step("a.feature", 1, keyword, keyword.lower(), text), registry)
    known, *_ = answer.partition("Did you mean:")
    assert (reason in known) if reason else "\n" not in known.strip(), answer


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


# What people do with loans and letters; sockets, log-ins, files and commands are told as they happen.
BUSINESS = {
    *("applications", "documents", "hardship_pauses", "notes", "parties", "payments", "people"),
    *("preferences", "suspense"),
}


def test_what_somebody_does_can_also_be_given(registry):
    def families(keyword):
        return {
            matcher.func: matcher.pattern
            for matcher in registry.steps[keyword]
            if Path(matcher.location.filename).stem in BUSINESS
        }

    acts, given = families("when"), families("given")
    assert len(acts) > 20
    assert [pattern for func, pattern in acts.items() if func not in given] == []


def test_each_word_reads_its_own_example():
    for word in (*WORDS, *bank_file_format.WORDS, *page_words.WORDS):
        assert re.fullmatch(word.pattern, word.example), word.name
        assert word.transform(word.example), word.name


def test_the_nearest_phrase_comes_first(registry):
    assert (
        phrases.nearest("Omar gets no e-mail", registry)[0].phrase == "{person} receives no (further )e-mail"
    )


def test_the_columns_of_a_table_are_those_that_the_step_reads(registry):
    told = {matcher.func: tables_of(matcher.func) for steps in registry.steps.values() for matcher in steps}
    with_table = {func: columns for func, columns in told.items() if columns is not None}
    assert len(with_table) > 20
    for func, columns in with_table.items():
        said = re.search(r"Columns: ([^.]*)\.", " ".join(func.__doc__.split()))
        assert said, f"{func.__name__} says nothing of its columns."
        if columns:
            assert tuple(said[1].split(", ")) == columns, func.__name__


def tables_of(func) -> tuple[str, ...] | None:
    """The columns that a step reads: None without a table, empty where the step takes any."""
    source = inspect.getsource(func)
    if "context.table" not in source:
        return None
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and "context.table" in [ast.unparse(one) for one in call.args]:
            match ast.unparse(call.func):
                case "file_in":
                    return bank_file_format.COLUMNS
                case "column":
                    return (ast.literal_eval(call.args[1]),)
                case "cells":
                    return tuple(evaluated(call.args[1], func, source))
                case "rows":
                    known = [*call.args[1:], *(keyword.value for keyword in call.keywords)][0]
                    return evaluated(known, func, source)
    return ()


def evaluated(known: ast.expr, func, source: str) -> tuple[str, ...]:
    """The value of an expression: a tuple or a name; empty where only a driver knows it."""
    own = re.search(rf"^ +{ast.unparse(known)} = ([({{].*?[)}}])$", source, re.MULTILINE)
    if isinstance(known, ast.Name) and not own and known.id not in func.__globals__:
        return ()
    return eval(own[1] if own else ast.unparse(known), func.__globals__)  # noqa: S307 our own steps


def test_the_states_of_a_line_of_a_bank_file_are_listed(dictionary):
    (entry,) = [entry for entry in dictionary if entry.phrase == "the lines of {string} are"]
    assert [state for state in LineState.values if state not in entry.meaning] == []


def test_an_empty_registry_has_nothing_near():
    assert phrases.nearest("anything", StepRegistry()) == []


def test_the_command_prints_words_and_phrases():
    done = subprocess.run(
        [sys.executable, "manage.py", "phrases"],
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    assert "{money}        $1,250.00" in done.stdout
    assert "Example: When Monday 17 March 2025 09:00 comes" in done.stdout


def test_each_comparison_says_what_it_compares():
    without = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in sorted((ROOT / "features").rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") == "assert_that"
        # assert_that(value, matcher, words), or assert_that(truth, words).
        and not (len(call.args) == 3 or isinstance(call.args[-1], ast.Constant | ast.JoinedStr))
    ]
    assert without == []
