"""Tells every short story of a theme, and random long ones."""

import gc
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from random import Random

from timeskip.explore.act import ToldAct
from timeskip.explore.breach import Breach, breach_of
from timeskip.explore.copies import CopyDied, Note, in_a_copy, in_a_noting_copy
from timeskip.explore.randomness import back_to, mark
from timeskip.explore.telling import Telling

Acts = tuple[ToldAct, ...]


@dataclass(frozen=True)
class Found:
    """A story that ended in a breach."""

    acts: Acts
    breach: Breach


@dataclass(frozen=True)
class Ended:
    """A story that is to be told again: its steps, and the place where it ended."""

    acts: Acts
    steps: tuple[str, ...]
    place: str


@dataclass
class Findings:
    """What came of telling stories.

    stories: how many were told; unchanged: after how many nothing had changed; known: how many ended where an
        earlier one had been; breaches: how many there were of each kind; found: the first story of each kind;
    again: stories to be told again from their beginning; places: where stories have been, and how many acts were left;
    happened: the phrases of the acts that were told.
    """

    stories: int = 0
    unchanged: int = 0
    known: int = 0
    breaches: Counter[str] = field(default_factory=Counter)
    found: dict[str, Found] = field(default_factory=dict)
    again: list[Ended] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    happened: set[str] = field(default_factory=set)

    def add(self, other: "Findings") -> None:
        """Add what came of other stories."""
        self.stories += other.stories
        self.unchanged += other.unchanged
        self.known += other.known
        self.breaches += other.breaches
        self.found = {**other.found, **self.found}
        self.again += other.again
        self.places |= other.places
        self.happened |= other.happened


class Explorer:
    """Tells the stories that go on from where a telling is now.

    one_in: of so many stories, one is kept so that it can be told again from its beginning.
    stop: whether no story is told after the first breach.
    """

    def __init__(self, telling: Telling, *, one_in: int, stop: bool = False) -> None:
        self._telling, self._one_in, self._stop = telling, one_in, stop
        self._places: dict[str, int] = {}

    def every_story(self, depth: int) -> Findings:
        """Tell every story of up to `depth` acts."""
        self._places[self._telling.here()] = depth
        return self._below((), depth)

    def random_stories(self, longest: int, random: Random, is_time_up: Callable[[], bool]) -> Findings:
        """Tell stories of up to `longest` acts by weight, until the time is up."""
        findings = Findings()
        while not is_time_up() and not self._is_over(findings):
            # A copy takes the numbers that come next; the story after it begins with others.
            findings.add(self._random_story_in_a_copy(longest, random))
            random.seed(random.random())
        return findings

    def _below(self, acts: Acts, depth: int) -> Findings:
        findings, here = Findings(), self._telling.here()
        # A copy shares the memory of what it is copied from until somebody writes there, and a search for garbage does.
        gc.disable()
        gc.freeze()
        waiting = [(act.phrase, (*acts, told)) for act, ways in self._telling.possible() for told in ways]
        while waiting and not self._is_over(findings):
            branches = [branch for _, branch in waiting]
            number, below = self._told_in_a_copy(branches, here, depth - 1)
            self._places |= below.places
            findings.add(below)
            findings.happened |= {phrase for phrase, _ in waiting[:number]}
            del waiting[:number]
        return findings

    def _told_in_a_copy(self, branches: list[Acts], here: str, depth: int) -> tuple[int, Findings]:
        try:
            return in_a_copy(partial(self._tell_until_one_changes, branches, here, depth))
        except CopyDied:
            # Which of them it died of shows where the first is told by itself.
            return 1, self._branch_in_a_copy(branches[0], here, depth)

    def _tell_until_one_changes(self, branches: list[Acts], here: str, depth: int) -> tuple[int, Findings]:
        """Tell one more act, and, as long as nothing has changed, the next instead; returns how many were told.

        A copy of the process costs more than most acts.
        """
        findings, steps, generated = Findings(), list(self._telling.steps), mark()
        for number, acts in enumerate(branches, 1):
            told = self._branch(acts, here, depth)
            findings.add(told)
            if told.stories > told.unchanged:
                return number, findings
            self._telling.steps = list(steps)
            back_to(generated)
        return len(branches), findings

    def _is_over(self, findings: Findings) -> bool:
        return self._stop and bool(findings.found)

    def _branch_in_a_copy(self, acts: Acts, here: str, depth: int) -> Findings:
        try:
            return in_a_copy(partial(self._branch, acts, here, depth))
        except CopyDied as error:
            findings = Findings(stories=1)
            self._note(findings, acts, breach_of(error, str(error)))
            return findings

    def _random_story_in_a_copy(self, longest: int, random: Random) -> Findings:
        try:
            return in_a_noting_copy(partial(self._random_story, longest, random))
        except CopyDied as error:
            if error.noted is None:
                raise
            acts, findings = error.noted
            self._note(findings, acts, breach_of(error, str(error)))
            return findings

    def _branch(self, acts: Acts, before: str, depth: int) -> Findings:
        """Tell one more act, and then all that may follow it."""
        findings = Findings(stories=1)
        breach = self._telling.tell(acts[-1].steps)
        if breach:
            self._note(findings, acts, breach)
            return findings
        here = self._telling.here()
        if int(here, 16) % self._one_in == 0:
            findings.again.append(Ended(acts, tuple(self._telling.steps), here))
        if here == before:
            findings.unchanged += 1
        elif self._places.get(here, -1) >= depth:
            findings.known += 1
        else:
            findings.places[here] = self._places[here] = depth
            if depth:
                findings.add(self._below(acts, depth))
        return findings

    def _random_story(self, longest: int, random: Random, note: Note) -> Findings:
        findings, acts = Findings(stories=1), ()
        for _ in range(longest):
            possible = self._telling.possible()
            if not possible:
                break
            act, ways = random.choices(possible, [act.weight for act, _ in possible])[0]
            findings.happened.add(act.phrase)
            acts = (*acts, random.choice(ways))
            # It may die of this act.
            note((acts, findings))
            breach = self._telling.tell(acts[-1].steps)
            if breach:
                self._note(findings, acts, breach)
                break
        return findings

    @staticmethod
    def _note(findings: Findings, acts: Acts, breach: Breach) -> None:
        findings.breaches[breach.kind] += 1
        findings.found[breach.kind] = Found(acts, breach)
