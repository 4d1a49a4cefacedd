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

MONTHS = 2
APPLICATIONS_A_MONTH = 20
SEED = 4


def play_demo(*, months: int | None, applications: int | None, seed: int | None, output: TextIO) -> None:
    """Play a demo into an empty database, or go on with the one that was stopped.

    Raises CommandError where the database holds something else, another size, or a demo that is over.
    """
    require_size(months=months, applications=applications, seed=seed)
    demo = Demo.objects.first() or _new(months=months, applications=applications, seed=seed)
    if demo.is_over:
        raise CommandError(_holds(demo))
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


def require_size(**asked: int | None) -> None:
    """Raise CommandError where a size is asked for that the business in the database does not have."""
    named = {name: value for name, value in asked.items() if value is not None}
    if not named:
        return
    demo = Demo.objects.first()
    if demo is None:
        _require_empty()
    elif any(getattr(demo, name) != value for name, value in named.items()):
        raise CommandError(_holds(demo))


def _holds(demo: Demo) -> str:
    return f"This database holds a demo of {demo}. `make demo-reset` removes it."


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


def _require_empty() -> None:
    if User.objects.exists() or Application.objects.exists():
        raise CommandError("This database is not empty. The demo needs an empty one.")


def _new(*, months: int | None, applications: int | None, seed: int | None) -> Demo:
    _require_empty()
    until = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=1)
    months = MONTHS if months is None else months
    applications = months * APPLICATIONS_A_MONTH if applications is None else applications
    return Demo(months=months, applications=applications, seed=SEED if seed is None else seed, until=until)
