"""Preferences: what people want to be told, and how."""

from features.doors import protocol
from features.drivers.people import People
from features.drivers.refusals import Refusals
from features.words import CHANNELS, EVENTS
from timeskip.gherkin import label_of


class Preferences:
    """Sets preferences, and reads them."""

    def __init__(self, people: People, refusals: Refusals, door: protocol.Preferences) -> None:
        self._people = people
        self._refusals = refusals
        self._door = door

    def switch(self, who: str, channel: str, event: str, *, on: bool) -> None:
        """Switch an event on or off on a channel."""
        with self._refusals.attempt():
            self._door.switch(self._people.person(who), event, channel, on=on)

    def choose_rhythm(self, who: str, rhythm: str) -> None:
        """Choose single e-mails, or a daily or weekly digest."""
        with self._refusals.attempt():
            self._door.choose_rhythm(self._people.person(who), rhythm)

    def switched_off(self, who: str) -> list[str]:
        """Return what somebody has switched off, as a scenario says it: “e-mail for document ready”."""
        off = self._door.switched_off(self._people.person(who))
        return [f"{label_of(CHANNELS, channel)} for {label_of(EVENTS, event)}" for event, channel in off]
