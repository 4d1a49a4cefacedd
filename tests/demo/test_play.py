"""A demo that is stopped on the way keeps whole days only, and goes on as if nobody had stopped it."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from applications.models import Application, BankLine, Document, StageEvent
from applications.selectors.application import applications_to_list
from applications.selectors.signatures_out import signatures_out
from applications.selectors.today import loans_overdue, loans_passed_on
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


@pytest.fixture
def served(monkeypatch):
    """What `serve` calls once everything is there; the tables are there already."""
    monkeypatch.setattr("demo.management.commands.serve.call_command", Mock())
    monkeypatch.setattr("demo.server.serve", called := Mock())
    return called


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


def test_two_months_end_with_something_to_do_for_the_first_bdm():
    play(Demo(months=2, applications=12, seed=3, until=UNTIL), on_day=lambda: None)
    ben, today = User.objects.filter(role="bdm").earliest("pk"), UNTIL.date()
    late = Application.objects.earliest("pk")
    assert late.bdm.user == ben
    assert late in loans_overdue(ben, today)
    assert late in [repayment.application for repayment in loans_passed_on(ben, today)]
    assert late.fees.get().due_date > late.funding_date
    assert BankLine.objects.filter(state="suspense").count() == 1
    admin = User.objects.get(role="admin")
    assert signatures_out(applications_to_list(admin))


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
            "This database holds a demo of 2 months, 9 applications, seed 7. `make demo-reset` removes it.",
        ),
    ],
)
def test_a_database_that_is_not_empty(there, message):
    there()
    with pytest.raises(CommandError) as error:
        call_command("demo")
    assert str(error.value) == message


@pytest.mark.parametrize("command", ["demo", "serve"])
@pytest.mark.parametrize("is_over", [False, True])
@pytest.mark.parametrize("asked", ["--months=2", "--applications=5", "--seed=8"])
def test_another_size_than_that_of_the_demo_is_refused(command, is_over, asked, served, monkeypatch):
    monkeypatch.setattr("demo.play.play", played := Mock())
    Demo.objects.create(
        months=1, applications=4, seed=3, until=UNTIL, days_played=30 if is_over else 10, is_over=is_over
    )
    UserFactory(role="admin")
    with pytest.raises(CommandError) as error:
        call_command(command, asked)
    assert str(error.value) == (
        "This database holds a demo of 1 month, 4 applications, seed 3. `make demo-reset` removes it."
    )
    assert not played.called
    assert not served.called


def test_a_stopped_demo_of_the_size_asked_for_goes_on(monkeypatch):
    monkeypatch.setattr("demo.play.play", play := Mock())
    stopped = Demo.objects.create(months=1, applications=4, seed=3, until=UNTIL, days_played=10)
    call_command("demo", "--months=1", "--seed=3", stdout=(output := StringIO()))
    assert play.call_args.args == (stopped,)
    assert "goes on: 1 month, 4 applications, seed 3." in output.getvalue()


def test_a_size_is_refused_where_the_business_is_no_demo(served):
    UserFactory(role="admin")
    with pytest.raises(CommandError, match="This database is not empty"):
        call_command("serve", "--months=2")
    assert not served.called
    call_command("serve", "--port=8123", stdout=StringIO())
    served.assert_called_once_with("127.0.0.1", 8123)


@pytest.mark.parametrize(
    ("command", "option", "values", "bounds"),
    [
        ("demo", "months", ["0", "-1", "half", "37"], "1 to 36"),
        ("demo", "applications", ["0", "801"], "1 to 800"),
        ("demo", "seed", ["x", "-1", "9" * 30], "0 to 2,147,483,647"),
        ("serve", "months", ["0", "37"], "1 to 36"),
        ("serve", "port", ["0", "-1", "99999", "http"], "1 to 65,535"),
    ],
)
def test_numbers_out_of_bounds(command, option, values, bounds):
    for text in values:
        with pytest.raises(CommandError, match=f"--{option}: “{text}” is not a whole number from {bounds}"):
            call_command(command, f"--{option}={text}")


def test_progress_where_there_is_no_terminal():
    output = StringIO()
    with Progress(20, played=8, output=output) as progress:
        for _ in range(12):
            progress.day()
    lines = output.getvalue().splitlines()
    assert [line.partition(",")[0] for line in lines] == [f"Day {n} of 20" for n in range(10, 21, 2)]
    assert lines[0] == "Day 10 of 20, about 0 s left"
    assert lines[-1] == "Day 20 of 20"
