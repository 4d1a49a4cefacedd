"""Reminders of repayments."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import chain

from django.db import transaction
from django.db.models import QuerySet

from applications.models import Application, Reminder, Repayment
from applications.reminder_ladder import Pause, ReminderState, Rung, day_variables, rungs_due
from applications.selectors.repayment import repayments_to_write_about, rungs_dealt_with
from applications.services.telling import News, all_admins, borrowers_key, notices_of, recipient_for
from applications.wording import day, listing, money
from common.days import midnight
from users import outbox
from users.notifications import Email, notify
from users.preferences import DEFAULTS, Role

# Somebody was notified: the borrowers, or staff because no borrower could be reached.
WRITTEN = (ReminderState.SENT, ReminderState.UNREACHABLE)


@transaction.atomic
def reminders_send(
    *, repayment_ids: Collection[int], today: date, send_email: outbox.SendEmail
) -> dict[str, int]:
    """Deal with every rung that these repayments have reached. Returns how many ended in which state."""
    notices, reminders, admins = [], [], all_admins()
    for repayment, rung, state in reminders_due(repayment_ids=repayment_ids, today=today):
        if state in WRITTEN:
            notices += notices_of(repayment.application, reminder_news(repayment, rung, today), admins=admins)
        reminders.append(Reminder(repayment=repayment, rung=rung.days, state=state))
    Reminder.objects.bulk_create(reminders, ignore_conflicts=True)
    _deal_anew_with_withdrawn(reminders)
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


def reminders_withdraw(repayment_ids: Collection[int]) -> int:
    """Withdraw the queued reminders of these repayments, which are paid by now. Returns how many e-mails."""
    if not repayment_ids or not outbox.are_any_unfinished():
        return 0
    sent = _keys_of_sent(repayment_ids)
    withdrawn = outbox.withdraw_emails(dedupe_keys=chain.from_iterable(sent.values()))
    if withdrawn:
        _mark_withdrawn(sent)
    return withdrawn


def reminders_mark_withdrawn(repayment_ids: Collection[int], today: date) -> None:
    """Mark those sent reminders of these repayments of which no e-mail has left or will leave.

    They count as withdrawn, or as paused or expired if that is why nothing leaves.
    """
    _mark_withdrawn(_keys_of_sent(repayment_ids))
    due = reminders_due(repayment_ids=repayment_ids, today=today)
    _deal_anew_with_withdrawn(
        [
            Reminder(repayment=repayment, rung=rung.days, state=state)
            for repayment, rung, state in due
            if state not in WRITTEN
        ]
    )


def _mark_withdrawn(sent: Mapping[int, list[str]]) -> None:
    withdrawn = outbox.withdrawn(dedupe_keys=chain.from_iterable(sent.values()))
    marked = []
    for reminder_id, keys in sent.items():
        emails = [withdrawn[key] for key in keys if key in withdrawn]
        if emails and all(emails):
            marked.append(reminder_id)
    if marked:
        _change(marked, ReminderState.SENT, ReminderState.WITHDRAWN)


def _deal_anew_with_withdrawn(reminders: Collection[Reminder]) -> None:
    """Give reminders that were withdrawn the state in `reminders`; e-mails of those sent are queued again."""
    anew = {(reminder.repayment_id, reminder.rung): reminder.state for reminder in reminders}
    withdrawn = Reminder.objects.filter(
        repayment__in={reminder.repayment_id for reminder in reminders}, state=ReminderState.WITHDRAWN
    ).order_by()
    by_state = defaultdict(list)
    for reminder in withdrawn:
        if state := anew.get((reminder.repayment_id, reminder.rung)):
            by_state[state].append(reminder.pk)
    for state, reminder_ids in by_state.items():
        _change(reminder_ids, ReminderState.WITHDRAWN, state)
        if state is ReminderState.SENT:
            sent = _keys_of(Reminder.objects.filter(pk__in=reminder_ids))
            outbox.queue_withdrawn_again(dedupe_keys=chain.from_iterable(sent.values()))


def _change(reminder_ids: Collection[int], before: ReminderState, after: ReminderState) -> None:
    Reminder.objects.filter(pk__in=reminder_ids, state=before).update(state=after)


def _keys_of_sent(repayment_ids: Collection[int]) -> dict[int, list[str]]:
    return _keys_of(Reminder.objects.filter(repayment__in=repayment_ids, state=ReminderState.SENT))


def _keys_of(reminders: QuerySet[Reminder]) -> dict[int, list[str]]:
    """The keys of each reminder's e-mails, to staff and to each borrower, by the reminder's id."""
    rows = list(reminders.values_list("pk", "repayment_id", "rung", "repayment__application_id"))
    borrowers = defaultdict(list)
    parties = Application.borrowers.through.objects.filter(application__in={row[3] for row in rows})
    for loan_id, borrower_id in parties.values_list("application_id", "borrower_id") if rows else ():
        borrowers[loan_id].append(borrower_id)
    keys = {}
    for pk, repayment_id, rung, loan_id in rows:
        key = _key_of(repayment_id, rung)
        keys[pk] = [key, *(borrowers_key(key, borrower_id) for borrower_id in borrowers[loan_id])]
    return keys


def _key_of(repayment_id: int, days: int) -> str:
    return f"reminder:{repayment_id}:{days}"


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
        dedupe_key=_key_of(repayment.pk, rung.days),
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
