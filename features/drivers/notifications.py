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
    """Sends notifications, and reads inboxes."""

    def __init__(self, people: People, applications: Applications, tasks: BackgroundTasks) -> None:
        self._people = people
        self._applications = applications
        self._tasks = tasks
        self._spoken_of: set[int] = set()

    def tell(self, who: str, count: int) -> None:
        """Send somebody this many notifications."""
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
        """Queue the task that announces a status; without a borrower, of an application that does not exist.

        With `of_borrower`, the newest move of that borrower's application is named as the one it is about.
        """
        application = self._applications.of(borrower).pk if borrower else 0
        event = self._applications.of(of_borrower).stage_events.last().pk if of_borrower else None
        self._tasks.ask_for(
            "applications.tasks.send_application_status_notification", [application, status, event]
        )

    def unspoken_of(self, who: str) -> list[Notification]:
        """Return the notifications in somebody's inbox that no step has named yet, oldest first."""
        found = notifications_of(self._people.person(who).user.pk).order_by("sequence")
        return [notification for notification in found if notification.pk not in self._spoken_of]

    def speak_of(self, who: str, message: str) -> None:
        """Count a notification as named; AssertionError if it is not in the inbox."""
        told = self.unspoken_of(who)
        if message not in [one.message for one in told] and self._was_spoken_of(who, message):
            raise AssertionError(f"{who} was told that once, and the scenario spoke of it before.")
        assert_that(told, has_notification(message))
        self._spoken_of.add(next(one.pk for one in told if one.message == message))

    def withheld(self, who: str, message: str) -> list[str]:
        """Return what somebody has in the inbox of a notification that others got.

        AssertionError if nobody else got it, or if the person has no inbox: either proves nothing.
        """
        user = self._people.person(who).user
        if user is None:
            raise AssertionError(f"{who} has no login, so nothing is in the inbox that could be looked at.")
        if not Notification.objects.filter(message=message).exclude(user=user).exists():
            sent = sorted(set(Notification.objects.values_list("message", flat=True)))
            raise AssertionError(
                f"Nobody else was told “{message}”, so this checks nothing. "
                + "".join(["What people were told:", *(f"\n    · {one}" for one in sent or ["nothing"])])
            )
        return [one.message for one in notifications_of(user.pk) if one.message == message]

    def find(self, who: str, message: str) -> Notification:
        """Return a notification in somebody's inbox by its message; AssertionError if it is not there."""
        found = list(notifications_of(self._people.person(who).user.pk))
        for one in found:
            if one.message == message:
                return one
        raise AssertionError(f"{who} was not told “{message}”, but: {[one.message for one in found]}")

    def unread_count(self, who: str) -> int:
        """Return how many notifications somebody has not read."""
        return unread_count(self._people.person(who).user.pk)

    def hidden_from(self, who: str) -> list[str]:
        """Return the messages of somebody's hidden notifications."""
        hidden = Notification.objects.filter(user=self._people.person(who).user, hidden=True)
        return [notification.message for notification in hidden]

    def _was_spoken_of(self, who: str, message: str) -> bool:
        return (
            self._people.person(who)
            .user.notifications.filter(pk__in=self._spoken_of, message=message)
            .exists()
        )
