"""A bug: the slip of a hurried colleague, as a replacement of text that the code has exactly once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


class DoesNotApplyError(Exception):
    """The text that a bug replaces is not in the code exactly once."""


@dataclass(frozen=True, kw_only=True)
class Bug:
    """`chapter` is the folder in features/ that describes it; `begin` are the files to run first.

    A file of another chapter has its folder before it: 01_applications/what_each_stage_requires.
    """

    name: str
    chapter: str
    # What the colleague did, as one would tell it.
    told: str
    file: str
    text: str
    instead: str
    begin: tuple[str, ...] = ()
    # Of `manage.py explore`.
    theme: str

    def first(self) -> list[str]:
        """The features to run first, each with its folder."""
        return [name if "/" in name else f"{self.chapter}/{name}" for name in self.begin]

    def applied(self, code: str) -> str:
        """The code with the bug in it. Raises DoesNotApplyError."""
        count = code.count(self.text)
        if count != 1:
            raise DoesNotApplyError(f"{self.name}: {self.file} has its text {count} times instead of once.")
        return code.replace(self.text, self.instead)

    @contextmanager
    def put_in(self, tree: Path) -> Iterator[None]:
        """A tree has the bug until the end of the block. Raises DoesNotApplyError."""
        path = tree / self.file
        code = path.read_text()
        path.write_text(self.applied(code))
        try:
            yield
        finally:
            path.write_text(code)
