"""The dictionary: every phrase with its meaning and an example, and the answer to an unknown phrase."""

import inspect
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from behave.model import Scenario, Step
from behave.runner_util import PathManager, exec_file, load_step_modules
from behave.step_registry import StepRegistry, registry

from timeskip.gherkin.words import Note, Word

NEAREST = 3
# From 0 to 1: a phrase that is less like the unknown one would only mislead.
NEAR = 0.62

# Cucumber's own words.
BUILT_IN = {"string": '"any words", in quotes', "int": "a whole number, such as 3", "word": "one word"}

# What word processors and haste do to a phrase: pattern, replacement, advice.
ADVICE = (
    ("’", "'", "Write the apostrophe straight: ' and not ’."),
    ("[“”]", '"', 'Put quotations into straight quotes: " and not “ or ”.'),
    ("“(.*)”", r'"\1"', 'Put the whole quotation into straight quotes: " and not “ or ”.'),
    (r"^([a-z])", lambda match: match[1].upper(), "A name begins with a capital letter."),
    # A quotation, behind any others, in which a quote opens another one: behind a space, before a word.
    (r'^((?:[^"]*"[^"]*")*?[^"]*)"[^"]*[\s(]"(?=\w).*"', r'\1"_"', "Inside a quotation write “ and ”."),
    (r'(?<=[a-z]) "', ': "', "There is a colon before the quotation."),
)


@dataclass
class Vocabulary:
    """The words, the notes and the advice that the project has given to `use_phrases`."""

    words: list[Word] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    advice: list[Any] = field(default_factory=lambda: list(ADVICE))


vocabulary = Vocabulary()


@dataclass(frozen=True)
class Entry:
    """One phrase: its keyword and words, its meaning, an example, the file that defines it."""

    keyword: str
    phrase: str
    meaning: str
    example: str
    family: str
    place: str  # file and line

    def __str__(self) -> str:
        said = [f"    {self.meaning}"] * bool(self.meaning) + [f"    Example: {self.example}"] * bool(self.example)
        return "\n".join([f"{self.keyword} {self.phrase}", *said])


def entries(registry: StepRegistry) -> Iterator[Entry]:
    """Yield every phrase of the registry, by keyword.

    A phrase's meaning and examples are its step definition's docstring: “Somebody logs in. Example: When Ada logs in”.
    """
    for keyword, matchers in registry.steps.items():
        for matcher in matchers:
            meaning, *examples = (inspect.getdoc(matcher.func) or "").split("Example:")
            own = [example for example in examples if example.split()[:1] == [keyword.title()]]
            yield Entry(
                keyword=keyword.title(),
                phrase=matcher.pattern,
                meaning=" ".join(meaning.split()),
                example=" ".join(" ".join(own).split()),
                family=Path(matcher.location.filename).stem.removesuffix("_steps"),
                place=f"{os.path.relpath(matcher.location.filename)}:{matcher.location.line}",
            )


def load(folder: Path) -> StepRegistry:
    """Return the registry with every step definition of a folder of features; Django has to be set up.

    Once in a process: behave refuses a step definition the second time.
    """
    # As in a run, step definitions may import modules of the folder.
    with PathManager([str(folder.resolve())]):
        exec_file(str(folder / "environment.py"), {})
        load_step_modules([str(folder / "steps")])
    return registry


def as_data(registry: StepRegistry) -> dict[str, list[dict[str, Any]]]:
    """Return the phrases, the words and the notes as plain data, for pages that show them."""
    words = [
        {"name": word.name, "example": word.example, "meaning": word.meaning, "values": list(word.values)}
        for word in vocabulary.words
    ]
    return {
        "phrases": [vars(entry) for entry in entries(registry)],
        "words": words,
        "notes": [vars(note) for note in vocabulary.notes],
    }


def answer_to(step: Step, registry: StepRegistry) -> str:
    """Return what is said of an unknown phrase: what is wrong with it, and the nearest known ones."""
    lines = [f"No phrase reads “{step.keyword} {step.name}”.", *_reasons(step, registry)]
    for entry in nearest(step.name, registry):
        lines.append(f"Did you mean:  {entry.keyword} {entry.phrase}")
        if entry.example:
            lines.append(f"   for example: {entry.example}")
    return "\n".join(lines)


def answers_behind(scenario: Scenario) -> list[str]:
    """Return what is said of the unknown phrases behind the step that has ended a scenario, with their lines."""
    ended = next((step for step in scenario.all_steps if step.status.has_failed()), None)
    return [
        f"Line {step.line}: {step.error_message}"
        for step in scenario.all_steps
        if step is not ended and step.status.is_undefined() and step.error_message
    ]


def nearest(text: str, registry: StepRegistry) -> list[Entry]:
    """Return the known phrases that are most like an unknown one, nearest first; none if none is near."""
    likeness = [
        (SequenceMatcher(None, _plain(text), _plain(entry.phrase)).ratio(), entry) for entry in entries(registry)
    ]
    near = sorted((one for one in likeness if one[0] >= NEAR), key=lambda one: one[0], reverse=True)
    return [entry for _, entry in near[:NEAREST]]


def _reasons(step: Step, registry: StepRegistry) -> Iterator[str]:
    for keyword, matchers in registry.steps.items():
        if any(matcher.match(step.name) for matcher in matchers):
            yield f"It is known as a {keyword.title()}, not as a {step.step_type.title()}."
    own = registry.steps[step.step_type]
    for wrong, right, advice in vocabulary.advice:
        mended = re.sub(wrong, right, step.name)
        if mended != step.name and any(matcher.match(mended) for matcher in own):
            yield advice


def _plain(text: str) -> str:
    """A phrase without what differs from use to use: options, names, amounts, quotations, parameters."""
    plain = re.sub(r'\{\w*\}|"[^"]*"|\$?\d\S*|\b[A-Z]\w*', "_", re.sub(r"\([^)]*\)", "", text))
    # A date is several words, and one parameter.
    return re.sub(r"_(?: _)+", "_", plain)
