"""The dictionary: every phrase with its meaning and an example. `make phrases` prints it."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path

from behave.step_registry import StepRegistry

from features.support.language import WORDS, define_words

NEAREST = 3
KEYWORDS = ("Given", "When", "Then", "Step")


@dataclass(frozen=True)
class Entry:
    """One phrase: its keyword and words, what it does, an example, the file that defines it."""

    keyword: str
    phrase: str
    meaning: str
    example: str
    chapter: str

    def __str__(self) -> str:
        return f"{self.keyword} {self.phrase}\n    {self.meaning}\n    Example: {self.example}"


def entries(registry: StepRegistry) -> Iterator[Entry]:
    """Every phrase of the registry, by chapter and keyword."""
    for keyword, matchers in registry.steps.items():
        for matcher in matchers:
            meaning, _, example = (inspect.getdoc(matcher.func) or "").partition("Example:")
            yield Entry(
                keyword=keyword.title(),
                phrase=matcher.pattern,
                meaning=" ".join(meaning.split()),
                example=" ".join(example.split()),
                chapter=Path(matcher.location.filename).stem.removesuffix("_steps"),
            )


def nearest(text: str, registry: StepRegistry) -> list[str]:
    """The known phrases that come nearest to an unknown one, nearest first."""

    def likeness(entry: Entry) -> float:
        return SequenceMatcher(None, _plain(text), _plain(entry.phrase)).ratio()

    ranked = sorted(entries(registry), key=likeness, reverse=True)
    return [f"{entry.keyword} {entry.phrase}" for entry in ranked[:NEAREST]]


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
    in_order = sorted(entries(load()), key=lambda entry: (entry.chapter, KEYWORDS.index(entry.keyword)))
    for chapter, phrases in groupby(in_order, key=lambda entry: entry.chapter):
        print(f"\n{chapter.upper()}\n")  # noqa: T201
        for entry in phrases:
            print(f"{entry}\n")  # noqa: T201


if __name__ == "__main__":
    main()
