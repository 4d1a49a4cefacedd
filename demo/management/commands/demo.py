"""`python manage.py demo`: months of business, in the database of the settings."""

import argparse
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from applications.models import Application
from demo.book import APPLICATIONS_A_MONTH, play_demo, reset_demo
from demo.models import Demo
from demo.people import PASSWORD, logins

MONTHS = 2
SEED = 7
STOPPED = 130  # what a shell says of a command that Ctrl-C ended


def add_size(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how much business is played."""
    parser.add_argument(
        "--months", type=at_least_one, default=MONTHS, help=f"ending today (default: {MONTHS})"
    )
    parser.add_argument(
        "--applications", type=at_least_one, help=f"in all (default: {APPLICATIONS_A_MONTH} a month)"
    )
    parser.add_argument(
        "--seed", type=int, default=SEED, help=f"the same seed gives the same business (default: {SEED})"
    )


def at_least_one(text: str) -> int:
    """Read a whole number of at least 1. Raises ArgumentTypeError for anything else."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number of at least 1")
    return int(text)


class Command(BaseCommand):
    # They import every page, which nobody opens here.
    requires_system_checks = ()
    help = (
        "Play months of business with the real tasks into an empty database, or go on with a demo that was "
        "stopped. Development only."
    )

    def add_arguments(self, parser):
        add_size(parser)
        parser.add_argument("--reset", action="store_true", help="remove the demo that the database holds")

    def handle(self, *args, reset, months, applications, seed, **options):
        if not settings.DEBUG:
            raise CommandError("The demo is for development only, and DEBUG is off.")
        if Demo._meta.db_table not in connection.introspection.table_names():
            raise CommandError("This database lacks tables. Run `manage.py migrate` first.")
        if reset:
            reset_demo()
            self.stdout.write("The demo is removed.")
            return
        try:
            play_demo(months=months, applications=applications, seed=seed, output=self.stdout)
        except KeyboardInterrupt:
            sys.exit(STOPPED)
        self.stdout.write(f"{Application.objects.count()} applications. Everybody's password: {PASSWORD}")
        self.stdout.write(logins())
