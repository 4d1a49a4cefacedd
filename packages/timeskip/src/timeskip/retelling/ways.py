"""The ways in which a story is told otherwise. Each is what production may do to the very same events."""

import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from timeskip.moments import Moment, as_utc
from timeskip.stand_ins import StandIn
from timeskip.story import Story

DAY = timedelta(days=1)
OUTAGE = 2 * DAY
# Time that passes at once, of which beat is up for a day before it is down.
LONG = OUTAGE + DAY
# At which a worker dies, or is overtaken, of each scenario's, unless all are asked for.
POINTS = 3


@dataclass(frozen=True)
class Facts:
    """What happened in the plain story that a way may strike.

    runs: of tasks. fired: entries of beat. choices: moments at which tasks could have run in another order.
    points: at which a worker may die. claims: at which another may be faster.
    advanced: the longest time that passed at once.
    """

    runs: int
    fired: int
    choices: int
    points: int
    claims: int
    advanced: timedelta


@dataclass(frozen=True)
class Sampling:
    """points: at how many of a scenario's points a worker dies or is overtaken; None for all. seed: at which."""

    seed: int = 0
    points: int | None = POINTS

    def of(self, count: int) -> list[int]:
        """Return the points, of so many, that are struck."""
        every = range(1, count + 1)
        if self.points is None or count <= self.points:
            return list(every)
        return sorted(random.Random(self.seed).sample(every, self.points))  # noqa: S311 no secret


@dataclass(frozen=True)
class Variation:
    """One telling. `begin(story)` lasts as long as the story."""

    words: str
    begin: Callable[[Story], AbstractContextManager[Any]]


@dataclass(frozen=True)
class Way:
    """`variations` of a plain story are none where there is nothing in it to tell otherwise.

    aftermath: how much longer than the project's, in both tellings: a task may come early, and still be the same.
    """

    name: str
    sentence: str
    variations: Callable[[Facts, Sampling], list[Variation]]
    aftermath: timedelta = timedelta(0)


@contextmanager
def plainly(story: Story) -> Iterator[Callable[[], Facts]]:
    """Tell a story as it is, and count what might be told otherwise: what this yields returns that."""
    longest = timedelta(0)

    def advance_and_measure(moment: Moment, advance_to: Callable[[Moment], None] = story.advance_to) -> None:
        nonlocal longest
        longest = max(longest, as_utc(moment) - as_utc(story.now))
        advance_to(moment)

    def facts() -> Facts:
        fired = sum(story.beat.fired.values())
        workers = story.workers
        points, claims = workers.points_passed, workers.claims_passed
        return Facts(len(story.tasks.runs()), fired, story.tasks.choices, points, claims, longest)

    story.workers.count_points()
    with StandIn(story, "advance_to", advance_and_measure):
        yield facts


def _twice(facts: Facts, sampling: Sampling) -> list[Variation]:
    return [Variation("", _at_once(_deliver_twice))] * bool(facts.runs)


def _deliver_twice(story: Story) -> None:
    story.workers.deliver_twice()
    story.tasks.claim_deliveries_together()


def _two_beats(facts: Facts, sampling: Sampling) -> list[Variation]:
    def second_beat(story: Story) -> None:
        story.beat.count = 2

    return [Variation("", _at_once(second_beat))] * bool(facts.fired)


def _rival(facts: Facts, sampling: Sampling) -> list[Variation]:
    at_each = Variation("at each claim", _at_once(_race_at_each))
    return [at_each] * bool(facts.claims) + [
        Variation(f"at claim {claim} of {facts.claims}", _at_once(partial(_race_at, claim=claim)))
        for claim in sampling.of(facts.claims)
    ]


def _race_at_each(story: Story) -> None:
    story.workers.race_at_each_claim()
    story.tasks.claim_deliveries_together()


def _race_at(story: Story, claim: int) -> None:
    story.workers.race_once(claim)
    story.tasks.claim_deliveries_together()


def _deaths(facts: Facts, sampling: Sampling) -> list[Variation]:
    return [
        Variation(f"at point {point} of {facts.points}", _at_once(partial(_die_at, point=point)))
        for point in sampling.of(facts.points)
    ]


def _die_at(story: Story, point: int) -> None:
    story.workers.die_once(point)


def _orders(facts: Facts, sampling: Sampling) -> list[Variation]:
    if not facts.choices:
        return []
    # The seed 0 is the order turned round.
    seeds = dict.fromkeys((0, sampling.seed + 1))
    return [
        Variation(f"in the order of seed {seed}" if seed else "last asked for, first run", _shuffled(seed))
        for seed in seeds
    ]


def _shuffled(seed: int) -> Callable[[Story], AbstractContextManager[Any]]:
    return _at_once(lambda story: story.tasks.shuffle(seed))


def _without_beat(facts: Facts, sampling: Sampling) -> list[Variation]:
    return [Variation("", _beat_is_down)] * bool(facts.fired and facts.advanced >= LONG)


@contextmanager
def _beat_is_down(story: Story) -> Iterator[None]:
    """Where three days or more pass at once, beat is down for the last two, and then comes up again."""

    def advance_without_beat(moment: Moment, advance_to: Callable[[Moment], None] = story.advance_to) -> None:
        if as_utc(moment) - as_utc(story.now) < LONG or story.beat.running_since is None:
            advance_to(moment)
            return
        advance_to(as_utc(moment) - OUTAGE)
        story.beat.stop()
        advance_to(moment)
        story.beat.resume(remembers=True)
        advance_to(moment)

    with StandIn(story, "advance_to", advance_without_beat):
        yield


def _at_once(act: Callable[[Story], None]) -> Callable[[Story], AbstractContextManager[Any]]:
    def begin(story: Story) -> AbstractContextManager[Any]:
        act(story)
        return nullcontext()

    return begin


WAYS = {
    way.name: way
    for way in (
        Way("delivered-twice", "Every task's message is delivered twice.", _twice),
        Way("two-beats", "Two beats run, and each sends every task that is due.", _two_beats),
        Way("worker-dies", "A worker dies at a write, after a commit, or before it acknowledges.", _deaths),
        Way("rival", "At each claim a second worker has just done the whole task.", _rival),
        Way("other-order", "Tasks that are due at one moment run in another order.", _orders),
        Way(
            "beat-down",
            "Beat is down for two days of a longer time; once up again it does what it remembers.",
            _without_beat,
            aftermath=DAY,
        ),
    )
}
# Not ways of one run: the same story on another stack, compared by files of books.
STACKS = {
    "postgres": "The story is told on PostgreSQL.",
    "real": "The story is told on real processes.",
}


def ways_named(names: str) -> list[Way]:
    """Return the ways of a list with commas, or all of them for "all"; ValueError for a name that no way has."""
    if names == "all":
        return list(WAYS.values())
    for name in names.split(","):
        if name not in WAYS:
            raise ValueError(f"--retell takes 'all' or some of {', '.join(WAYS)}, not {name!r}.")
    return [WAYS[name] for name in names.split(",")]
