"""`manage.py explore`: stories that the machine tells, out of the suite's own phrases."""

import json
import random
import sys
from argparse import ArgumentParser
from dataclasses import fields
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from timeskip.behave import command as behave_command
from timeskip.explore.exploration import Exploration
from timeskip.explore.session import Asked

RUNNER = "timeskip.explore.runner:ExploringRunner"
MISUSED = 2


class Command(BaseCommand):
    """Exits with 1 where a story has ended in a breach, and with 2 where it cannot explore."""

    help = "Tells every short story of a theme, and looks for one after which something is not as it has to be."

    def add_arguments(self, parser: ArgumentParser) -> None:
        defaults = {one.name: one.default for one in fields(Asked)}
        parser.add_argument("--depth", type=int, default=defaults["depth"], metavar="N", help="most acts of a story")
        parser.add_argument(
            "--theme", action="append", default=[], metavar="NAME", help="a theme; may be given again; by default all"
        )
        parser.add_argument(
            "--random", action="store_true", help="then tell random stories, which are longer, for --minutes"
        )
        parser.add_argument("--minutes", type=float, default=20, help="of random stories, shared by the themes")
        parser.add_argument("--seed", type=int, metavar="N", help="tells the same random stories again")
        parser.add_argument(
            "--longest", type=int, default=defaults["longest"], metavar="N", help="most acts of a random story"
        )
        parser.add_argument(
            "--budget", type=float, default=defaults["budget"], metavar="S", help="processor seconds to reduce a story"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path, exploration = self._exploration()
        themes = self._themes(exploration, options["theme"])
        seed = options["seed"] if options["seed"] is not None else random.SystemRandom().randrange(10**6)
        asked = {
            "exploration": path,
            "themes": themes,
            "depth": options["depth"],
            "minutes": options["minutes"] / len(themes) if options["random"] else 0,
            "seed": seed,
            "longest": options["longest"],
            "budget": options["budget"],
        }
        if options["random"]:
            self.stdout.write(f"Random stories have the seed {seed}: --seed {seed} tells them again.")
        # In place: behave-django holds on to this very list.
        sys.argv[1:] = [
            "behave",
            f"--behave-runner={RUNNER}",
            "--format=null",
            "--no-capture-hooks",
            f"--define=explore={json.dumps(asked)}",
        ]
        behave_command.Command().run_from_argv(sys.argv)

    @staticmethod
    def _exploration() -> tuple[str, Exploration]:
        project = behave_command.Command._project()
        if project is None or project.exploration is None:
            raise CommandError(
                'The project declares nothing to explore: Project(exploration="features.acts.EXPLORATION").',
                returncode=MISUSED,
            )
        return project.exploration, import_string(project.exploration)

    @staticmethod
    def _themes(exploration: Exploration, asked: list[str]) -> list[str]:
        known = [theme.name for theme in exploration.themes]
        for name in asked:
            if name not in known:
                raise CommandError(f"There is no theme “{name}”. Choose from: {', '.join(known)}.", returncode=MISUSED)
        return asked or known
