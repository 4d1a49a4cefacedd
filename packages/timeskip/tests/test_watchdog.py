"""The watchdog ends what makes no progress, however long it has taken."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper

pytest.importorskip("behave")

import timeskip.behave
from timeskip.behave import watchdog
from timeskip.behave.watchdog import ScenarioHung, Watchdog

LOOK = 0.02
PATIENCE = 5 * LOOK


class EndsOnce(Watchdog):
    """Looks no more once it has ended something: on a busy machine the next look comes in the test's own code."""

    def _end(self, why: str) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        super()._end(why)


class Scenario:
    """Where a scenario is, and how much has happened in it."""

    def __init__(self, kind: type[Watchdog] = EndsOnce, patience: float = PATIENCE) -> None:
        self.place, self.happened = 0, 0
        self.watchdog = kind(patience, lambda: (self.place, self.happened))

    def lasts(self, *, moves: bool = False, happens: int = 0) -> None:
        """Be on the way four times as long as the watchdog's patience."""
        end = time.monotonic() + 4 * PATIENCE
        while time.monotonic() < end:
            time.sleep(LOOK)
            self.place += moves
            self.happened += happens


@pytest.fixture
def scenario(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scenario]:
    monkeypatch.setattr(watchdog, "INTERVAL", LOOK)
    monkeypatch.setattr(watchdog, "MOST_AT_ONE_MOMENT", 1000)
    yield from _watched(Scenario())


@pytest.fixture
def seldom(monkeypatch: pytest.MonkeyPatch) -> Iterator[Scenario]:
    """Looked at so seldom that no look falls between two statements of a test, even on a busy machine."""
    monkeypatch.setattr(watchdog, "INTERVAL", 0.5)
    yield from _watched(Scenario(Watchdog, patience=1.5))


def _watched(scenario: Scenario) -> Iterator[Scenario]:
    scenario.watchdog.watch()
    yield scenario
    scenario.watchdog._why = scenario.watchdog._ended = ""
    scenario.watchdog.rest()


@pytest.mark.parametrize("progress", [{"moves": True}, {"happens": 1}, {"moves": True, "happens": 800}])
def test_what_makes_progress_goes_on(progress: dict[str, Any], scenario: Scenario) -> None:
    scenario.lasts(**progress)
    scenario.watchdog.rest()


def test_what_makes_none_is_ended(scenario: Scenario, capfd: pytest.CaptureFixture[str]) -> None:
    scenario.lasts(moves=True)
    with pytest.raises(ScenarioHung, match=r"ended after 0\.1 seconds without progress; every stack"):
        time.sleep(10)
    assert "test_watchdog.py" in capfd.readouterr().err


def test_tasks_without_end_at_one_moment_are_ended(scenario: Scenario) -> None:
    with pytest.raises(ScenarioHung, match="ended after more than 1,000 events at one moment"):
        scenario.lasts(happens=100)


def test_an_exception_that_is_swallowed_comes_again(seldom: Scenario) -> None:
    with pytest.raises(ScenarioHung):
        time.sleep(10)
    with pytest.raises(ScenarioHung):
        time.sleep(10)
    with pytest.raises(ScenarioHung):
        seldom.watchdog.rest()


def test_cleanup_has_its_own_patience(seldom: Scenario) -> None:
    with pytest.raises(ScenarioHung):
        time.sleep(10)
    seldom.watchdog.begin_cleanup()
    time.sleep(2 * watchdog.INTERVAL)
    with pytest.raises(ScenarioHung):
        time.sleep(10)
    with pytest.raises(ScenarioHung):
        seldom.watchdog.rest()


def test_a_scenario_that_was_ended_is_tidied_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the project's own hook hangs, and what the story leaves behind takes longer than a look."""
    monkeypatch.setattr(watchdog, "INTERVAL", LOOK)
    monkeypatch.setattr(watchdog.Watchdog, "abandon", lambda self: time.sleep(3 * LOOK))
    closed = []

    class Stack(SimpleNamespace):
        @contextmanager
        def story(self) -> Iterator[Any]:
            yield SimpleNamespace(evidence=SimpleNamespace(entries=[]), timeline=lambda last: "")
            time.sleep(3 * LOOK)
            closed.append(True)

    stack = Stack(name="a stack", clock=SimpleNamespace(now=int), explain=str)
    hooks: dict[str, Any] = {"after_scenario": lambda context, scenario: time.sleep(10)}
    run = timeskip.behave._Run(None, {})
    run._stack, run._watchdog = stack, Watchdog(PATIENCE, run._progress)
    monkeypatch.setattr(timeskip.behave, "_Run", lambda project, options: run)
    timeskip.behave.install(hooks)
    scenario = SimpleNamespace(status=SimpleNamespace(has_failed=lambda: True), name="It hangs", all_steps=[])
    hooks["before_scenario"](None, scenario)
    hooks["django_ready"](SimpleNamespace())
    with pytest.raises(ScenarioHung):
        time.sleep(10)
    with pytest.raises(ScenarioHung):
        hooks["after_scenario"](None, scenario)
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert closed == [True]


@pytest.mark.django_db
def test_a_database_in_memory_outlives_a_scenario_that_was_ended() -> None:
    name = "file:outlives?mode=memory&cache=shared"
    connection = DatabaseWrapper({**connections["default"].settings_dict, "NAME": name, "OPTIONS": {}}, "outlives")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE letter (words TEXT)")
    watchdog._give_up(connection)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM letter")
        assert cursor.fetchone() == (0,)
    connection.connection.close()
