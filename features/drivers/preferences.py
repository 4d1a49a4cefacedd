"""Preferences: what people want to be told, and how."""

from features.drivers.people import People
from features.drivers.refusals import Refusals
from users.accounts import preference_set, rhythm_set
from users.models import NotificationPreference


class Preferences:
    """Sets preferences, and reads them."""

    def __init__(self, people: People, refusals: Refusals) -> None:
        self._people = people
        self._refusals = refusals

    def switch(self, who: str, channel: str, event: str, *, on: bool) -> None:
        """Somebody sets one of their preferences."""
        with self._refusals.attempt():
            preference_set(user=self._people.person(who).user, event=event, channel=channel, enabled=on)

    def choose_rhythm(self, who: str, rhythm: str) -> None:
        """Somebody decides whether e-mails come singly or in a digest."""
        with self._refusals.attempt():
            rhythm_set(user=self._people.person(who).user, rhythm=rhythm)

    def switches(self, who: str) -> list[tuple[str, str, bool]]:
        """What somebody has decided of their own: event, channel, on or off."""
        chosen = NotificationPreference.objects.filter(user=self._people.person(who).user)
        return list(chosen.values_list("event", "channel", "enabled"))
