"""What was refused: a scenario has to speak of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from common.refusals import Refusal
from features.drivers.evidence import Evidence


class Refusals:
    """Keeps a refusal until the scenario speaks of it."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._refusal: Refusal | None = None

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Keep a refusal of what is done in this block until the scenario speaks of it."""
        self.check()
        try:
            yield
        except Refusal as refusal:
            self._refusal = refusal
            self._evidence.refusal(str(refusal))

    def claim(self) -> str:
        """The reason of the refusal that the scenario now speaks of."""
        if self._refusal is None:
            raise AssertionError("Nothing was refused.")
        refusal, self._refusal = self._refusal, None
        return str(refusal)

    def check(self) -> None:
        """Fail the scenario in which something was refused and nobody said so."""
        if self._refusal is not None:
            raise AssertionError(f"Something was refused and the scenario did not say so: {self._refusal}")
