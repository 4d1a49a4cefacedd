"""`python manage.py demo`: a year of business, in the database of the settings."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from applications.models import Application
from demo.people import PASSWORD, logins
from users.models import User


class Command(BaseCommand):
    # They import every page, which nobody opens here.
    requires_system_checks = ()
    help = "Simulate months of business with the real tasks, in an empty database. Development only."

    def add_arguments(self, parser):
        parser.add_argument(
            "--months", type=int, default=12, help="number of months, ending today (default: 12)"
        )
        parser.add_argument(
            "--applications", type=int, default=300, help="number of applications (default: 300)"
        )
        parser.add_argument(
            "--seed",
            type=int,
            default=7,
            help="seed of the simulation; the same seed gives the same data (default: 7)",
        )

    def handle(self, *args, **options):
        if not settings.DEBUG:
            raise CommandError("The demo is for development only, and DEBUG is off.")
        for name in ("months", "applications"):
            if options[name] < 1:
                raise CommandError(f"--{name} must be a whole number of at least 1.")
        if User.objects.exists() or Application.objects.exists():
            raise CommandError("This database is not empty. The demo needs an empty one.")
        # Only a development installation has timeskip.
        from demo.story import demo_story
        from demo.year import play

        until = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=1)
        days = round(options["months"] * 365 / 12)
        with demo_story() as story, _progress(days) as progress:
            play(
                story,
                until=until,
                days=days,
                applications=options["applications"],
                seed=options["seed"],
                on_day=progress.update,
            )
        self.stdout.write(f"{Application.objects.count()} applications. Everybody's password: {PASSWORD}")
        self.stdout.write(logins())


def _progress(days: int) -> tqdm:
    # Without a rate, because the clock is that of the demo year.
    return tqdm(total=days, disable=None, bar_format="{percentage:3.0f}%|{bar}| {n_fmt} of {total_fmt} days")
