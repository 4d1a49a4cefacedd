"""Inboxes and preferences, as the services have them."""

from features.doors.protocol import Told
from features.drivers.person import Person
from features.drivers.shown import shown
from users.accounts import preference_set, rhythm_set
from users.inbox import notifications_of, unread_count
from users.models import NotificationPreference


class Notifications:
    def inbox(self, who: Person) -> list[Told]:
        return [
            Told(one.pk, one.message, shown(one.created_at), one.read_at is not None)
            for one in notifications_of(who.user.pk).order_by("sequence")
        ]

    def unread(self, who: Person) -> int:
        return unread_count(who.user.pk)


class Preferences:
    def switch(self, who: Person, event: str, channel: str, *, on: bool) -> None:
        preference_set(user=who.user, event=event, channel=channel, enabled=on)

    def choose_rhythm(self, who: Person, rhythm: str) -> None:
        rhythm_set(user=who.user, rhythm=rhythm)

    def switched_off(self, who: Person) -> list[tuple[str, str]]:
        chosen = NotificationPreference.objects.filter(user=who.user, enabled=False)
        return list(chosen.values_list("event", "channel"))
