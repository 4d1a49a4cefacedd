"""`manage.py compare_books PLAIN OTHER --way postgres`: whether two runs of the same scenarios left the same books."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from timeskip.counted import counted
from timeskip.management.retelling_command import RetellingCommand
from timeskip.retelling.files import compared, read
from timeskip.retelling.ways import STACKS


class Command(RetellingCommand):
    """Compares what two runs wrote with `manage.py behave --books`; fails where a scenario left other books."""

    help = "Compares the books that two runs of `manage.py behave --books` wrote."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("plain", type=Path, help="The books of the embedded stack.")
        parser.add_argument("other", type=Path)
        parser.add_argument("--way", choices=STACKS, required=True, help="On what the other run was told.")

    def handle(self, *args: Any, plain: Path, other: Path, way: str, **options: Any) -> None:
        may_differ = self.retelling.may_differ
        try:
            ours, theirs = read(plain), read(other)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        both = ours.keys() & theirs.keys()
        if not both:
            raise CommandError("No scenario is in both files, so there is nothing to compare.")
        found = compared(ours, theirs, way, may_differ)
        for scenario, lines in found.items():
            self.stdout.write("\n  ".join([scenario.replace("\t", ": "), *lines]))
        alone = len(ours.keys() ^ theirs.keys())
        self.stdout.write(
            f"Compared {counted(len(both), 'scenario', 'scenarios')}; {counted(len(found), 'differs', 'differ')}, "
            f"and {counted(alone, 'is', 'are')} in one file alone."
        )
        if found:
            raise CommandError(f"{counted(len(found), 'scenario', 'scenarios')} left other books.")
