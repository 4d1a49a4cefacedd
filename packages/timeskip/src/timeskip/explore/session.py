"""One run of `manage.py explore`, theme by theme: what was told, and what was found."""

import json
import logging
import signal
import sys
import traceback
from pathlib import Path
from random import Random

from django.utils.module_loading import import_string

from timeskip.errors import NotSimulated
from timeskip.explore.act import WrongDeclaration
from timeskip.explore.asked import Asked
from timeskip.explore.beginning import Beginning
from timeskip.explore.copies import called_in_copies, require_copies
from timeskip.explore.exploration import Exploration, Theme
from timeskip.explore.explorer import Explorer, Findings, Found
from timeskip.explore.processor import processor_seconds
from timeskip.explore.reduction import Reduction
from timeskip.explore.report import Explored, Reported, write_report
from timeskip.explore.runner import BeginningFailed, TellingRunner
from timeskip.explore.telling import Telling
from timeskip.explore.written import remove_written, write

ELSEWHERE = "A story that is told again from its beginning ends elsewhere"


class ExploringRunner(TellingRunner):
    """behave's runner of `manage.py explore`: hooks and steps are loaded, and no feature is."""

    # Whether the run has come to its end. Without that nobody knows whether there is anything to find.
    has_explored = False

    def run_with_paths(self) -> bool:
        """Explore as the userdata asks; returns whether anything was found."""
        self.load()
        self.run_hook("before_all")
        if self.hook_failures:
            # The hook has said why.
            return True
        try:
            require_copies()
            has_found = Session(self).run()
            type(self).has_explored = True
            return has_found
        except (BeginningFailed, NotSimulated, WrongDeclaration) as reason:
            print(reason, file=sys.__stderr__)
            return True
        except Exception:
            traceback.print_exc(file=sys.__stderr__)
            return True
        finally:
            # An error may have left a scenario before its end.
            signal.setitimer(signal.ITIMER_REAL, 0)
            self.run_hook("after_all")


class Session:
    """Explores with a runner that is ready to tell scenarios."""

    def __init__(self, runner: TellingRunner) -> None:
        self._runner = runner
        self._asked = Asked(**json.loads(runner.config.userdata["explore"]))
        self._exploration: Exploration = import_string(self._asked.exploration)
        self._exploration.require_steps(runner.config.lang)

    def run(self) -> bool:
        """Explore every theme that is asked for; returns whether anything was found."""
        # A line a task would be most of what the command says.
        logging.disable(logging.CRITICAL)
        themes = [one for one in self._exploration.themes if one.name in self._asked.themes]
        with called_in_copies(self._exploration.in_copies):
            explored: list[Explored] = []
            for theme in themes:
                explored.append(self._explore(theme))
                # Of what comes after, nobody knows whether it comes to an end.
                write_report(Path(self._asked.report), self._asked, explored)
        return any(one.breaches for one in explored)

    def _explore(self, theme: Theme) -> Explored:
        beginning = Beginning(self._runner, self._exploration, theme)
        # What this process loads and compiles, its copies need not load and compile again.
        if steps := beginning.each_act():
            self._runner.tell(theme.name, steps)
        began = processor_seconds()
        findings = beginning.begun(self._findings)
        acts = self._exploration.acts_of(theme)
        explored = Explored.of(theme.name, self._asked.depth, findings, processor_seconds() - began, acts)
        for one in findings.again:
            if beginning.place(one.acts) != one.place:
                explored.breaches.append(Reported(ELSEWHERE, "\n".join(one.steps)))
        remove_written(Path(self._asked.found), theme.name)
        explored.breaches += [
            self._reduced(beginning, theme, found, findings.breaches[kind]) for kind, found in findings.found.items()
        ]
        self._say(explored)
        return explored

    def _findings(self, telling: Telling) -> Findings:
        explorer = Explorer(telling, one_in=self._asked.one_in, stop=self._asked.stop)
        findings = explorer.every_story(self._asked.depth) if self._asked.depth else Findings()
        if self._asked.minutes and not (self._asked.stop and findings.found):
            # The story's clock stands still.
            real_time = self._runner.context.stack.clock.real_time
            until = real_time() + 60 * self._asked.minutes
            random = Random(self._asked.seed)  # noqa: S311 an order is no secret
            findings.add(explorer.random_stories(self._asked.longest, random, lambda: real_time() >= until))
        return findings

    def _reduced(self, beginning: Beginning, theme: Theme, found: Found, times: int) -> Reported:
        """Reduce a story, and write it as a scenario that fails."""
        acts = Reduction(beginning, found.breach.kind, self._asked.budget).of(found.acts)
        steps = beginning.steps(acts)
        if not beginning.fails(steps):
            said = f"{found.breach.said}\nThis does not repeat when the story is told from its beginning:"
            return Reported(found.breach.title, "\n".join([said, *steps]), times)
        folder, language = Path(self._asked.found), self._runner.config.lang
        file = write(folder, theme.name, found.breach.title, steps, language)
        return Reported(found.breach.title, found.breach.said, times, str(file))

    @staticmethod
    def _say(explored: Explored) -> None:
        print(explored, flush=True)  # noqa: T201 it is what the command says
