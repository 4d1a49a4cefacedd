"""What can happen to e-mail between being written and being sent."""

from uuid import uuid4

from django.utils import timezone

from features.support.cast import Cast
from features.support.task_queue import TaskQueue
from users.models import EmailDelivery


class PostRoom:
    """Looks into the outbox, and gives it the trouble that a scenario asks for."""

    def __init__(self, cast: Cast, tasks: TaskQueue) -> None:
        self._cast = cast
        self._tasks = tasks

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
        self._tasks.submit(
            "users.tasks.deliver_emails", [list(EmailDelivery.objects.values_list("pk", flat=True))]
        )

    def _emails(self, who: str):
        return EmailDelivery.objects.filter(address=self._cast.person(who).address).order_by("pk")
