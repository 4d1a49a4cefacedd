"""Both clocks tell the same time, local time and the repeated hour included."""

import copy
import datetime as datetime_module
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from importlib.machinery import ExtensionFileLoader
from importlib.util import find_spec
from time import time as imported_early
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone
from project.notes.models import Note

from timeskip import NotSimulated, Story
from timeskip.clocks import clock_named

SYDNEY = ZoneInfo("Australia/Sydney")
NINE = datetime(2025, 3, 2, 22, tzinfo=UTC)  # Monday 3 March, 09:00 in Sydney
# On 6 April 2025 Sydney's clocks go back from 03:00 to 02:00.
FIRST_HALF_PAST_TWO = datetime(2025, 4, 5, 15, 30, tzinfo=UTC)
SECOND_HALF_PAST_TWO = datetime(2025, 4, 5, 16, 30, tzinfo=UTC)
MADE_BEFORE = datetime(2025, 4, 6, 2, 30, tzinfo=SYDNEY, fold=1)


def test_every_way_to_ask_agrees(story: Story) -> None:
    now = timezone.now()
    assert now == (NINE if settings.USE_TZ else datetime(2025, 3, 3, 9))  # noqa: DTZ001
    assert story.now == NINE
    assert datetime.now() == datetime(2025, 3, 3, 9)  # noqa: DTZ001, DTZ005 naive local time is what is tested
    assert datetime.now(SYDNEY) == datetime.now(UTC) == NINE
    assert datetime.today() == datetime(2025, 3, 3, 9)  # noqa: DTZ001, DTZ002
    assert date.today() == date(2025, 3, 3)  # noqa: DTZ011
    assert time.time() == imported_early() == NINE.timestamp()
    assert (time.localtime().tm_hour, time.gmtime().tm_hour) == (9, 22)
    assert time.strftime("%H:%M") == "09:00"
    assert datetime.fromtimestamp(time.time()) == datetime(2025, 3, 3, 9)  # noqa: DTZ001, DTZ006
    assert datetime(2025, 3, 3, 9).timestamp() == NINE.timestamp()  # noqa: DTZ001
    assert NINE.astimezone().hour == 9


def test_rows_carry_the_local_day(story: Story) -> None:
    note = Note.objects.create(text="x")
    note.refresh_from_db()
    assert note.at == timezone.now()
    assert note.day == date(2025, 3, 3)


def test_timestamps_of_another_season_keep_their_offset(story: Story) -> None:
    winter = datetime(2025, 7, 1, 0, 0, tzinfo=UTC)
    assert datetime.fromtimestamp(winter.timestamp()).hour == 10  # noqa: DTZ006
    assert time.localtime(winter.timestamp()).tm_hour == 10


def test_the_repeated_hour_keeps_its_fold(story: Story) -> None:
    for moment, fold in ((FIRST_HALF_PAST_TWO, 0), (SECOND_HALF_PAST_TWO, 1)):
        story.starts_at(moment)
        for local in (datetime.now(SYDNEY), timezone.localtime() if settings.USE_TZ else datetime.now(SYDNEY)):
            assert (local.hour, local.minute, local.fold) == (2, 30, fold)
            assert local.astimezone(UTC) == moment
        assert datetime.now().fold == fold  # noqa: DTZ005
        assert datetime.now(UTC).astimezone(SYDNEY).fold == fold
        assert datetime.now(UTC).astimezone().utcoffset() == moment.astimezone(SYDNEY).utcoffset()
        assert datetime.now().timestamp() == moment.timestamp()  # noqa: DTZ005


def test_copies_keep_their_fold(story: Story) -> None:
    story.starts_at(SECOND_HALF_PAST_TWO)
    # freezegun copies those that were made before it started, or in C, in a way of its own.
    for local in (datetime.now(SYDNEY), MADE_BEFORE):
        assert copy.deepcopy(local).fold == pickle.loads(pickle.dumps(local)).fold == 1  # noqa: S301


def test_the_repeated_hour_passes_in_order(story: Story) -> None:
    from project.notes.tasks import note

    story.starts_at(FIRST_HALF_PAST_TWO - timedelta(minutes=1))
    # As local times the two are equal but for their fold.
    note.apply_async(("second",), eta=SECOND_HALF_PAST_TWO.astimezone(SYDNEY))
    note.apply_async(("first",), eta=FIRST_HALF_PAST_TWO.astimezone(SYDNEY))
    story.beat.stop()
    story.advance(hours=2)
    assert [run.args for run in story.tasks.runs("note")] == [("first",), ("second",)]
    assert "02:30:00 AEDT" in story.timeline()
    assert "02:30:00 AEST" in story.timeline()


def test_microseconds_survive(story: Story) -> None:
    moment = datetime(2025, 3, 3, 9, 0, 0, 123457, tzinfo=UTC)
    story.starts_at(moment)
    assert story.now == datetime.now(UTC) == moment


def test_threads_see_the_storys_time(story: Story) -> None:
    found: list[float] = []
    thread = threading.Thread(target=lambda: found.append(time.time()))
    thread.start()
    thread.join()
    with ThreadPoolExecutor(1) as pool:
        found.append(pool.submit(time.time).result())
        found.append(pool.submit(lambda: datetime.now(UTC).timestamp()).result())
    assert found == [NINE.timestamp()] * 3


