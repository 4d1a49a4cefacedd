"""Background work of the people's side."""

from datetime import datetime, timedelta

from celery import shared_task
from django.conf import settings

from common.shares import in_shares
from users import delivery, digests, passwords
from users.outbox import EMAILS_A_TASK
from users.preferences import Rhythm

# A digest may be long: few enough of them that a task's memory stays small.
PEOPLE_A_TASK = 100


@shared_task
def deliver_outbox() -> dict[str, int]:
    """The net under the outbox: what is due for another try, or was left behind."""
    due = delivery.due_emails()
    for start in range(0, len(due), EMAILS_A_TASK):
        delivery.deliver_emails.delay(due[start : start + EMAILS_A_TASK])
    return {"due": len(due)}


@shared_task
def send_daily_digests() -> dict[str, int]:
    """Write today's digests."""
    return in_shares(digests.people_awaiting(Rhythm.DAILY), write_digests, PEOPLE_A_TASK, rhythm=Rhythm.DAILY)


@shared_task
def send_weekly_digests() -> dict[str, int]:
    """Write this week's digests."""
    return in_shares(
        digests.people_awaiting(Rhythm.WEEKLY), write_digests, PEOPLE_A_TASK, rhythm=Rhythm.WEEKLY
    )


@shared_task
def write_digests(user_ids: list[int], rhythm: str) -> dict[str, int]:
    """One worker's share of the digests."""
    return digests.digests_send(user_ids=user_ids, rhythm=Rhythm(rhythm))


@shared_task
def write_password_reset(user_id: int, request_id: str, asked_at: str) -> dict[str, int]:
    """Write the e-mail with the link to choose a new password; user 0 is nobody."""
    expires_at = datetime.fromisoformat(asked_at) + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    written = passwords.reset_write(user_id=user_id, request_id=request_id, expires_at=expires_at)
    return {"emails": written}
