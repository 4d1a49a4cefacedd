"""What a run does with a scenario's story besides telling it: it may tell it in another way, and reads its books."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from typing import Any

from timeskip.retelling.declared import Books, Retelling

Begin = Callable[[Any], AbstractContextManager[Any]]


class Telling:
    """One telling of one scenario; `begin(story)` lasts as long as its story."""

    def __init__(
        self,
        retelling: Retelling,
        begin: Begin = nullcontext,
        *,
        longer: timedelta = timedelta(0),
        is_quiet: bool = False,
    ) -> None:
        self._books, self._begin = retelling.books, begin
        self._aftermath = retelling.aftermath + longer
        # Whether a failure is compared with the plain story, and not reported.
        self.is_quiet = is_quiet
        # What `begin` said of the story at its end, if it says anything.
        self.facts: Any = None
        # None until the story has ended.
        self.books: Books | None = None

    def run(self, scenario: Any, runner: Any) -> bool:
        """Run a scenario as this telling; returns whether it failed."""
        runner.telling = self
        try:
            # Past what a run has put in its place.
            return type(scenario).run(scenario, runner)
        finally:
            runner.telling = None

    @contextmanager
    def told(self, story: Any) -> Iterator[None]:
        """Tell a story while this lasts."""
        with self._begin(story) as facts:
            self._facts = facts
            yield

    def ends(self, story: Any) -> None:
        """Let what was interrupted be taken up again, and read what the story leaves."""
        self.facts = self._facts() if callable(self._facts) else None
        story.advance(seconds=self._aftermath.total_seconds())
        self.books = self._books(story)
