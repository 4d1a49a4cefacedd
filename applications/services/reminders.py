"""Reminders of repayments."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.db import transaction

from applications.models import Application, Reminder, Repayment
from applications.reminder_ladder import LADDER, Pause, ReminderState, Rung, day_variables, rungs_due
from applications.selectors.repayment import repayments_to_write_about, rungs_dealt_with
from applications.services.telling import News, all_admins, borrowers_key, notices_of, recipient_for
from applications.wording import day, listing, money
from common.days import midnight
from users import outbox
from users.notifications import Email, notify
from users.preferences import DEFAULTS, Role


@transaction.atomic
def reminders_send(
    *, repayment_ids: Collection[int], today: date, send_email: outbox.SendEmail
) -> dict[str, int]:
    """Deal with every rung that these repayments have reached. Returns how many ended in which state."""
    notices, reminders, admins = [], [], all_admins()
    for repayment, rung, state in reminders_due(repayment_ids=repayment_ids, today=today):
        if state in (ReminderState.SENT, ReminderState.UNREACHABLE):
            notices += notices_of(repayment.application, reminder_news(repayment, rung, today), admins=admins)
        reminders.append(Reminder(repayment=repayment, rung=rung.days, state=state))
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True)
    notify(notices, send_email=send_email)
    return dict(Counter(reminder.state.value for reminder in reminders))


def reminders_due(
    *, repayment_ids: Collection[int], today: date
) -> Iterator[tuple[Repayment, Rung, ReminderState]]:
    """What is to become of each rung that these repayments have reached on `today`; changes nothing."""
    dealt_with = rungs_dealt_with(repayment_ids)
    for repayment in repayments_to_write_about(repayment_ids):
        rungs = rungs_due(
            due_on=repayment.due_date,
            today=today,
            dealt_with=dealt_with[repayment.pk],
            pauses=pauses_of(repayment),
        )
        for rung, state in rungs:
            if state is ReminderState.SENT and not _reaches_anybody(repayment, rung):
                state = ReminderState.UNREACHABLE
            yield repayment, rung, state


def reminders_withdraw(*, paid: Mapping[int, int]) -> int:
    """Withdraw queued reminders of repayments that are paid by now; `paid`: repayment id → loan id.

    Returns how many.
    """
    if not paid:
        return 0
    borrowers = defaultdict(list)
    parties = Application.borrowers.through.objects.filter(application__in=set(paid.values()))
    for loan_id, borrower_id in parties.values_list("application_id", "borrower_id"):
        borrowers[loan_id].append(borrower_id)
    keys = []
    for repayment_id, loan_id in paid.items():
        for key in (_key_of(repayment_id, rung) for rung in LADDER):
            keys += [key, *(borrowers_key(key, borrower_id) for borrower_id in borrowers[loan_id])]
    return outbox.withdraw_emails(dedupe_keys=keys)


def _key_of(repayment_id: int, rung: Rung) -> str:
    return f"reminder:{repayment_id}:{rung.days}"


def pauses_of(repayment: Repayment) -> list[Pause]:
    """The hardship pauses of a repayment's loan; `repayment` comes from `repayments_to_write_about`."""
    return [Pause(pause.from_day, pause.to_day) for pause in repayment.application.pauses]


def _reaches_anybody(repayment: Repayment, rung: Rung) -> bool:
    if Role.BORROWER not in DEFAULTS[rung.event]:
        return True
    return any(recipient_for(borrower) for borrower in repayment.application.borrowers.all())


def reminder_news(repayment: Repayment, rung: Rung, today: date) -> News:
    """What a reminder says on a day; `repayment` comes from `repayments_to_write_about`."""
    application = repayment.application
    names = [borrower.name for borrower in application.borrowers.all()] or ["The borrower"]
    words = {
        "owed": money(repayment.owed),
        "reference": application.reference,
        "due": day(repayment.due_date),
        "who": listing(names),
        "are": "is" if len(names) == 1 else "are",
        "have": "has" if len(names) == 1 else "have",
        "bdm": application.bdm.name,
        **day_variables(due_on=repayment.due_date, today=today),
    }
    return News(
        event=rung.event,
        dedupe_key=_key_of(repayment.pk, rung),
        to_borrowers=rung.to_borrowers.format(**words),
        to_staff=rung.to_staff.format(**words),
        email=Email(
            subject=rung.subject.format(**words),
            template="repayment_reminder",
            context=words,
            # A reminder before the due date is pointless on that day.
            expires_at=midnight(repayment.due_date) if rung.days < 0 else None,
        ),
    )
