"""Tells a story from its beginning, in a copy of a process in which none has begun."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from timeskip.explore.act import ToldAct
from timeskip.explore.breach import Breach, breach_of
from timeskip.explore.copies import CopyDied, Note, in_a_copy, in_a_noting_copy
from timeskip.explore.exploration import Exploration, Theme
from timeskip.explore.runner import BeginningFailed, TellingRunner
from timeskip.explore.telling import Telling

Answer = TypeVar("Answer")


class Beginning:
    """Tells stories of a theme from their beginning."""

    def __init__(self, runner: TellingRunner, exploration: Exploration, theme: Theme) -> None:
        self._runner, self._exploration, self._theme = runner, exploration, theme

    def begun(self, go_on: Callable[[Telling], Answer]) -> Answer:
        """Tell the beginning in a copy of the process, and return what `go_on` makes of it there.

        Raises BeginningFailed, or CopyDied where the copy ends after the beginning.
        """
        steps = [self._theme.beginning, self._exploration.ending]

        def tell(note: Note) -> Answer:
            def begin() -> Answer:
                note("begun")
                return go_on(Telling(self._runner, self._exploration, self._theme))

            return self._runner.go_on(self._theme.name, steps, begin)

        try:
            return in_a_noting_copy(tell)
        except CopyDied as error:
            if not error.noted:
                raise BeginningFailed(f"The beginning of “{self._theme.name}” fails: {error}") from error
            raise

    def place(self, acts: Sequence[ToldAct]) -> str | None:
        """Return where a story ends; None where it ends in a breach."""
        try:
            return self.begun(lambda telling: None if _tell(telling, acts) else telling.here())
        except CopyDied:
            return None

    def breach(self, acts: Sequence[ToldAct]) -> Breach | None:
        """Return the breach that a story ends in; None where it ends in none."""
        try:
            return self.begun(lambda telling: _tell(telling, acts))
        except CopyDied as error:
            return breach_of(error, str(error))

    def steps(self, acts: Sequence[ToldAct]) -> list[str]:
        """Return a story's steps from its beginning to its end, answers to what was refused included.

        Where the process ends with the story, nobody knows the answers.
        """

        def told(telling: Telling) -> list[str]:
            _tell(telling, acts)
            return telling.steps

        try:
            between = self.begun(told)
        except CopyDied:
            between = [act.steps for act in acts]
        return [self._theme.beginning, *between, self._exploration.ending]

    def each_act(self) -> list[str] | None:
        """Return the steps of a story in which every act happens once that can; None where one ends its process."""
        try:
            return [self._theme.beginning, *self.begun(Telling.each_act), self._exploration.ending]
        except CopyDied:
            return None

    def fails(self, steps: Sequence[str]) -> bool:
        """Whether a scenario fails as `manage.py behave` tells it."""
        try:
            return in_a_copy(lambda: self._runner.tell(self._theme.name, steps)) is not None
        except CopyDied:
            return True


def _tell(telling: Telling, acts: Sequence[ToldAct]) -> Breach | None:
    for act in acts:
        if breach := telling.tell(act.steps):
            return breach
    return None
