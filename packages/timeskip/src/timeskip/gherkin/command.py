"""`manage.py phrases`: the dictionary of the step definitions."""

from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from timeskip.gherkin.dictionary import BUILT_IN, entries, load, vocabulary

KEYWORDS = ("Given", "When", "Then", "Step")


class Command(BaseCommand):
    """Prints every word and every phrase, with its meaning and an example."""

    help = "Prints every word and every phrase of the features, with its meaning and an example."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", default="features", help="Where environment.py and steps/ are.")

    def handle(self, *args: Any, folder: str, **options: Any) -> None:
        if not Path(folder, "environment.py").exists():
            raise CommandError(f"{folder}/environment.py does not exist. Name the folder of the features.")
        phrases = sorted(entries(load(Path(folder))), key=lambda entry: (entry.family, KEYWORDS.index(entry.keyword)))
        self.stdout.write("WORDS\n\n")
        for word in vocabulary.words:
            self.stdout.write(f"{{{word.name}}}".ljust(15) + word.example)
        for name, meaning in BUILT_IN.items():
            self.stdout.write(f"{{{name}}}".ljust(15) + meaning)
        self.stdout.write("(…)".ljust(15) + "may be left out")
        for family, members in groupby(phrases, key=lambda entry: entry.family):
            self.stdout.write(f"\n{family.upper()}\n\n")
            for entry in members:
                self.stdout.write(f"{entry}\n\n")
