"""E-mails: the outbox, the mail server, and what people receive."""

import html
from contextlib import ExitStack
from uuid import uuid4

from django.utils import timezone
from django.utils.html import strip_tags
from hamcrest import assert_that

from features.drivers.addresses import on_the_wire
from features.drivers.background_tasks import BackgroundTasks
from features.drivers.lookup import all_there
from features.drivers.matchers import has_email
from features.drivers.people import People
from features.drivers.shown import plural
from features.drivers.spoken_of import SpokenOf
from features.drivers.statements import before_statement
from timeskip.mail import Email
from timeskip.stacks.protocol import StoryLike
from users.models import EmailDelivery

# A worker that claims an e-mail counts one attempt more.
CLAIMS = '"users_emaildelivery"."attempts" + '
# States in which an e-mail may still be sent.
UNFINISHED = ("queued", "sending", "unknown")


class Emails:
    """Reads the outbox and mailboxes, and lets the mail server fail."""

    def __init__(
        self, people: People, tasks: BackgroundTasks, story: StoryLike, resources: ExitStack
    ) -> None:
        self._people = people
        self._tasks = tasks
        self._story = story
        self._mail = story.mail
        self._resources = resources
        # Whether a second worker waits for the next that sends e-mails.
        self.will_be_overtaken = False
        # The Message-IDs of e-mails that a phrase has left unrecorded and that may have been sent.
        self.unrecorded: list[str] = []
        # The very one: the same e-mail may arrive twice.
        self._spoken_of = SpokenOf(id)

    def received(self, who: str) -> list[Email]:
        """Return somebody's e-mails, oldest first."""
        return self._mail.to(self._address(who))

    @property
    def delivered(self) -> list[Email]:
        """Return everybody's e-mails, oldest first."""
        return self._mail.delivered

    @property
    def there_is_one(self) -> bool:
        """Whether anybody has been written to."""
        return EmailDelivery.objects.exists()

    def count(self, who: str) -> list[Email]:
        """Return somebody's e-mails that no step has named, oldest first, and count them as spoken of."""
        return self._spoken_of.count(self.received(who))

    def further(self, who: str) -> list[Email]:
        """Return somebody's e-mails that no step has spoken of; AssertionError while one is on its way."""
        on_its_way = self._emails(who).filter(state__in=UNFINISHED).first()
        if on_its_way:
            raise AssertionError(
                f"The e-mail “{on_its_way.subject}” to {who} is {on_its_way.state}, and may still arrive. "
                f"Let time pass, or say “the e-mail to {who} is {on_its_way.state}”."
            )
        return self._spoken_of.further(self.received(who))

    def mailbox(self, who: str) -> str:
        """Return what there was to look at: somebody's mailbox, and how much anybody has received."""
        count, everybody = plural(len(self.received(who)), "e-mail"), len(self.delivered)
        return f"what {who} has received at {self._address(who)}: {count}, of {everybody} to anybody"

    def read(self, who: str, subject: str) -> Email:
        """Return an e-mail by its subject and take it as named; AssertionError if it has not arrived."""
        received = self.received(who)
        emails = self._spoken_of.unnamed(received)
        found = [one for one in emails if one.subject == subject]
        if not found and subject in [one.subject for one in received]:
            raise AssertionError(f"{who} received that e-mail once, and the scenario spoke of it before.")
        assert_that(emails, has_email(subject), f"{who}'s e-mails")
        self._spoken_of.name(found[0])
        return found[0]

    def words_of(self, who: str, subject: str) -> str:
        """Return the words of somebody's e-mails with a subject, and count one of them as named.

        Text and HTML, with single spaces; of HTML with and without a space between two elements, as a
        cell ends a word and a bold letter does not. AssertionError if none has arrived.
        """
        found = [one for one in self.received(who) if one.subject == subject]
        if not any(map(self._spoken_of.is_named, found)):
            self.read(who, subject)
        words = (f"{one.text} {_words_in(one.html or '')}" for one in found)
        return " ".join(" ".join(words).split())

    def withheld(self, who: str, subject: str) -> list[str]:
        """Return what somebody has of an e-mail that others received, arrived or queued.

        AssertionError if nobody else received one: a subject that nobody uses proves nothing.
        """
        address = self._address(who)
        others = [one for one in self.delivered if one.subject == subject and one.to != address]
        if not others:
            sent = ", ".join(sorted({f"“{one.subject}”" for one in self.delivered})) or "none"
            raise AssertionError(
                f"Nobody else received an e-mail “{subject}”, so this checks nothing. E-mails sent: {sent}."
            )
        arrived = [one.subject for one in self.received(who) if one.subject == subject]
        waiting = self._emails(who).filter(subject=subject, state__in=UNFINISHED)
        return [*arrived, *(f"{one.subject} ({one.state})" for one in waiting)]

    def attempts(self, who: str) -> int:
        """Return how often an e-mail to somebody was handed to the mail server, accepted or not."""
        return self._mail.attempts(self._address(who))

    def refuse_for_good(self, who: str) -> None:
        """Let the mail server refuse somebody's address with 550."""
        self._mail.refuse(self._address(who))

    def recover(self) -> None:
        """Let the mail server accept every e-mail again."""
        self._mail.is_up = True
        self._mail.accept()

    def states(self, who: str) -> list[str]:
        """Return the delivery state of somebody's e-mails, oldest first."""
        return [email.state for email in self._emails(who)]

    def queue_without_template(self, who: str, subject: str) -> None:
        """Queue an e-mail whose template does not exist."""
        EmailDelivery.objects.create(
            address=self._people.person(who).address,
            subject=subject,
            template="removed_since",
            dedupe_key=subject,
            message_id=f"<{uuid4()}@harbour.example>",
            next_attempt_at=timezone.now(),
        )

    def lose_sender(self, who: str) -> None:
        """Leave somebody's e-mails as a worker does that dies between sending and recording it."""
        subjects = EmailDelivery.objects.order_by("pk").values_list("subject", flat=True)
        all_there(self._emails(who), f"e-mail to {who}", subjects)
        self.unrecorded += self._emails(who).values_list("message_id", flat=True)
        self._emails(who).update(state="sending", sent_at=None)

    def send_again(self) -> None:
        """Deliver the task that sends e-mails a second time, with the same e-mails."""
        emails = all_there(EmailDelivery.objects.order_by("pk"), "e-mail", ())
        self._tasks.ask_for("users.tasks.deliver_emails", [[email.pk for email in emails]])

    def overtake_next(self) -> None:
        """Let a second worker send every e-mail that waits just before the next worker claims one."""
        self.will_be_overtaken = True

        def second_worker() -> None:
            self.will_be_overtaken = False
            self.send_again()
            while self._story.tasks.run_next():
                pass

        # Only a stack that lets a statement be watched has this.
        watched = self._story.workers.watched(before_statement(CLAIMS, act=second_worker))
        self._resources.enter_context(watched)

    def _address(self, who: str) -> str:
        return on_the_wire(self._people.person(who).address)

    def _emails(self, who: str):
        return EmailDelivery.objects.filter(address=self._people.person(who).address).order_by("pk")


def _words_in(markup: str) -> str:
    return " ".join(html.unescape(strip_tags(one)) for one in (markup, markup.replace("<", " <")))
