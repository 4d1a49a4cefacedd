"""Reminding borrowers of repayments."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from applications import selectors
from applications.models import Reminder, Repayment
from applications.models.repayment import ReminderState
from applications.reminder_ladder import LADDER, Rung
from applications.services.telling import News, notices_of, recipient_for
from applications.wording import day, money
from users.notifications import Letter, Notice, notify


@transaction.atomic
def reminders_send(*, today: date, send_email: Callable) -> dict[str, int]:
    """Remind of every repayment that stands on a rung today. Returns how many, and what came of it."""
    notices: list[Notice] = []
    reminders: list[Reminder] = []
    for rung in LADDER:
        for repayment in selectors.repayments_to_remind_of(rung.due_on(today), rung.days):
            borrowers = repayment.application.borrowers.all()
            reached = any(recipient_for(borrower) for borrower in borrowers)
            state = ReminderState.SENT if reached else ReminderState.UNREACHABLE
            reminders.append(Reminder(repayment=repayment, rung=rung.days, state=state))
            notices += _notices(repayment, rung)
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True)
    return {"due": len(reminders), **notify(notices, send_email=send_email)}


def _notices(repayment: Repayment, rung: Rung) -> Iterator[Notice]:
    words = {
        "owed": money(repayment.owed),
        "reference": repayment.application.reference,
        "due": day(repayment.due_date),
    }
    news = News(
        event=rung.event,
        dedupe_key=f"reminder:{repayment.pk}:{rung.days}",
        to_borrowers=rung.wording.format(**words),
        letter=Letter(
            subject=rung.subject.format(**words),
            template="repayment_reminder",
            context=words,
            expires_at=_midnight(repayment.due_date),
        ),
    )
    return notices_of(repayment.application, news)


def _midnight(day_begins: date) -> datetime:
    return timezone.make_aware(datetime.combine(day_begins, time.min))
