"""`manage.py behave --books FILE`: what each scenario leaves, a line of JSON each, to compare runs."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from behave.model import Feature, Scenario
from behave.model_type import Status

from timeskip.behave.parallel.items import items_of
from timeskip.behave.tellings import Telling
from timeskip.retelling.declared import Retelling
from timeskip.retelling.files import add


class BooksFile:
    """Writes the books of each scenario that passes; workers of one run write the same file."""

    def __init__(self, retelling: Retelling, file: Path) -> None:
        self._retelling, self._file = retelling, file

    def prepare(self, features: Iterable[Feature]) -> None:
        """Empty the file, and let each scenario write its books when it has been told."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text("", encoding="utf-8")
        for item in items_of(features):
            item.scenario.run = partial(self._tell, item.scenario, item.key)

    def _tell(self, scenario: Scenario, key: str, runner: Any) -> bool:
        # A worker of a parallel run tells with a runner of its own.
        telling = Telling(self._retelling)
        failed = telling.run(scenario, runner)
        # One that the stack leaves out may have begun.
        if scenario.status == Status.passed and telling.books is not None:
            add(self._file, key, telling.books)
        return failed
