"""Hardship pauses on the page of a loan."""

from collections.abc import Callable
from datetime import date

from applications.models import Application, HardshipPause
from features.doors.page.applications import page_of
from features.doors.page.desk import Desk
from features.drivers.person import Person
from features.drivers.shown import shown


class HardshipPauses:
    def __init__(self, desk: Callable[[Person], Desk]) -> None:
        self._desk = desk

    def grant(self, who: Person, application: Application, from_day: date, to_day: date, reason: str) -> None:
        desk, address = self._desk(who), page_of(application.reference)
        typed = {"from_day": from_day.isoformat(), "to_day": to_day.isoformat(), "reason": reason}
        with desk.offered_or(f"{address}pauses/", **typed):
            desk.open(address)
            desk.go(f"{address}pauses/")
            desk.press("Add the pause", dict(zip(("From", "To", "Reason"), typed.values(), strict=True)))

    def end(self, who: Person, pause: HardshipPause, day: date) -> None:
        desk, form = self._desk(who), f"/pauses/{pause.pk}/end/"
        with desk.offered_or(form, last_day=day.isoformat()):
            desk.open(page_of(pause.application.reference))
            desk.go(form)
            desk.press("End the pause", {"Last day": day.isoformat()})

    def remove(self, who: Person, pause: HardshipPause) -> None:
        desk = self._desk(who)
        with desk.offered_or(f"/pauses/{pause.pk}/remove/"):
            desk.open(page_of(pause.application.reference))
            desk.press("Remove", beside=f"{shown(pause.from_day)} to {shown(pause.to_day)}")
