"""Hardship pauses in the API."""

from collections.abc import Callable
from datetime import date

from applications.models import Application, HardshipPause
from features.doors.api.caller import Caller
from features.drivers.person import Person


class HardshipPauses:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def grant(self, who: Person, application: Application, from_day: date, to_day: date, reason: str) -> None:
        raise NotImplementedError

    def end(self, who: Person, pause: HardshipPause, day: date) -> None:
        raise NotImplementedError

    def remove(self, who: Person, pause: HardshipPause) -> None:
        raise NotImplementedError
