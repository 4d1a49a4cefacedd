"""The demo that a database holds: begun, gone on with, removed."""

from datetime import timedelta
from typing import TextIO

from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import FileField
from django.utils import timezone

from applications.models import Application
from demo.models import Demo
from demo.progress import Progress
from users.models import User

APPLICATIONS_A_MONTH = 20


def play_demo(*, months: int, applications: int | None, seed: int, output: TextIO) -> None:
    """Play a demo into an empty database, or go on with the one that was stopped.

    Raises CommandError where the database holds something else, or the demo is over.
    """
    demo = Demo.objects.first() or _new(months=months, applications=applications, seed=seed)
    if demo.is_over:
        raise CommandError(f"This database holds a demo: {demo}. `manage.py demo --reset` removes it.")
    if demo.pk:
        output.write(f"A demo was stopped after day {demo.days_played} and goes on: {demo}.\n")
    # Only a development installation has timeskip.
    from demo.play import play

    try:
        with Progress(demo.days, played=demo.days_played, output=output) as progress:
            play(demo, on_day=progress.day)
    except KeyboardInterrupt:
        played = Demo.objects.values_list("days_played", flat=True).first() or 0
        output.write(f"\nStopped. {played} of {demo.days} days are kept, and the same command goes on.\n")
        raise


def reset_demo() -> None:
    """Empty the database and delete its files. Raises CommandError where it holds no demo."""
    if not Demo.objects.exists():
        raise CommandError("This database holds no demo, so nothing was deleted.")
    fields = [field for model in apps.get_models() for field in model._meta.concrete_fields]
    for field in fields:
        if isinstance(field, FileField):
            for name in field.model._default_manager.values_list(field.name, flat=True):
                if name:
                    field.storage.delete(name)
    call_command("flush", interactive=False, verbosity=0)


def _new(*, months: int, applications: int | None, seed: int) -> Demo:
    if User.objects.exists() or Application.objects.exists():
        raise CommandError("This database is not empty. The demo needs an empty one.")
    until = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=1)
    if applications is None:
        applications = months * APPLICATIONS_A_MONTH
    return Demo(months=months, applications=applications, seed=seed, until=until)
