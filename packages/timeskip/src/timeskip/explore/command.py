"""`manage.py explore`: stories that the machine tells, out of the suite's own phrases."""

import json
import random
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from timeskip.behave import command as behave_command
from timeskip.explore.asked import NOT_EXPLORED, Asked
from timeskip.explore.exploration import Exploration
from timeskip.project import declared_project

RUNNER = "timeskip.explore.session:ExploringRunner"
MINUTES = 20  # of random stories


class Command(BaseCommand):
    """Exits with 1 where a story has ended in a breach, and with 2 where it cannot explore."""

    help = "Tells every short story of a theme, and looks for one after which something is not as it has to be."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--theme", action="append", metavar="NAME", help="May be given again; by default all.")
        parser.add_argument("--depth", type=int, default=Asked.depth, metavar="N", help="Most acts of a story.")
        parser.add_argument("--random", action="store_true", help="After that, tell random stories, which are longer.")
        parser.add_argument(
            "--minutes", type=float, default=MINUTES, metavar="N", help="Of random stories, for all themes together."
        )
        parser.add_argument("--seed", type=int, metavar="N", help="The same seed tells the same random stories.")
        parser.add_argument(
            "--longest", type=int, default=Asked.longest, metavar="N", help="Most acts of a random story."
        )
        parser.add_argument(
            "--budget", type=float, default=Asked.budget, metavar="N", help="Processor seconds to reduce a story."
        )
        parser.add_argument("--stop", action="store_true", help="Tell no more of a theme after its first breach.")
        parser.add_argument("--found", default=Asked.found, metavar="FOLDER", help="Where found scenarios are written.")
        parser.add_argument("--report", default=Asked.report, metavar="FILE", help="Where the figures are written.")

    def handle(self, *args: Any, **options: Any) -> None:
        asked = self._asked(options)
        if asked.minutes:
            self.stdout.write(f"Random stories have the seed {asked.seed}: --seed {asked.seed} tells them again.")
        # In place: behave-django holds on to this very list.
        sys.argv[1:] = [
            "behave",
            f"--behave-runner={RUNNER}",
            "--format=null",
            "--no-capture-hooks",
            f"--define=explore={json.dumps(asdict(asked))}",
        ]
        behave_command.Command().run_from_argv(sys.argv)

    def _asked(self, options: Mapping[str, Any]) -> Asked:
        project = declared_project()
        if project is None or project.exploration is None:
            raise _cannot('The project declares nothing to explore: Project(exploration="features.acts.EXPLORATION").')
        if options["depth"] < 0:
            raise _cannot("--depth takes a number from 0; with 0 there are random stories only.")
        if not options["depth"] and not options["random"]:
            raise _cannot("--depth 0 leaves nothing to tell: random stories need --random.")
        if options["minutes"] <= 0:
            raise _cannot("--minutes takes a number above 0.")
        if options["longest"] < 1:
            raise _cannot("--longest takes a number from 1.")
        if options["budget"] < 0:
            raise _cannot("--budget takes a number from 0.")
        _require_writable(Path(options["report"]))
        try:
            exploration = import_string(project.exploration)
        except ValueError as error:
            raise _cannot(f"{project.exploration}: {error}") from error
        themes = _themes(exploration, options["theme"])
        return Asked(
            project.exploration,
            themes,
            depth=options["depth"],
            minutes=options["minutes"] / len(themes) if options["random"] else 0,
            seed=random.SystemRandom().randrange(10**6) if options["seed"] is None else options["seed"],
            longest=options["longest"],
            budget=options["budget"],
            stop=options["stop"],
            found=options["found"],
            report=options["report"],
        )


def _themes(exploration: Exploration, asked: list[str] | None) -> list[str]:
    known = [theme.name for theme in exploration.themes]
    for name in asked or ():
        if name not in known:
            raise _cannot(f"There is no theme “{name}”. Choose from: {', '.join(known)}.")
    return asked or known


def _require_writable(file: Path) -> None:
    """Before the first story and not after the last, when what was found would be lost."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        is_new = not file.exists()
        file.open("a").close()
        if is_new:
            file.unlink()
    except OSError as error:
        raise _cannot(f"--report cannot be written: {error}") from error


def _cannot(reason: str) -> CommandError:
    return CommandError(reason, returncode=NOT_EXPLORED)