def test_moments_may_be_days_text_and_dates(story: Story) -> None:
    story.starts_at(date(2025, 3, 4))
    assert f"{story.now:%a %H:%M %z}" == "Tue 00:00 +1100"
    story.starts_at("2025-03-04T12:00:00+00:00")
    assert f"{story.now:%a %H:%M}" == "Tue 23:00"
    story.advance(minutes=90)
    assert f"{story.now:%a %H:%M}" == "Wed 00:30"


def test_real_time_is_back_after_the_story(clock: str, db: None) -> None:
    with Story(clock=clock):
        assert time.time() < 1_800_000_000 / 1.03
    assert datetime.now(UTC).year > 2025
    assert type(datetime.now(UTC)) is datetime
    assert time.localtime().tm_year > 2025


@pytest.mark.parametrize("act", [lambda story: story.advance(hours=1), Story.settle, Story.check])
def test_a_clock_moved_by_somebody_else_is_noticed(story: Story, clock: str, act: Callable[[Story], None]) -> None:
    if clock == "freezegun":
        from freezegun import freeze_time

        elsewhere: Any = freeze_time("2030-01-01")
    else:
        import time_machine

        elsewhere = time_machine.travel(0, tick=False)
    with elsewhere, pytest.raises(NotSimulated, match="Something else has set the time"):
        act(story)


def test_time_that_is_frozen_already_is_noticed(db: None, clock: str) -> None:
    if clock == "freezegun":
        from freezegun import freeze_time

        already: Any = freeze_time("2030-01-01")
    else:
        import time_machine

        already = time_machine.travel(0, tick=False)
    with already, pytest.raises(NotSimulated, match="already"), Story(clock=clock):
        pass


def test_the_default_clock_is_the_first_that_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def is_installed(*names: str) -> None:
        monkeypatch.setattr("timeskip.clocks.find_spec", lambda name: find_spec(name) if name in names else None)

    is_installed("time_machine", "freezegun")
    assert type(clock_named(None)).__name__ == "TimeMachineClock"
    is_installed("freezegun")
    assert type(clock_named(None)).__name__ == "FreezegunClock"
    with pytest.raises(NotSimulated, match=r"pip install timeskip\[time-machine\]"):
        clock_named("time-machine")
    is_installed()
    with pytest.raises(NotSimulated, match=r"A story needs a clock and none is installed"):
        clock_named(None)
    with pytest.raises(ValueError, match="There is no clock 'sundial'"):
        clock_named("sundial")


@pytest.mark.parametrize("name", ["gifts", "github_client"])
def test_a_module_whose_name_begins_with_gi_is_frozen(name: str, db: None, tmp_path: Any) -> None:
    """freezegun leaves every module alone whose name begins with "gi"."""
    (tmp_path / f"{name}.py").write_text("from time import time\n")
    sys.path.insert(0, str(tmp_path))
    try:
        module = __import__(name)
        with Story(clock="freezegun"):
            assert module.time() == NINE.timestamp()
    finally:
        sys.path.remove(str(tmp_path))
        del sys.modules[name]


def test_a_process_that_a_test_starts_has_real_time(story: Story) -> None:
    year = subprocess.run(
        [sys.executable, "-c", "import datetime; print(datetime.date.today().year)"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert int(year) > 2025


def test_a_moment_that_is_none_is_answered(story: Story) -> None:
    with pytest.raises(ValueError, match=r"'tomorrow' is no moment. Give a datetime, a date, or text as in"):
        story.advance_to("tomorrow")
    with pytest.raises(TypeError, match="3 is no moment"):
        story.advance_to(3)  # type: ignore[arg-type]


def test_a_duration_that_is_none_is_answered(story: Story) -> None:
    with pytest.raises(TypeError, match=r"advance\(\) does not know months. It takes weeks, days"):
        story.advance(months=1)


def test_freezegun_does_not_import_what_is_lazy(monkeypatch: pytest.MonkeyPatch) -> None:
    def imported(name: str) -> Any:
        raise AssertionError(f"Somebody asked for {name}.")

    lazy = ModuleType("lazy")
    lazy.__dict__.update(__getattr__=imported, __dir__=lambda: ["at_first_use"], now=imported_early)
    monkeypatch.setitem(sys.modules, "lazy", lazy)
    clock = clock_named("freezegun")
    clock.start(NINE)
    try:
        assert lazy.now() == NINE.timestamp()
    finally:
        clock.stop()
    assert lazy.now is imported_early


def test_extensions_that_are_loaded_find_the_real_types(monkeypatch: pytest.MonkeyPatch) -> None:
    """They keep them: a fake would be there after the end of the story, and be taken for another size."""
    api = pytest.importorskip("freezegun.api")
    seen = []

    def load(loader: ExtensionFileLoader, module: ModuleType) -> None:
        seen.append((datetime_module.datetime, datetime_module.date))

    monkeypatch.setattr(ExtensionFileLoader, "exec_module", load)
    clock = clock_named("freezegun")
    clock.start(datetime(2025, 3, 3, tzinfo=UTC))
    try:
        ExtensionFileLoader("lazy", "lazy.so").exec_module(ModuleType("lazy"))
        assert datetime_module.datetime is api.FakeDatetime
    finally:
        clock.stop()
    assert seen == [(api.real_datetime, api.real_date)]
