"""Requests of one person run one after another, and slow down above their credit."""

import asyncio

import pytest

from users import turns
from users.turns import TooManyWaiting, Turns


class Clock:
    """Replaces the module `time`: a turn takes as long as the test says."""

    def __init__(self) -> None:
        self.now = 100.0

    def perf_counter(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(turns, "time", clock)
    return clock


class Story:
    """Turns on a loop whose timers the test fires."""

    def __init__(self, clock: Clock) -> None:
        self.clock, self.turns, self.timers, self.told = clock, Turns(), [], []

    async def begin(self) -> None:
        asyncio.get_running_loop().call_later = lambda delay, *what: self.timers.append((delay, *what))

    async def work(self, who: str, seconds: float = 0.0) -> None:
        async with self.turns.turn(who):
            self.told.append(who)
            self.clock.now += seconds

    async def go_on(self) -> None:
        for _ in range(10):
            await asyncio.sleep(0)

    @property
    def delays(self) -> list[float]:
        return [round(delay, 3) for delay, *_ in self.timers]


def test_turns_of_one_person_run_one_after_another(clock):
    async def story():
        found, turns = [], Turns()

        async def work(name):
            async with turns.turn("Bella"):
                found.append(f"{name} begins")
                await asyncio.sleep(0)
                found.append(f"{name} ends")

        await asyncio.gather(work("first"), work("second"))
        return found

    assert asyncio.run(story()) == ["first begins", "first ends", "second begins", "second ends"]


def test_turns_of_two_people_run_at_once(clock):
    async def story():
        turns = Turns()
        async with turns.turn("Bella"), turns.turn("Ben"):
            return True

    assert asyncio.run(story())


def test_short_turn_is_not_delayed(clock):
    async def run():
        story = Story(clock)
        await story.begin()
        # 24 times 0.08 seconds are less than the credit of 2.
        await story.work("Bella", 0.08)
        await story.work("Bella")
        return story.told

    assert asyncio.run(run()) == ["Bella", "Bella"]


def test_debt_above_the_credit_delays_the_next_turn(clock):
    async def run():
        story = Story(clock)
        await story.begin()
        for _ in range(3):
            await story.work("Bella", 0.04)
        # 3 × 24 × 0.04 = 2.88 seconds, of which 0.08 passed at work; 2 are credit.
        waiting = asyncio.create_task(story.work("Bella"))
        await story.go_on()
        before = list(story.told)
        delay, release = next((delay, what) for delay, *what in story.timers if what[0] != turns._forget)
        release[0]()
        await waiting
        return before, story.told, round(delay, 3)

    before, after, delay = asyncio.run(run())
    assert (len(before), len(after)) == (3, 4)
    assert delay == 0.8


def test_delay_applies_to_one_person(clock):
    async def run():
        story = Story(clock)
        await story.begin()
        for _ in range(2):
            await story.work("Bella", 1)
        await story.work("Ben")
        return story.told

    assert asyncio.run(run()) == ["Bella", "Bella", "Ben"]


def test_slow_turn_is_charged_two_seconds_at_most(clock):
    async def run():
        story = Story(clock)
        await story.begin()
        await story.work("Bella", 60)
        return story.delays

    assert asyncio.run(run()) == [2]


def test_charge_delays_the_turn_after_next(clock):
    async def run():
        story = Story(clock)
        await story.begin()
        # Twenty sockets that flood at once count as one: 24 × 0.5 seconds are owed, of which 2 are credit.
        for _ in range(20):
            story.turns.charge("Bella", 0.5)
        await story.work("Bella")
        return max(delay for delay, *what in story.timers if what[0] != turns._forget)

    assert asyncio.run(run()) == 10


def test_debt_shrinks_with_time(clock):
    async def run():
        story = Story(clock)
        await story.begin()
        await story.work("Bella", 1)
        clock.now += 2
        await story.work("Bella", 0.01)
        return story.delays

    assert asyncio.run(run()) == [2, 0.24]


def test_more_than_forty_waiting_is_refused(clock):
    async def run():
        line, waiting = Turns(), []

        async def wait():
            async with line.turn("Bella"):
                pass

        async with line.turn("Bella"):
            waiting = [asyncio.create_task(wait()) for _ in range(40)]
            await asyncio.sleep(0)
            with pytest.raises(TooManyWaiting):
                await wait()
            # Somebody who gives up makes room.
            waiting[0].cancel()
            await asyncio.gather(waiting[0], return_exceptions=True)
            waiting.append(asyncio.create_task(wait()))
        return await asyncio.gather(*waiting[1:])

    assert len(asyncio.run(run())) == 40


def test_person_without_debt_is_not_stored(clock):
    async def run():
        story = Story(clock)
        await story.begin()
        await story.work("Bella")
        await story.work("Ben", 0.01)
        return list(story.turns._lines)

    assert asyncio.run(run()) == ["Ben"]
