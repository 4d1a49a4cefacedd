"""E-mails: the outbox, the mail server, and what people receive."""

from contextlib import suppress
from uuid import uuid4

import idna
from django.utils import timezone
from hamcrest import assert_that

from features.drivers.background_tasks import BackgroundTasks
from features.drivers.matchers import has_letter
from features.drivers.people import People
from timeskip.mail import Email
from timeskip.stacks.protocol import StoryLike
from users.models import EmailDelivery


class Emails:
    """Looks into the outbox and into mailboxes, and gives the mail server failures."""

    def __init__(self, people: People, tasks: BackgroundTasks, story: StoryLike) -> None:
        self._people = people
        self._tasks = tasks
        self._mail = story.mail
        self._read: list[Email] = []

    def received(self, who: str) -> list[Email]:
        """Somebody's e-mails, oldest first."""
        return self._mail.to(self._address(who))

    @property
    def delivered(self) -> list[Email]:
        """Everybody's e-mails."""
        return self._mail.delivered

    def unread(self, who: str) -> list[Email]:
        """Somebody's e-mails that the scenario has not spoken of, oldest first."""
        return [one for one in self.received(who) if not self._is_read(one)]

    def read(self, who: str, subject: str) -> Email:
        """Take one e-mail off what the scenario has yet to speak of; AssertionError where it isn't there."""
        emails = self.unread(who)
        spoken_of = [one.subject for one in self.received(who) if self._is_read(one)]
        if subject in spoken_of and subject not in [one.subject for one in emails]:
            raise AssertionError(f"{who} received that e-mail once, and the scenario spoke of it before.")
        assert_that(emails, has_letter(subject))
        email = next(email for email in emails if email.subject == subject)
        self._read.append(email)
        return email

    def attempts(self, who: str) -> int:
        """How often an e-mail to somebody was handed to the mail server."""
        return self._mail.attempts(self._address(who))

    def refuse_for_good(self, who: str) -> None:
        """The mail server knows no such mailbox."""
        self._mail.refuse(self._address(who))

    def recover(self) -> None:
        """The mail server takes everything again."""
        self._mail.is_up = True
        self._mail.accept()

    def states(self, who: str) -> list[str]:
        """How far somebody's e-mails have got, oldest first."""
        return [email.state for email in self._emails(who)]

    def queue_without_template(self, who: str, subject: str) -> None:
        """An e-mail whose template was removed after it was queued."""
        EmailDelivery.objects.create(
            address=self._people.person(who).address,
            subject=subject,
            template="removed_since",
            dedupe_key=subject,
            message_id=f"<{uuid4()}@harbour.example>",
            next_attempt_at=timezone.now(),
        )

    def lose_sender(self, who: str) -> None:
        """The sender of somebody's e-mail died after the server took it and before it could record that."""
        self._emails(who).update(state="sending", sent_at=None)

    def send_again(self) -> None:
        """The task that sends e-mails is delivered a second time, with the same e-mails."""
        self._tasks.ask_for(
            "users.tasks.deliver_emails", [list(EmailDelivery.objects.values_list("pk", flat=True))]
        )

    def _address(self, who: str) -> str:
        """Where somebody's e-mail arrives, as the address travels (IDNA 2008); other text as it is."""
        local, at, domain = self._people.person(who).address.rpartition("@")
        with suppress(idna.IDNAError):
            domain = idna.encode(domain.lower()).decode()
        return f"{local}{at}{domain}"

    def _emails(self, who: str):
        return EmailDelivery.objects.filter(address=self._people.person(who).address).order_by("pk")

    def _is_read(self, email: Email) -> bool:
        # The very one: the same e-mail may arrive twice.
        return any(email is one for one in self._read)
