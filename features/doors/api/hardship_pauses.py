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
        days = {"from_day": from_day.isoformat(), "to_day": to_day.isoformat()}
        path = f"applications/{application.reference}/pauses/"
        self._caller(who).post_once(path, **days, reason=reason)

    def end(self, who: Person, pause: HardshipPause, day: date) -> None:
        self._caller(who).post(f"pauses/{pause.pk}/end/", last_day=day.isoformat())

    def remove(self, who: Person, pause: HardshipPause) -> None:
        self._caller(who).delete(f"pauses/{pause.pk}/")
