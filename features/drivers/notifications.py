"""Notifications: what people are told."""

from hamcrest import assert_that

from features.drivers.applications import Applications
from features.drivers.background_tasks import BackgroundTasks
from features.drivers.matchers import has_notification
from features.drivers.people import People
from users.inbox import notifications_of, unread_count
from users.models import Notification
from users.notifications import Notice, notify


class Notifications:
    """Tells people things, and looks into their inboxes."""

    def __init__(self, people: People, applications: Applications, tasks: BackgroundTasks) -> None:
        self._people = people
        self._applications = applications
        self._tasks = tasks
        self._spoken_of: set[int] = set()

    def tell(self, who: str, count: int) -> None:
        """Somebody is told a number of things through the one door."""
        notify(
            Notice(
                recipient=self._people.person(who).user,
                event="application_status",
                message=f"News no. {number}",
                dedupe_key=f"news:{number}",
            )
            for number in range(1, count + 1)
        )

    def announce(self, status: str, borrower: str | None, of_borrower: str | None = None) -> None:
        """Ask for the task that tells those concerned of a status; without a borrower, of nobody's.

        With `of_borrower`, the newest move of that borrower's application is named as the one it is about.
        """
        application = self._applications.of(borrower).pk if borrower else 0
        event = self._applications.of(of_borrower).stage_events.last().pk if of_borrower else None
        self._tasks.ask_for(
            "applications.tasks.send_application_status_notification", [application, status, event]
        )

    def unspoken_of(self, who: str) -> list[Notification]:
        """What somebody finds in their inbox and the scenario has not spoken of, oldest first."""
        found = notifications_of(self._people.person(who).user.pk).order_by("sequence")
        return [notification for notification in found if notification.pk not in self._spoken_of]

    def speak_of(self, who: str, message: str) -> None:
        """Take one message off what the scenario has yet to speak of; AssertionError where it isn't there."""
        told = self.unspoken_of(who)
        if message not in [one.message for one in told] and self._was_spoken_of(who, message):
            raise AssertionError(f"{who} was told that once, and the scenario spoke of it before.")
        assert_that(told, has_notification(message))
        self._spoken_of.add(next(one.pk for one in told if one.message == message))

    def find(self, who: str, message: str) -> Notification:
        """One notification in somebody's inbox, spoken of or not."""
        found = list(notifications_of(self._people.person(who).user.pk))
        for one in found:
            if one.message == message:
                return one
        raise AssertionError(f"{who} was not told “{message}”, but: {[one.message for one in found]}")

    def unread_count(self, who: str) -> int:
        """How many notifications somebody has not read."""
        return unread_count(self._people.person(who).user.pk)

    def hidden_from(self, who: str) -> list[str]:
        """What is on record as told to somebody who has the in-app channel off."""
        hidden = Notification.objects.filter(user=self._people.person(who).user, hidden=True)
        return [notification.message for notification in hidden]

    def _was_spoken_of(self, who: str, message: str) -> bool:
        return (
            self._people.person(who)
            .user.notifications.filter(pk__in=self._spoken_of, message=message)
            .exists()
        )
