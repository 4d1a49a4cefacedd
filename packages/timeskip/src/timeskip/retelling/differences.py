"""How the books of a story told otherwise differ from those of the plain one, besides what may."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from timeskip.retelling.declared import Books, MayDiffer, Row

# Of a table, as a difference shows them.
MOST_ROWS = 5
LONGEST_VALUE = 80  # characters
# The row's own columns that name it beside what differs.
NAMING = 3

Frozen = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FailedStep:
    """A step that failed: its text, and the first line of what it said."""

    text: str
    said: str


@dataclass(frozen=True)
class Outcome:
    """What a telling left: its books, and the steps that failed."""

    books: Books
    failed: tuple[FailedStep, ...] = ()


def differences(plain: Outcome, told: Outcome, allowed: Sequence[MayDiffer]) -> tuple[list[str], set[MayDiffer]]:
    """Return a line for each difference that is not allowed, and the allowances that were made use of."""
    used: set[MayDiffer] = set()
    lines = list(_of_steps(told.failed, [one for one in allowed if one.step], used))
    for table in sorted(plain.books.keys() | told.books.keys()):
        of_table = [one for one in allowed if table in one.tables]
        lines += _of_table(table, plain.books.get(table, ()), told.books.get(table, ()), of_table, used)
    return lines, used


def _of_steps(failed: Iterable[FailedStep], allowed: Sequence[MayDiffer], used: set[MayDiffer]) -> Iterator[str]:
    for step in failed:
        excuse = next((one for one in allowed if one.step in step.text), None)
        if excuse:
            used.add(excuse)
        else:
            yield f"the step “{step.text}” fails: {step.said}"


def _of_table(
    table: str, plain: Iterable[Row], told: Iterable[Row], allowed: Sequence[MayDiffer], used: set[MayDiffer]
) -> Iterator[str]:
    missing, added = _apart(plain, told, ())
    if not missing and not added:
        return
    by_columns = [one for one in allowed if one.columns]
    left = _apart(plain, told, [column for one in by_columns for column in one.columns])
    for one in by_columns:
        # Made use of only where fewer rows are the same without it.
        others = [column for other in by_columns if other is not one for column in other.columns]
        if _apart(plain, told, others) != left:
            used.add(one)
    missing, added = left
    for rows, is_allowed in ((missing, "lacks"), (added, "adds")):
        excuse = next((one for one in allowed if getattr(one, is_allowed)), None)
        if rows and excuse:
            used.add(excuse)
            rows.clear()
    yield from _in_words(table, list(missing.elements()), list(added.elements()))


def _apart(
    plain: Iterable[Row], told: Iterable[Row], without: Sequence[str]
) -> tuple[Counter[Frozen], Counter[Frozen]]:
    """Return the rows that only one of two tables has, in whatever order they are."""
    first, second = (Counter(_frozen(row, without) for row in rows) for rows in (plain, told))
    return first - second, second - first


def _frozen(row: Row, without: Sequence[str]) -> Frozen:
    return tuple((column, _shown(value)) for column, value in row.items() if column not in without)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def _in_words(table: str, missing: list[Frozen], added: list[Frozen]) -> Iterator[str]:
    lines = []
    for row in added:
        near = max(missing, key=lambda other: len(set(row) & set(other)), default=None)
        # Another value of the same row, rather than another row.
        if near is not None and 2 * len(set(row) & set(near)) >= len(row):
            missing.remove(near)
            changes = (f"{name} is {_short(value)}, plainly {_short(dict(near).get(name))}"
                       for name, value in row if dict(near).get(name) != value)  # fmt: skip
            lines.append(f"{table}: {_named(row)}: {'; '.join(changes)}")
        else:
            lines.append(f"{table}: added: {_all_of(row)}")
    lines += [f"{table}: missing: {_all_of(row)}" for row in missing]
    yield from lines[:MOST_ROWS]
    if len(lines) > MOST_ROWS:
        yield f"{table}: and {len(lines) - MOST_ROWS} more"


def _named(row: Frozen) -> str:
    return ", ".join(f"{name} {_short(value)}" for name, value in row[:NAMING])


def _all_of(row: Frozen) -> str:
    return ", ".join(f"{name}={_short(value)}" for name, value in row)


def _short(value: Hashable) -> str:
    text = repr(value) if isinstance(value, str) and (not value or " " in value) else str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
