"""One run of `manage.py explore`, theme by theme: what was told, and what was found."""

import json
import logging
from pathlib import Path
from random import Random

from django.utils.module_loading import import_string

from timeskip.explore.asked import Asked
from timeskip.explore.copies import called_in_copies
from timeskip.explore.exploration import Exploration, Theme
from timeskip.explore.explorer import Explorer, Findings, Found
from timeskip.explore.processor import processor_seconds
from timeskip.explore.reduction import Reduction
from timeskip.explore.report import Explored, Reported, write_report
from timeskip.explore.retelling import Retelling
from timeskip.explore.runner import ExploringRunner
from timeskip.explore.telling import Telling
from timeskip.explore.written import remove_written, write

ELSEWHERE = "A story that is told again from its beginning ends elsewhere"


class Session:
    """Explores with a runner that is ready to tell scenarios."""

    def __init__(self, runner: ExploringRunner) -> None:
        self._runner = runner
        self._asked = Asked(**json.loads(runner.config.userdata["explore"]))
        self._exploration: Exploration = import_string(self._asked.exploration)

    def run(self) -> bool:
        """Explore every theme that is asked for; returns whether anything was found."""
        # A line a task would be most of what the command says.
        logging.disable(logging.CRITICAL)
        themes = [one for one in self._exploration.themes if one.name in self._asked.themes]
        with called_in_copies(self._exploration.in_copies):
            explored = [self._explore(theme) for theme in themes]
        write_report(Path(self._asked.report), self._asked, explored)
        return any(one.breaches for one in explored)

    def _explore(self, theme: Theme) -> Explored:
        retelling = Retelling(self._runner, self._exploration, theme)
        # What this process loads and compiles, its copies need not load and compile again.
        self._runner.tell(theme.name, retelling.each_act())
        began = processor_seconds()
        findings = retelling.begun(self._findings)
        acts = self._exploration.acts_of(theme)
        explored = Explored.of(theme.name, self._asked.depth, findings, processor_seconds() - began, acts)
        for one in findings.again:
            if retelling.place(one.acts) != one.place:
                explored.breaches.append(Reported(ELSEWHERE, "\n".join(one.steps)))
        remove_written(Path(self._asked.found), theme.name)
        explored.breaches += [
            self._reduced(retelling, theme, found, findings.breaches[kind]) for kind, found in findings.found.items()
        ]
        self._say(explored)
        return explored

    def _findings(self, telling: Telling) -> Findings:
        explorer = Explorer(telling, one_in=self._asked.one_in)
        findings = explorer.every_story(self._asked.depth) if self._asked.depth else Findings()
        if self._asked.minutes:
            # The story's clock stands still.
            real_time = self._runner.context.stack.clock.real_time
            until = real_time() + 60 * self._asked.minutes
            random = Random(self._asked.seed)  # noqa: S311 an order is no secret
            findings.add(explorer.random_stories(self._asked.longest, random, lambda: real_time() >= until))
        return findings

    def _reduced(self, retelling: Retelling, theme: Theme, found: Found, times: int) -> Reported:
        """Reduce a story, and write it as a scenario that fails."""
        assert found.breach
        acts = Reduction(retelling, found.breach.kind, self._asked.budget).of(found.acts)
        steps = retelling.steps(acts)
        if not retelling.fails(steps):
            said = f"{found.breach.said}\nThis does not repeat when the story is told from its beginning:"
            return Reported(found.breach.title, "\n".join([said, *steps]), times)
        file = write(Path(self._asked.found), theme.name, found.breach.title, steps)
        return Reported(found.breach.title, found.breach.said, times, str(file))

    @staticmethod
    def _say(explored: Explored) -> None:
        print(explored, flush=True)  # noqa: T201 it is what the command says
