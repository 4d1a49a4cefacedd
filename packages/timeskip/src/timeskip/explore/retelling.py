"""Tells a story from its beginning, in a copy of a process in which none has begun."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from timeskip.explore.act import Told
from timeskip.explore.breach import Breach
from timeskip.explore.copies import in_a_copy
from timeskip.explore.exploration import Exploration, Theme
from timeskip.explore.runner import ExploringRunner
from timeskip.explore.telling import Telling

Answer = TypeVar("Answer")


class Retelling:
    """Tells stories of a theme from their beginning."""

    def __init__(self, runner: ExploringRunner, exploration: Exploration, theme: Theme) -> None:
        self._runner, self._exploration, self._theme = runner, exploration, theme

    def place(self, acts: Sequence[Told]) -> str | None:
        """Return where a story ends; None where it ends in a breach."""
        return self._told(acts, lambda telling, breach: None if breach else telling.here())

    def breach(self, acts: Sequence[Told]) -> Breach | None:
        """Return the breach that a story ends in; None where it ends in none."""
        return self._told(acts, lambda telling, breach: breach)

    def steps(self, acts: Sequence[Told]) -> list[str]:
        """Return a story's steps from its beginning to its end, answers to what was refused included."""
        told = self._told(acts, lambda telling, breach: telling.steps)
        return [*self._theme.beginning.strip().splitlines(), *told, self._exploration.ending]

    def _told(self, acts: Sequence[Told], answer: Callable[[Telling, Breach | None], Answer]) -> Answer:
        return in_a_copy(lambda: self._tell(acts, answer))

    def _tell(self, acts: Sequence[Told], answer: Callable[[Telling, Breach | None], Answer]) -> Answer:
        answers: list[Answer] = []

        def go_on() -> None:
            telling = Telling(self._runner, self._exploration, self._theme)
            breach = None
            for act in acts:
                if breach := telling.tell(act.steps):
                    break
            answers.append(answer(telling, breach))

        self._runner.tell(self._theme.name, [self._theme.beginning, self._exploration.ending], go_on)
        return answers[0]
