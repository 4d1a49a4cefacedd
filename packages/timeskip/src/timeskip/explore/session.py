"""One run of `manage.py explore`, theme by theme: what was told, and what was found."""

import json
import logging
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

from behave.exception import ConfigError
from django.utils.module_loading import import_string

from timeskip.explore.copies import in_a_copy
from timeskip.explore.exploration import Exploration, Theme
from timeskip.explore.explorer import Explorer, Findings, Found
from timeskip.explore.processor import processor_seconds
from timeskip.explore.reduction import Reduction
from timeskip.explore.retelling import Retelling
from timeskip.explore.runner import ExploringRunner
from timeskip.explore.telling import Telling
from timeskip.explore.written import Written, remove_written, write


@dataclass(frozen=True)
class Asked:
    """What a run is asked for.

    exploration: the dotted path of the project's Exploration; themes: names of themes; depth: most acts of a story;
    minutes: how long random stories are told after that; seed: theirs; longest: most acts of one;
    one_in: of so many stories, one is told again from its beginning; budget: processor seconds for reducing a story;
    found: where scenarios are written; report: where the figures are written.
    """

    exploration: str
    themes: tuple[str, ...] = ()
    depth: int = 2
    minutes: float = 0
    seed: int = 0
    longest: int = 12
    one_in: int = 50
    budget: float = 60
    found: str = "features/found"
    report: str = "reports/explored.json"


@dataclass
class Explored:
    """What came of a theme."""

    theme: str
    depth: int
    stories: int = 0
    unchanged: int = 0
    known: int = 0
    retold: int = 0
    seconds: float = 0.0
    breaches: list[Written] = field(default_factory=list)

    def __str__(self) -> str:
        speed = self.stories / self.seconds if self.seconds else 0
        return (
            f"{self.theme}: {self.stories} stories in {self.seconds:.1f} s of processor time ({speed:.0f} a second); "
            f"{self.unchanged} changed nothing, {self.known} ended where another had been; {self.retold} were told "
            f"again from their beginning; {len(self.breaches) or 'no'} kind(s) of breach"
        )


class Session:
    """Explores with a runner that is ready to tell scenarios."""

    def __init__(self, runner: ExploringRunner) -> None:
        self._runner = runner
        options = json.loads(runner.config.userdata["explore"])
        self._asked = Asked(**{**options, "themes": tuple(options.get("themes", ()))})
        self._exploration: Exploration = import_string(self._asked.exploration)

    def run(self) -> bool:
        """Explore every theme that is asked for; returns whether anything was found."""
        # A line a task would be most of what the command says.
        logging.disable(logging.CRITICAL)
        chosen = [one for one in self._exploration.themes if not self._asked.themes or one.name in self._asked.themes]
        for theme in chosen:
            # What is loaded and compiled by now, copies need not load and compile again.
            self._rehearse(theme)
        explored = [self._explore(theme) for theme in chosen]
        report = Path(self._asked.report)
        report.parent.mkdir(parents=True, exist_ok=True)
        told = {"seed": self._asked.seed, "minutes": self._asked.minutes, "themes": [asdict(one) for one in explored]}
        report.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        return any(one.breaches for one in explored)

    def _rehearse(self, theme: Theme) -> None:
        def tell_each_act() -> None:
            telling = Telling(self._runner, self._exploration, theme)
            told: set[str] = set()
            while new := [(act, ways) for act, ways in telling.possible() if act.phrase not in told]:
                act, ways = new[0]
                told.add(act.phrase)
                telling.tell(ways[0].steps)
            telling.here()

        steps = [theme.beginning, self._exploration.ending]
        if breach := self._runner.tell("Rehearsal", steps, tell_each_act):
            raise ConfigError(f"The beginning of “{theme.name}” fails: {breach.said}")

    def _explore(self, theme: Theme) -> Explored:
        began = processor_seconds()
        findings = in_a_copy(lambda: self._findings(theme))
        explored = Explored(theme.name, self._asked.depth, findings.stories, findings.unchanged, findings.known)
        explored.seconds = round(processor_seconds() - began, 2)
        retelling = Retelling(self._runner, self._exploration, theme)
        remove_written(Path(self._asked.found), theme.name)
        for one in findings.again:
            explored.retold += 1
            if (place := retelling.place(one.acts)) != one.place:
                explored.breaches.append(_elsewhere(one, place))
        self._say(str(explored))
        for kind, found in findings.found.items():
            written = self._write(retelling, theme, found, findings.breaches[kind])
            explored.breaches.append(written)
            self._say(f"\n{written}")
        return explored

    def _findings(self, theme: Theme) -> Findings:
        findings = Findings()

        def explore() -> None:
            explorer = Explorer(Telling(self._runner, self._exploration, theme), one_in=self._asked.one_in)
            if self._asked.depth:
                findings.add(explorer.every_story(self._asked.depth))
            if self._asked.minutes:
                # The story's clock stands still.
                real_time = self._runner.context.stack.clock.real_time
                until = real_time() + 60 * self._asked.minutes
                random = Random(f"{self._asked.seed} {theme.name}")  # noqa: S311 no secret
                findings.add(explorer.random_stories(self._asked.longest, random, lambda: real_time() >= until))

        self._runner.tell(theme.name, [theme.beginning, self._exploration.ending], explore)
        return findings

    def _write(self, retelling: Retelling, theme: Theme, found: Found, times: int) -> Written:
        assert found.breach
        reduction = Reduction(retelling, found.breach.kind, self._asked.budget)
        acts = reduction.of(found.acts)
        steps = retelling.steps(acts)
        return write(Path(self._asked.found), theme.name, found.breach, steps, times, repeats=reduction.repeats)

    @staticmethod
    def _say(text: str) -> None:
        print(text, flush=True)  # noqa: T201 it is what the command says


def _elsewhere(one: Found, place: str | None) -> Written:
    said = f"Told from its beginning it ended elsewhere ({place}):\n" + "\n".join(one.steps)
    return Written("A story that is told again ends elsewhere", said, None, 1)
