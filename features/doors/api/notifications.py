"""Inboxes and preferences in the API."""

from collections.abc import Callable
from datetime import datetime

from features.doors.api.caller import Caller
from features.doors.protocol import Told
from features.drivers.person import Person
from features.drivers.shown import shown


class Notifications:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def inbox(self, who: Person) -> list[Told]:
        return [
            Told(
                one["id"],
                one["message"],
                shown(datetime.fromisoformat(one["created_at"])),
                bool(one["read_at"]),
            )
            for one in reversed(list(self._caller(who).every("notifications/")))
        ]

    def unread(self, who: Person) -> int:
        return sum(not one.is_read for one in self.inbox(who))


class Preferences:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller

    def switch(self, who: Person, event: str, channel: str, *, on: bool) -> None:
        self._caller(who).put(f"preferences/{event}/{channel}/", on=on)

    def choose_rhythm(self, who: Person, rhythm: str) -> None:
        self._caller(who).put("preferences/", rhythm=rhythm)

    def switched_off(self, who: Person) -> list[tuple[str, str]]:
        settings = self._caller(who).get("preferences/")["settings"]
        return [(one["event"], one["channel"]) for one in settings if not one["on"]]
