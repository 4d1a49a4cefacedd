"""`manage.py explore`: stories that the machine tells, out of the suite's own phrases."""

import json
import math
import random
import sys
import traceback
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from timeskip.behave import command as behave_command
from timeskip.errors import NotSimulated
from timeskip.explore.act import WrongDeclaration
from timeskip.explore.asked import NOT_EXPLORED, Asked
from timeskip.explore.copies import require_fork
from timeskip.explore.exploration import Exploration
from timeskip.explore.session import ExploringRunner
from timeskip.explore.written import folder_of
from timeskip.project import declared_project

Declared = TypeVar("Declared")
RUNNER = "timeskip.explore.session:ExploringRunner"
MINUTES = 20  # of random stories
OF_RANDOM = ("minutes", "seed", "longest")


class Command(BaseCommand):
    """Exits with 1 where a story has ended in a breach, and with 2 where it cannot explore."""

    help = "Tells every short story of a theme, and looks for one after which something is not as it has to be."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--theme", action="append", metavar="NAME", help="May be given again; by default all.")
        parser.add_argument("--depth", type=int, default=Asked.depth, metavar="N", help="Most acts of a story.")
        parser.add_argument("--random", action="store_true", help="After that, tell random stories, which are longer.")
        parser.add_argument(
            "--minutes",
            type=float,
            metavar="N",
            help=f"Of random stories, for all themes together; by default {MINUTES}.",
        )
        parser.add_argument("--seed", type=int, metavar="N", help="The same seed tells the same random stories.")
        parser.add_argument(
            "--longest",
            type=int,
            metavar="N",
            help=f"Most acts of a random story; by default {Asked.longest}.",
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
        has_failed = _explored(asked)
        if not ExploringRunner.has_explored:
            sys.exit(NOT_EXPLORED)
        if has_failed:
            sys.exit(1)

    def _asked(self, options: Mapping[str, Any]) -> Asked:
        given = {name: options[name] for name in OF_RANDOM if options[name] is not None}
        if given and not options["random"]:
            raise _cannot(f"--{next(iter(given))} is of random stories: it needs --random.")
        minutes, longest = given.get("minutes", MINUTES), given.get("longest", Asked.longest)
        _require_numbers(options, minutes, longest)
        try:
            require_fork()
        except NotSimulated as error:
            raise _cannot(str(error)) from error
        place, exploration = _declared()
        themes = _themes(exploration, options["theme"])
        _require_writable(Path(options["report"]), [folder_of(Path(options["found"]), theme) for theme in themes])
        return Asked(
            place,
            themes,
            depth=options["depth"],
            minutes=minutes / len(themes) if options["random"] else 0,
            seed=given.get("seed", random.SystemRandom().randrange(10**6)),
            longest=longest,
            budget=options["budget"],
            stop=options["stop"],
            found=options["found"],
            report=options["report"],
        )


def _explored(asked: Asked) -> bool:
    """Explore in a run of behave; returns whether anything has failed."""
    # In place: behave-django holds on to this very list.
    sys.argv[1:] = [
        "behave",
        f"--behave-runner={RUNNER}",
        "--format=null",
        "--no-capture-hooks",
        f"--define=explore={json.dumps(asdict(asked))}",
    ]
    try:
        behave_command.Command().run_from_argv(sys.argv)
    except SystemExit as end:
        return bool(end.code)
    except Exception:
        traceback.print_exc()
        return True
    return False


def _require_numbers(options: Mapping[str, Any], minutes: float, longest: int) -> None:
    if options["depth"] < 0:
        raise _cannot("--depth takes a number from 0; with 0 there are random stories only.")
    if not options["depth"] and not options["random"]:
        raise _cannot("--depth 0 leaves nothing to tell: random stories need --random.")
    if not 0 < minutes < math.inf:
        raise _cannot("--minutes takes a number above 0.")
    if longest < 1:
        raise _cannot("--longest takes a number from 1.")
    if not 0 <= options["budget"] < math.inf:
        raise _cannot("--budget takes a number from 0.")


def _declared() -> tuple[str, Exploration]:
    """Return what the project declares to explore, and its place."""
    project = _imported("The project", declared_project)
    if project is None or project.exploration is None:
        raise _cannot('The project declares nothing to explore: Project(exploration="features.acts.EXPLORATION").')
    place = project.exploration
    exploration = _imported(place, partial(import_string, place))
    if not isinstance(exploration, Exploration):
        raise _cannot(f"{place} is no timeskip.explore.Exploration.")
    return place, exploration


def _imported(place: str, load: Callable[[], Declared]) -> Declared:
    try:
        return load()
    except (ImportError, WrongDeclaration) as error:
        raise _cannot(f"{place}: {error}") from error
    except Exception as error:
        traceback.print_exc()
        raise _cannot(f"{place} cannot be imported: {type(error).__name__}: {error}") from error


def _themes(exploration: Exploration, asked: list[str] | None) -> list[str]:
    known = [theme.name for theme in exploration.themes]
    for name in asked or ():
        if name not in known:
            raise _cannot(f"There is no theme “{name}”. Choose from: {', '.join(known)}.")
    return list(dict.fromkeys(asked or known))


def _require_writable(report: Path, folders: list[Path]) -> None:
    """Before the first story and not after the last, when what was found would be lost."""
    try:
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
            TemporaryFile(dir=folder).close()
    except OSError as error:
        raise _cannot(f"--found cannot be written: {error}") from error
    try:
        report.parent.mkdir(parents=True, exist_ok=True)
        report.open("a").close()
        # If nothing can be told, an older report would pass for this run's.
        if report.is_file():
            report.unlink()
    except OSError as error:
        raise _cannot(f"--report cannot be written: {error}") from error


def _cannot(reason: str) -> CommandError:
    return CommandError(reason, returncode=NOT_EXPLORED)
