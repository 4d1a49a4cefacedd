"""What can happen to e-mail between being written and being sent."""

from contextlib import suppress
from uuid import uuid4

import idna
from django.utils import timezone

from features.support.background_tasks import BackgroundTasks
from features.support.cast import Cast
from timeskip.mail import Email
from timeskip.stacks.protocol import StoryLike
from users.models import EmailDelivery


class PostRoom:
    """Looks into the outbox, and gives it the trouble that a scenario asks for."""

    def __init__(self, cast: Cast, tasks: BackgroundTasks, story: StoryLike) -> None:
        self._cast = cast
        self._tasks = tasks
        self._mail = story.mail

    def received(self, who: str) -> list[Email]:
        """Somebody's e-mails, oldest first."""
        return self._mail.to(self._address(who))

    @property
    def delivered(self) -> list[Email]:
        """Everybody's e-mails."""
        return self._mail.delivered

    def tries_of(self, who: str) -> int:
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

    def leave_unwritable_letter(self, who: str, subject: str) -> None:
        """An e-mail whose template was removed after it was queued."""
        EmailDelivery.objects.create(
            address=self._cast.person(who).address,
            subject=subject,
            template="removed_since",
            dedupe_key=subject,
            message_id=f"<{uuid4()}@harbour.example>",
            next_attempt_at=timezone.now(),
        )

    def lose_the_sender(self, who: str) -> None:
        """The sender of somebody's e-mail died after the server took it and before it could record that."""
        self._emails(who).update(state="sending", sent_at=None)

    def ask_again(self) -> None:
        """The task that sends e-mails is delivered a second time, with the same e-mails."""
        self._tasks.ask_for(
            "users.tasks.deliver_emails", [list(EmailDelivery.objects.values_list("pk", flat=True))]
        )

    def _address(self, who: str) -> str:
        """Where somebody's e-mail arrives, as the address travels (IDNA 2008); other text as it is."""
        local, at, domain = self._cast.person(who).address.rpartition("@")
        with suppress(idna.IDNAError):
            domain = idna.encode(domain.lower()).decode()
        return f"{local}{at}{domain}"

    def _emails(self, who: str):
        return EmailDelivery.objects.filter(address=self._cast.person(who).address).order_by("pk")
