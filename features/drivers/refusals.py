"""Refusals: a scenario fails if no step names one."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from common.refusals import Refusal
from features.doors.protocol import NotThere
from features.drivers.evidence import Evidence

# Reasons that a page gives by not offering the act, and the API by “not found”.
ABSENT = re.compile(
    "|".join(
        (
            "There is no ",
            r"An? \w+ may not ",
            "Only ",
            "An application cannot move ",
            ".* cannot be changed at ",
            ".* cannot be handed in",
            ".* cannot be drawn up",
            ".* is neither a borrower nor a guarantor of ",
            ".* has already signed ",
            ".* does not work with ",
            "You cannot open an application for ",
            r".* is already an? \w+ of this loan",
        )
    )
)


class Refusals:
    """Keeps a refusal until a step names it."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._refusal: Refusal | None = None

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Keep a refusal that is raised in this block until a step names it."""
        self.check()
        try:
            yield
        except Refusal as refusal:
            self._refusal = refusal
            self._evidence.refusal(str(refusal))

    @contextmanager
    def leading_a_failure(self) -> Iterator[None]:
        """Let a failure in this block begin with the refusal that no step has named: it may be its cause."""
        try:
            yield
        except AssertionError as error:
            if self._refusal is None or str(self._refusal) in str(error):
                raise
            raise AssertionError(f"{self._sentence()}\n{error}") from error

    @property
    def unnamed(self) -> str | None:
        """The reason of a refusal that no step has named."""
        return None if self._refusal is None else str(self._refusal)

    def claim(self, expected: str = "") -> str:
        """Return the reason of the last refusal, and count it as expected; AssertionError without one.

        A page or an answer that is not there gives no reason: it means any reason that says so.
        """
        if self._refusal is None:
            raise AssertionError("Nothing was refused: what the last When says was done.")
        refusal, self._refusal = self._refusal, None
        if isinstance(refusal, NotThere) and ABSENT.match(expected):
            return expected
        return str(refusal)

    def check(self) -> None:
        """Fail where a refusal has not been named."""
        if self._refusal is not None:
            raise AssertionError(self._sentence())

    def _sentence(self) -> str:
        return f"This was refused, and no step says so: {self._refusal}"
