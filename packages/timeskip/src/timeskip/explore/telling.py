"""A story as it is told in this process: the steps are run as behave runs them."""

import faulthandler
import sys
from collections.abc import Iterator
from typing import Any

from behave.model import Step

from timeskip.behave.runner import StoryRunner
from timeskip.explore.act import Act, ToldAct, WrongDeclaration
from timeskip.explore.breach import Breach, breach_of
from timeskip.explore.exploration import Exploration, Theme
from timeskip.explore.place import Places
from timeskip.explore.steps import steps_of
from timeskip.explore.written import as_text

# Real seconds of an act, after which its process is ended.
LONGEST = 600
# To what one line of an act has brought about: many tasks may fail alike.
MOST_ANSWERS = 1000


class Telling:
    """One story, inside a scenario that has told its beginning.

    steps: what was told since then, answers to refusals included, a line a step.
    """

    def __init__(self, runner: StoryRunner, exploration: Exploration, theme: Theme) -> None:
        self._runner, self._exploration, self._theme = runner, exploration, theme
        self._context: Any = runner.context
        self._language = runner.config.lang
        self._places = Places(self._context.story)
        self.steps: list[str] = []

    def each_act(self) -> list[str]:
        """Tell every act that can happen once, up to the first breach; returns the steps."""
        told: set[str] = set()
        while new := [(act, ways) for act, ways in self.possible() if act.phrase not in told]:
            act, ways = new[0]
            told.add(act.phrase)
            before = list(self.steps)
            if self.tell(ways[0].steps):
                return before
        return self.steps

    def possible(self) -> list[tuple[Act, list[ToldAct]]]:
        """Return what may be told now."""
        return self._exploration.possible(self._theme, self._context)

    def here(self) -> str:
        """Return where the story is."""
        return self._places.here(self._exploration.apart(self._context))

    def tell(self, steps: str) -> Breach | None:
        """Tell an act, answer what came of it, and end the story for now; returns the breach that shows.

        The lines of an act after one that was answered are left out: they rely on it.
        """
        # Code that waits outside of Python hears no signal of the watchdog's.
        faulthandler.dump_traceback_later(LONGEST, exit=True, file=sys.__stderr__)
        try:
            return self._told(steps)
        finally:
            faulthandler.cancel_dump_traceback_later()

    def _told(self, steps: str) -> Breach | None:
        for line in steps_of(steps, self._language):
            if breach := self._run(line):
                return breach
            is_answered = False
            for answer in self._answers():
                is_answered = True
                if breach := self._run(answer):
                    return breach
            if is_answered:
                break
        return self._run(steps_of(self._exploration.ending, self._language)[0], is_end=True)

    def _answers(self) -> Iterator[Step]:
        """Yield the steps that have to follow what was told, as long as there are any."""
        for _ in range(MOST_ANSWERS):
            answer = self._exploration.answer(self._context)
            if not answer:
                return
            if not isinstance(answer, str):
                raise WrongDeclaration(f"`answer` has returned {answer!r}. Return a step, or None.")
            yield from steps_of(answer, self._language)
        raise WrongDeclaration(
            f"`answer` has returned a step {MOST_ANSWERS:,} times in a row, at last “{answer}”. Once a step was told, "
            "`answer` has to return the next one, or None."
        )

    def _run(self, step: Step, *, is_end: bool = False) -> Breach | None:
        # Only the last step of a scenario checks what the scenario has left unsaid.
        own = self._context.scenario.steps
        if is_end:
            own.append(step)
        else:
            self.steps.append(as_text(step))
        try:
            if step.run(self._runner, quiet=True):
                return None
        finally:
            if is_end:
                own.pop()
        return breach_of(step.exception, step.error_message)
