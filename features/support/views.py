"""What people find when they look: in lists, in their inbox, in an application's history."""

from datetime import date

from django.utils import timezone
from hamcrest import assert_that

from applications.selectors.application import applications_visible_to
from applications.selectors.note import notes_visible_to
from features.support.cast import Cast
from features.support.matchers import has_letter, has_notification
from features.support.post_room import PostRoom
from timeskip.mail import Email
from users.inbox import notifications_of, unread_count
from users.models import Notification, NotificationPreference


class Views:
    """Looks at the CRM with one person's eyes."""

    def __init__(self, cast: Cast, post_room: PostRoom) -> None:
        self._cast = cast
        self._post_room = post_room
        self._spoken_of: set[int] = set()
        self._read: list[Email] = []

    def told(self, who: str) -> list[Notification]:
        """What somebody finds in their inbox and the scenario has not spoken of, oldest first."""
        found = notifications_of(self._cast.person(who).user.pk).order_by("sequence")
        return [notification for notification in found if notification.pk not in self._spoken_of]

    def speak_of(self, who: str, message: str) -> None:
        """Take one message off what the scenario has yet to speak of; AssertionError where it isn't there."""
        told = self.told(who)
        if message not in [one.message for one in told] and self._was_spoken_of(who, message):
            raise AssertionError(f"{who} was told that once, and the scenario spoke of it before.")
        assert_that(told, has_notification(message))
        self._spoken_of.add(next(one.pk for one in told if one.message == message))

    def _was_spoken_of(self, who: str, message: str) -> bool:
        return (
            self._cast.person(who).user.notifications.filter(pk__in=self._spoken_of, message=message).exists()
        )

    def notification(self, who: str, message: str) -> Notification:
        """One notification in somebody's inbox, spoken of or not."""
        found = list(notifications_of(self._cast.person(who).user.pk))
        for one in found:
            if one.message == message:
                return one
        raise AssertionError(f"{who} was not told “{message}”, but: {[one.message for one in found]}")

    def unread(self, who: str) -> int:
        """How many notifications somebody has not read."""
        return unread_count(self._cast.person(who).user.pk)

    def hidden_from(self, who: str) -> list[str]:
        """What is on record as told to somebody who has the in-app channel off."""
        hidden = Notification.objects.filter(user=self._cast.person(who).user, hidden=True)
        return [notification.message for notification in hidden]

    def applications(self, who: str) -> list[str]:
        """The borrowers of the applications that somebody sees, by name."""
        seen = applications_visible_to(self._cast.person(who).user).prefetch_related("borrowers")
        return sorted(borrower.name for application in seen for borrower in application.borrowers.all())

    def notes(self, who: str) -> list[str]:
        """The texts of the notes that somebody sees, oldest first."""
        return [note.text for note in notes_visible_to(self._cast.person(who).user).order_by("pk")]

    def stage(self, borrower: str) -> str:
        """Where an application stands, as people call it."""
        return self._cast.application(borrower).get_stage_display()

    def bdm_of(self, borrower: str) -> str:
        return self._cast.application(borrower).bdm.name

    def history(self, borrower: str) -> list[dict[str, str]]:
        """Every move of an application, oldest first."""
        events = self._cast.application(borrower).stage_events.select_related("by")
        return [
            {
                "from": event.get_from_stage_display(),
                "to": event.get_to_stage_display(),
                "by": event.by.name,
                "on": f"{timezone.localtime(event.at):%-d %B %Y}",
                "reason": event.reason,
            }
            for event in events
        ]

    def repayments(self, borrower: str) -> list[dict]:
        """Every repayment of a loan that is not cancelled, in order."""
        return [
            {"due": one.due_date, "principal": one.principal, "interest": one.interest}
            for one in self._cast.application(borrower).repayments.filter(cancelled=False).order_by("number")
        ]

    def reminders(self, borrower: str, due: date) -> dict[int, str]:
        """What became of each rung that a repayment has reached: days from the due date → state."""
        repayment = self._cast.application(borrower).repayments.get(due_date=due)
        return dict(repayment.reminders.values_list("rung", "state"))

    def letters(self, who: str) -> list[Email]:
        """Somebody's e-mails that the scenario has not spoken of, oldest first."""
        return [one for one in self._post_room.received(who) if not self._is_read(one)]

    def read_letter(self, who: str, subject: str) -> Email:
        """Take one e-mail off what the scenario has yet to speak of; AssertionError where it isn't there."""
        letters = self.letters(who)
        spoken_of = [one.subject for one in self._post_room.received(who) if self._is_read(one)]
        if subject in spoken_of and subject not in [one.subject for one in letters]:
            raise AssertionError(f"{who} received that e-mail once, and the scenario spoke of it before.")
        assert_that(letters, has_letter(subject))
        letter = next(letter for letter in letters if letter.subject == subject)
        self._read.append(letter)
        return letter

    def _is_read(self, letter: Email) -> bool:
        # The very one: the same e-mail may arrive twice.
        return any(letter is one for one in self._read)

    def told_too_much(self, borrower: str) -> list[str]:
        """What e-mails, in text or HTML, say of a borrower that no e-mail may say."""
        party = self._cast.person(borrower).party
        secrets = [
            party.tax_file_number,
            party.account_number,
            *(form.format(party.annual_income) for form in ("{}", "{:,}", "{:.0f}", "{:,.0f}")),
            *(f"{party.birth_date:{form}}" for form in ("%Y-%m-%d", "%-d %B %Y", "%d/%m/%Y")),
            *self._cast.application(borrower)
            .notes.filter(visibility="internal")
            .values_list("text", flat=True),
        ]
        bodies = " ".join(f"{one.subject} {one.text} {one.html}" for one in self._post_room.delivered)
        return [secret for secret in secrets if secret in bodies]

    def switches(self, who: str) -> list[tuple[str, str, bool]]:
        """What somebody has decided of their own: event, channel, on or off."""
        chosen = NotificationPreference.objects.filter(user=self._cast.person(who).user)
        return list(chosen.values_list("event", "channel", "enabled"))
