"""`python manage.py behave`: behave-django's command with this project's runners, order and stacks."""

import random
import sys
from importlib import import_module
from pathlib import Path

from behave_django.management.commands import behave as behave_django
from django.core.management.base import CommandError

# By name: the suite is a development tool, and nothing of the CRM imports it.
SUITE = "features.support.django_runner"
PROJECT = "features.project.PROJECT"
STACKS = "timeskip.stacks.running"
EMBEDDED = "embedded"


class Command(behave_django.Command):
    help = "Runs the features: each scenario in one transaction, on one frozen clock."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        # So that a runner that was asked for can be told from behave-django's default.
        parser.set_defaults(runner=None)
        parser.add_argument(
            "--shuffle",
            metavar="SEED",
            help="Run features and scenarios in random order; the same SEED (a number, or 'random') gives "
            "the same order.",
        )
        parser.add_argument(
            "--stack",
            choices=import_module(STACKS).NAMES,
            default=EMBEDDED,
            help="What the CRM stands on: what the environment names, SQLite in memory where it names "
            "nothing; PostgreSQL, at DATABASE_URL or a server of the run's own; or real: PostgreSQL, Redis "
            "(REDIS_URL or one of the run's own), the broker at BROKER_URL or that Redis, a worker, a web "
            "and a mail server, all real processes; live is another name of it.",
        )

    def handle(self, *args, **options):
        if options["paths"] and all(map(_is_empty_list, options["paths"])):
            self.stdout.write("Nothing is listed there, so there is nothing to run.")
            return None
        try:
            self._run_on_stack(options)
        except ValueError as error:
            raise CommandError(str(error)) from error
        sys.argv[2:] = _without(sys.argv[2:], "--stack")
        suite = import_module(SUITE)
        # In place: behave-django holds on to this very list, and rebuilds behave's arguments from it.
        sys.argv[2:] = self._as_behave_arguments(sys.argv[2:], options["shuffle"])
        # A string is `--behave-runner`'s, which behave itself reads.
        if not isinstance(options["runner"], type):
            keeps_data = options["dry_run"] or options["use_existing_database"]
            options["runner"] = suite.runner_of(keeps_data=keeps_data)
            options["use_existing_database"] = options["simple"] = False
        return super().handle(*args, **options)

    @staticmethod
    def _run_on_stack(options: dict) -> None:
        """Where another stack than the embedded one is asked for, run there and end with its exit code."""
        stacks = import_module(STACKS)
        browser = ("browser", "yes") in (options["userdata_defines"] or ())
        stack = stacks.stack_asked_for(options["stack"], browser=browser)
        if stack != EMBEDDED:
            # Django's settings are read by now: the run gets a process that starts with the stack's.
            sys.exit(stacks.run_on(stack, PROJECT, [sys.executable, *_without(sys.argv, "--stack")]))

    @staticmethod
    def _as_behave_arguments(arguments: list[str], shuffle: str | None) -> list[str]:
        """The command line with `--shuffle SEED`, which behave does not know, turned into userdata."""
        if shuffle is None:
            return arguments
        if shuffle != "random" and not shuffle.isdigit():
            raise CommandError(f"--shuffle takes a whole number or 'random', not {shuffle!r}.")
        seed = str(random.SystemRandom().randrange(10**6)) if shuffle == "random" else shuffle
        return [*_without(arguments, "--shuffle"), f"--define=shuffle={seed}"]


def _is_empty_list(path: str) -> bool:
    """Whether a path is behave's `@FILE`, and the file lists no place of a feature."""
    file = Path(path[1:])
    if not path.startswith("@") or not file.exists():
        return False
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return all(not line or line.startswith("#") for line in lines)


def _without(arguments: list[str], option: str) -> list[str]:
    """The command line without an option that takes one value."""
    kept = []
    remaining = iter(arguments)
    for argument in remaining:
        if argument == option:
            next(remaining)
        elif not argument.startswith(f"{option}="):
            kept.append(argument)
    return kept
