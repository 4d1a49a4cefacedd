"""Hardship pauses, granted, ended and removed by the services."""

from datetime import date

from applications.models import Application, HardshipPause
from applications.services.hardship_pauses import (
    hardship_pause_add,
    hardship_pause_end,
    hardship_pause_remove,
)
from features.drivers.person import Person


class HardshipPauses:
    def grant(self, who: Person, application: Application, from_day: date, to_day: date, reason: str) -> None:
        granted = {"from_day": from_day, "to_day": to_day, "reason": reason}
        hardship_pause_add(application=application, by=who.user, **granted)

    def end(self, who: Person, pause: HardshipPause, day: date) -> None:
        hardship_pause_end(pause=pause, last_day=day, by=who.user)

    def remove(self, who: Person, pause: HardshipPause) -> None:
        hardship_pause_remove(pause=pause, by=who.user)
