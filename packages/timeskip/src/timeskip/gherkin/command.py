"""`manage.py phrases`: the dictionary of the step definitions."""

import textwrap
from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from timeskip.gherkin.definitions import broken_phrases
from timeskip.gherkin.dictionary import BUILT_IN, entries, load, vocabulary
from timeskip.gherkin.words import Word

INDENT = 15
WIDTH = 110  # characters of a line
KEYWORDS = ("Given", "When", "Then", "Step")


class Command(BaseCommand):
    """Prints every word and every phrase, with its meaning and an example; fails if a phrase is broken."""

    help = "Prints every word and every phrase of the features, with its meaning and an example."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", default="features", help="Where environment.py and steps/ are.")

    def handle(self, *args: Any, folder: str, **options: Any) -> None:
        if not Path(folder, "environment.py").exists():
            raise CommandError(f"{folder}/environment.py does not exist. Name the folder of the features.")
        registry = load(Path(folder))
        if broken := broken_phrases(registry):
            raise CommandError("\n\n".join(broken))
        phrases = sorted(entries(registry), key=lambda entry: (entry.family, KEYWORDS.index(entry.keyword)))
        for note in vocabulary.notes:
            self.stdout.write(f"{note.title.upper()}\n\n")
            for line in note.lines:
                self.stdout.write(_wrapped(line))
            self.stdout.write("")
        self.stdout.write("WORDS\n\n")
        for word in vocabulary.words:
            self.stdout.write(_entry(f"{{{word.name}}}", word.example, word.meaning, _listed(word)))
        for name, meaning in BUILT_IN.items():
            self.stdout.write(_entry(f"{{{name}}}", meaning))
        self.stdout.write(_entry("(…)", "may be left out"))
        for family, members in groupby(phrases, key=lambda entry: entry.family):
            self.stdout.write(f"\n{family.upper()}\n\n")
            for entry in members:
                self.stdout.write(f"{entry}\n\n")


def _entry(name: str, *lines: str) -> str:
    """A word and what is said of it, in lines of their own."""
    said = "\n".join(_wrapped(line, INDENT) for line in lines if line)
    return name.ljust(INDENT) + said.removeprefix(" " * INDENT)


def _wrapped(line: str, indent: int = 0) -> str:
    return textwrap.fill(line, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent or 2))


def _listed(word: Word) -> str:
    return f"one of {', '.join(word.values)}" if word.values else ""
