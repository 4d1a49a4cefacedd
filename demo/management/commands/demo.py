"""`python manage.py demo`: months of business, in the database of the settings."""

import argparse
import sys
from collections.abc import Callable

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from applications.models import Application
from demo.book import APPLICATIONS_A_MONTH, MONTHS, SEED, play_demo, reset_demo
from demo.models import Demo
from demo.people import PASSWORD, logins

MOST_MONTHS = 36
# No surname is given twice: there are some 990, and one application in ten has a guarantor too.
MOST_APPLICATIONS = 800
STOPPED = 130  # what a shell says of a command that Ctrl-C ended


def add_size(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how much business is played; None is the default, or as much as there is."""
    parser.add_argument(
        "--months", type=whole_number(1, MOST_MONTHS), help=f"ending today (default: {MONTHS})"
    )
    parser.add_argument(
        "--applications",
        type=whole_number(1, MOST_APPLICATIONS),
        help=f"in all (default: {APPLICATIONS_A_MONTH} a month)",
    )
    parser.add_argument(
        "--seed",
        type=whole_number(0, 2**31 - 1),
        help=f"the same seed gives the same business (default: {SEED})",
    )


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Return a reader of a whole number within these bounds, for argparse."""

    def read(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from {least:,} to {most:,}")
        return int(text)

    return read


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
