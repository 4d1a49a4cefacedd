"""`python manage.py behave`: behave-django's command with this project's runners and its `--shuffle`."""

import random
import sys
from importlib import import_module

from behave_django.management.commands import behave as behave_django
from django.core.management.base import CommandError

# By name: the suite is a development tool, and nothing of the CRM imports it.
SUITE = "features.support.django_runner"


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

    def handle(self, *args, **options):
        suite = import_module(SUITE)
        # In place: behave-django holds on to this very list, and rebuilds behave's arguments from it.
        sys.argv[2:] = self._as_behave_arguments(sys.argv[2:], options["shuffle"])
        # A string is `--behave-runner`'s, which behave itself reads.
        if not isinstance(options["runner"], type):
            keeps_data = options["dry_run"] or options["use_existing_database"]
            options["runner"] = suite.ExistingDatabaseRunner if keeps_data else suite.TransactionRunner
            options["use_existing_database"] = options["simple"] = False
        return super().handle(*args, **options)

    @staticmethod
    def _as_behave_arguments(arguments: list[str], shuffle: str | None) -> list[str]:
        """The command line with `--shuffle SEED`, which behave does not know, turned into userdata."""
        if shuffle is None:
            return arguments
        if shuffle != "random" and not shuffle.isdigit():
            raise CommandError(f"--shuffle takes a whole number or 'random', not {shuffle!r}.")
        seed = str(random.SystemRandom().randrange(10**6)) if shuffle == "random" else shuffle
        kept = []
        remaining = iter(arguments)
        for argument in remaining:
            if argument == "--shuffle":
                next(remaining)
            elif not argument.startswith("--shuffle="):
                kept.append(argument)
        return [*kept, f"--define=shuffle={seed}"]
