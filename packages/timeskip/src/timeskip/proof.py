"""What a step has compared, and what it looked at: a step that compared nothing has proved nothing."""

from dataclasses import dataclass, field


@dataclass
class _Record:
    comparisons: int = 0
    looked_at: list[tuple[str, str]] = field(default_factory=list)


_record = _Record()


def checked() -> None:
    """Say that a comparison has been made, one that could have failed.

    hamcrest's `assert_that`, unittest's asserts, the `assert` of a step definition and a story's own claims say so
    themselves.
    """
    _record.comparisons += 1


def looked_at(text: str, *, name: str = "looked at.txt") -> None:
    """Attach what a step has looked at: all of what its failure shows in part, or where it found nothing."""
    _record.looked_at.append((name, text))


def comparisons() -> int:
    """Return the number of comparisons so far, of this process."""
    return _record.comparisons


def take_looked_at() -> list[tuple[str, str]]:
    """Return what has been looked at since the last call: names of files and texts."""
    taken, _record.looked_at = _record.looked_at, []
    return taken
