"""The dictionary: every phrase with its meaning and an example. `make phrases` prints it."""

import inspect
import json
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path

from behave.model import Step
from behave.runner import Context
from behave.step_registry import StepRegistry

from behave_messages import attach, wanted
from features.support.language import WORDS, define_words

NEAREST = 3
# What the dictionary is attached as; packages/living-docs/README.md says what is in it.
DICTIONARY = "application/json; profile=dictionary"
KEYWORDS = ("Given", "When", "Then", "Step")

# Cucumber's own words.
BUILT_IN = {"string": '"any words", in quotes', "int": "a whole number, such as 3", "word": "one word"}

# What word processors and haste do to a phrase: pattern, replacement, advice.
MENDS = (
    ("’", "'", "Write the apostrophe straight: ' and not ’."),
    ("[“”]", '"', 'Put quotations into straight quotes: " and not “ or ”.'),
    (r"^([a-z])", lambda match: match[1].upper(), "A name begins with a capital letter."),
    (r'"(?=[^"]*"[^"]*")(.*)"', r'"_"', "Inside a quotation write “ and ”."),
    (r'(?<=[a-z]) "', ': "', "There is a colon before the quotation."),
    (r"\bto ([A-Z][\w -]*)$", r'to "\1"', 'A stage stands in quotes: "Valuation".'),
)


@dataclass(frozen=True)
class Entry:
    """One phrase: its keyword and words, what it does, an example, the file that defines it."""

    keyword: str
    phrase: str
    meaning: str
    example: str
    family: str
    place: str  # file and line

    def __str__(self) -> str:
        return f"{self.keyword} {self.phrase}\n    {self.meaning}\n    Example: {self.example}"


def entries(registry: StepRegistry) -> Iterator[Entry]:
    """Every phrase of the registry, by keyword."""
    for keyword, matchers in registry.steps.items():
        for matcher in matchers:
            meaning, *examples = (inspect.getdoc(matcher.func) or "").split("Example:")
            own = [example for example in examples if example.split()[0] == keyword.title()]
            yield Entry(
                keyword=keyword.title(),
                phrase=matcher.pattern,
                meaning=" ".join(meaning.split()),
                example=" ".join(" ".join(own).split()),
                family=Path(matcher.location.filename).stem.removesuffix("_steps"),
                place=f"{os.path.relpath(matcher.location.filename)}:{matcher.location.line}",
            )


def hand_over(context: Context) -> None:
    """Attach the dictionary to the run, for whoever makes a page of it."""
    if wanted(context):
        registry = context._runner.step_registry
        words = [{"name": word.name, "example": word.example} for word in WORDS]
        phrases = [asdict(entry) for entry in entries(registry)]
        attach(context, DICTIONARY, json.dumps({"phrases": phrases, "words": words}), "dictionary.json")


def answer_to(step: Step, registry: StepRegistry) -> str:
    """What is said of a phrase that nobody knows: what is wrong with it, and those that come nearest."""
    lines = [f"No phrase reads “{step.keyword} {step.name}”.", *_reasons(step, registry)]
    for entry in nearest(step.name, registry):
        lines += [f"Did you mean:  {entry.keyword} {entry.phrase}", f"   for example: {entry.example}"]
    return "\n".join(lines)


def nearest(text: str, registry: StepRegistry) -> list[Entry]:
    """The known phrases that come nearest to an unknown one, nearest first."""

    def likeness(entry: Entry) -> float:
        return SequenceMatcher(None, _plain(text), _plain(entry.phrase)).ratio()

    return sorted(entries(registry), key=likeness, reverse=True)[:NEAREST]


def _reasons(step: Step, registry: StepRegistry) -> Iterator[str]:
    for keyword, matchers in registry.steps.items():
        if any(matcher.match(step.name) for matcher in matchers):
            yield f"It is known as a {keyword.title()}, not as a {step.step_type.title()}."
    own = registry.steps[step.step_type]
    for wrong, right, advice in MENDS:
        mended = re.sub(wrong, right, step.name)
        if mended != step.name and any(matcher.match(mended) for matcher in own):
            yield advice


def _plain(text: str) -> str:
    """A phrase without what differs from use to use: options, names, amounts, quotations, parameters."""
    return re.sub(r'\{\w*\}|"[^"]*"|\$?\d\S*|\b[A-Z]\w*', "_", re.sub(r"\([^)]*\)", "", text))


def load() -> StepRegistry:
    """The registry with every step definition of the suite; Django has to be set up."""
    from behave.runner_util import load_step_modules
    from behave.step_registry import registry

    from features.support.phrase import use_phrases

    define_words()
    use_phrases()
    load_step_modules([str(Path(__file__).parent.parent / "steps")])
    return registry


def main() -> None:
    import django

    django.setup()
    print("WORDS\n")  # noqa: T201
    for word in WORDS:
        print(f"{{{word.name}}}".ljust(14), word.example)  # noqa: T201
    for name, meaning in BUILT_IN.items():
        print(f"{{{name}}}".ljust(14), meaning)  # noqa: T201
    print("(…)            may be left out")  # noqa: T201
    in_order = sorted(entries(load()), key=lambda entry: (entry.family, KEYWORDS.index(entry.keyword)))
    for family, phrases in groupby(in_order, key=lambda entry: entry.family):
        print(f"\n{family.upper()}\n")  # noqa: T201
        for entry in phrases:
            print(f"{entry}\n")  # noqa: T201


if __name__ == "__main__":
    main()
