"""Notifications: what people are told."""

from hamcrest import assert_that

from applications.models import StageEvent
from features.doors import protocol
from features.doors.protocol import Told
from features.drivers.applications import Applications
from features.drivers.background_tasks import BackgroundTasks
from features.drivers.lookup import the_last
from features.drivers.matchers import has_notification
from features.drivers.people import People
from features.drivers.spoken_of import SpokenOf
from users.inbox import notifications_of
from users.models import Notification
from users.notifications import Notice, notify


class Notifications:
    """Sends notifications, and reads inboxes."""

    def __init__(
        self, people: People, applications: Applications, tasks: BackgroundTasks, door: protocol.Notifications
    ) -> None:
        self._people = people
        self._applications = applications
        self._tasks = tasks
        self._door = door
        self._spoken_of = SpokenOf(lambda told: told.key)

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
        event = self._newest_move(of_borrower).pk if of_borrower else None
        self._tasks.ask_for(
            "applications.tasks.send_application_status_notification", [application, status, event]
        )

    def _newest_move(self, borrower: str) -> StageEvent:
        moves = self._applications.of(borrower).stage_events.all()
        moved = StageEvent.objects.order_by("pk").values_list("application__reference", flat=True)
        return the_last(moves, f"move of {borrower}'s application", moved)

    def count(self, who: str) -> list[Told]:
        """Return the notifications in somebody's inbox that no step has named, and count them."""
        return self._spoken_of.count(self._inbox(who))

    def count_unread(self, who: str) -> int:
        """Return how many notifications somebody has not read, and count them as spoken of."""
        self._spoken_of.count(one for one in self._inbox(who) if not one.is_read)
        return self._door.unread(self._people.person(who))

    def further(self, who: str) -> list[Told]:
        """Return the notifications in somebody's inbox that no step has spoken of, oldest first."""
        return self._spoken_of.further(self._inbox(who))

    def speak_of(self, who: str, message: str) -> None:
        """Take a notification as named; AssertionError if it is not in the inbox."""
        inbox = self._inbox(who)
        told = self._spoken_of.unnamed(inbox)
        found = [one for one in told if one.message == message]
        if not found and message in [one.message for one in inbox]:
            raise AssertionError(f"{who} was told that once, and the scenario spoke of it before.")
        assert_that(told, has_notification(message), f"{who}'s inbox")
        self._spoken_of.name(found[0])

    def withheld(self, who: str, message: str) -> list[str]:
        """Return what somebody has in the inbox of a notification that others got.

        AssertionError if nobody else got it, which would prove nothing.
        """
        user = self._people.person(who).user
        if not Notification.objects.filter(message=message).exclude(user=user).exists():
            sent = sorted(set(Notification.objects.values_list("message", flat=True)))
            raise AssertionError(
                f"Nobody else was told “{message}”, so this checks nothing. "
                + "".join(["What people were told:", *(f"\n    · {one}" for one in sent or ["nothing"])])
            )
        return [one.message for one in self._inbox(who) if one.message == message]

    def find(self, who: str, message: str) -> Notification:
        """Return a notification in somebody's inbox by its message; AssertionError if it is not there."""
        rows = list(notifications_of(self._people.person(who).user.pk).order_by("sequence"))
        assert_that(rows, has_notification(message), f"{who}'s inbox")
        return next(one for one in rows if one.message == message)

    def hidden_from(self, who: str) -> list[str]:
        """Return the messages of somebody's hidden notifications."""
        hidden = Notification.objects.filter(user=self._people.person(who).user, hidden=True)
        return [notification.message for notification in hidden]

    def _inbox(self, who: str) -> list[Told]:
        return self._door.inbox(self._people.person(who))
