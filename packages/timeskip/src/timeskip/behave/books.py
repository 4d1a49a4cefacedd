"""`manage.py behave --books FILE`: what each scenario leaves, a line of JSON each, to compare runs."""

import json
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from behave.model import Feature, Scenario

from timeskip.behave.parallel.items import items_of
from timeskip.behave.tellings import Telling
from timeskip.retelling.declared import Books, MayDiffer, Retelling
from timeskip.retelling.differences import Told, differences


class BooksFile:
    """Writes the books of each scenario that passes; workers of one run write the same file."""

    def __init__(self, runner: Any, retelling: Retelling, file: Path) -> None:
        self._runner, self._retelling, self._file = runner, retelling, file

    def prepare(self, features: Iterable[Feature]) -> None:
        """Empty the file, and let each scenario write its books when it has been told."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text("", encoding="utf-8")
        for item in items_of(features):
            item.scenario.run = partial(self._tell, item.scenario, item.key)

    def _tell(self, scenario: Scenario, key: str, runner: Any) -> bool:
        # A worker of a parallel run tells with a runner of its own.
        telling = runner.telling = Telling(self._retelling)
        try:
            failed = type(scenario).run(scenario, runner)
        finally:
            runner.telling = None
        if not failed and telling.books is not None:
            line = json.dumps([key, telling.books], default=str)
            # One write, to the end of the file as it then is.
            with self._file.open("ab", buffering=0) as file:
                file.write(f"{line}\n".encode())
        return failed


def read(file: Path) -> dict[str, Books]:
    """Return the books of each scenario by its file and title."""
    return dict(json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())


def compared(
    plain: dict[str, Books], other: dict[str, Books], way: str, may_differ: Sequence[MayDiffer]
) -> tuple[dict[str, list[str]], set[MayDiffer]]:
    """Return, by scenario that both runs have, how its books differ, and the allowances that were made use of."""
    found, used = {}, set()
    for key in sorted(plain.keys() & other.keys()):
        allowed = [one for one in may_differ if one.concerns(way, key)]
        lines, used_here = differences(Told(plain[key]), Told(other[key]), allowed)
        used |= used_here
        if lines:
            found[key] = lines
    return found, used
