"""Preferences: what people want to be told, and how."""

from features.drivers.people import People
from features.drivers.refusals import Refusals
from features.words import CHANNELS, EVENTS
from timeskip.gherkin import label_of
from users.accounts import preference_set, rhythm_set
from users.models import NotificationPreference


class Preferences:
    """Sets preferences, and reads them."""

    def __init__(self, people: People, refusals: Refusals) -> None:
        self._people = people
        self._refusals = refusals

    def switch(self, who: str, channel: str, event: str, *, on: bool) -> None:
        """Switch an event on or off on a channel."""
        with self._refusals.attempt():
            preference_set(user=self._people.person(who).user, event=event, channel=channel, enabled=on)

    def choose_rhythm(self, who: str, rhythm: str) -> None:
        """Choose single e-mails, or a daily or weekly digest."""
        with self._refusals.attempt():
            rhythm_set(user=self._people.person(who).user, rhythm=rhythm)

    def switched_off(self, who: str) -> list[str]:
        """Return what somebody has switched off, as a scenario says it: “e-mail for document ready”."""
        chosen = NotificationPreference.objects.filter(user=self._people.person(who).user, enabled=False)
        return [f"{label_of(CHANNELS, one.channel)} for {label_of(EVENTS, one.event)}" for one in chosen]
