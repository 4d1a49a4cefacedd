"""A demo that is stopped on the way keeps whole days only, and goes on as if nobody had stopped it."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from applications.models import Application, Document, StageEvent
from demo.models import Demo
from demo.play import DAYS_AT_ONCE, play
from demo.progress import Progress
from features.drivers.factories import UserFactory
from users.models import User

UNTIL = datetime(2025, 3, 31, 6, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """The folder of stored files, of this test only."""
    settings.DEBUG = True
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    return tmp_path


def new_demo() -> Demo:
    return Demo(months=1, applications=4, seed=3, until=UNTIL)


def moves() -> list[tuple]:
    """Every move, as people would tell it."""
    return list(
        StageEvent.objects.order_by("pk").values_list(
            "application__borrowers__name", "from_stage", "to_stage", "by__email", "at"
        )
    )


def stored(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_stopped_demo_goes_on(files):
    days = []

    def stop_after_four_days_more():
        days.append(1)
        if len(days) == DAYS_AT_ONCE + 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play(new_demo(), on_day=stop_after_four_days_more)
    demo = Demo.objects.get()
    assert (demo.days_played, demo.is_over) == (DAYS_AT_ONCE, False)
    assert stored(files) == set(Document.objects.exclude(file="").values_list("file", flat=True))
    kept = moves()
    assert kept
    play(demo, on_day=lambda: None)
    assert Demo.objects.get().is_over
    assert Application.objects.count() == 4
    stopped_once = moves()
    assert stopped_once[: len(kept)] == kept
    assert len(stopped_once) > len(kept)

    call_command("demo", "--reset", stdout=StringIO())
    assert not Application.objects.exists()
    assert not User.objects.exists()
    assert stored(files) == set()
    play(new_demo(), on_day=lambda: None)
    assert moves() == stopped_once


def test_reset_leaves_alone_what_is_no_demo():
    UserFactory(role="admin")
    with pytest.raises(CommandError, match="holds no demo, so nothing was deleted"):
        call_command("demo", "--reset")
    assert User.objects.exists()


@pytest.mark.parametrize(
    ("there", "message"),
    [
        (lambda: UserFactory(role="admin"), "This database is not empty. The demo needs an empty one."),
        (
            lambda: Demo.objects.create(
                months=2, applications=9, seed=7, until=UNTIL, days_played=61, is_over=True
            ),
            "This database holds a demo: 2 months, 9 applications, seed 7. "
            "`manage.py demo --reset` removes it.",
        ),
    ],
)
def test_a_database_that_is_not_empty(there, message):
    there()
    with pytest.raises(CommandError) as error:
        call_command("demo")
    assert str(error.value) == message


@pytest.mark.parametrize("text", ["0", "-1", "half"])
def test_months_that_are_no_number(text):
    with pytest.raises(CommandError, match=f"“{text}” is not a whole number of at least 1"):
        call_command("demo", f"--months={text}")


def test_progress_where_there_is_no_terminal():
    output = StringIO()
    with Progress(20, played=8, output=output) as progress:
        for _ in range(12):
            progress.day()
    lines = output.getvalue().splitlines()
    assert [line.partition(",")[0] for line in lines] == [f"Day {n} of 20" for n in range(10, 21, 2)]
    assert lines[0] == "Day 10 of 20, about 0 s left"
    assert lines[-1] == "Day 20 of 20"
