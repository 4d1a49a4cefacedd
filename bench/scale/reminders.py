"""The morning's reminders: as the CRM sends them, as bulk inserts (the floor), and in the obvious loop."""

import pickle
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from django.db import transaction
from django.test import override_settings
from django.utils import timezone

import users.live
from applications import tasks
from applications.models import Reminder, Repayment
from applications.selectors.repayment import repayments_to_remind_of
from bench.scale.meter import Meter, processor_seconds
from bench.stopwatch import Stopwatch
from users.delivery import deliver_emails
from users.models import EmailDelivery, Inbox, Notification, User

# E-mails to render and send: enough for a stable figure of milliseconds each.
EMAILS = 1_000
# The models whose rows the sweep writes, in an order in which they can be inserted again.
WRITTEN = (Reminder, Notification, EmailDelivery)


def sweep(rows: str) -> dict[str, Any]:
    """The task as it is, with its parts one after the other in this process; leaves what it wrote in a file.

    Pushes and e-mails follow the commits and are timed apart.
    """
    last = [model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0 for model in WRITTEN]
    on_clock, processor, written = Stopwatch(time.perf_counter), Stopwatch(processor_seconds), []
    with (
        patch.object(users.live, "_push", on_clock.around(processor.around(users.live._push))),
        patch.object(deliver_emails, "delay", written.extend),
        Meter() as meter,
    ):
        due = tasks.send_repayment_reminders()["due"]
    new = [list(model.objects.filter(pk__gt=pk)) for model, pk in zip(WRITTEN, last, strict=True)]
    Path(rows).write_bytes(pickle.dumps(new))
    return {
        "due": due,
        "seconds": meter.seconds - on_clock.seconds,
        "processor seconds": meter.processor_seconds - processor.seconds,
        "queries": meter.queries,
        "megabytes": meter.megabytes,
        "written": [len(each) for each in new],
        "seconds of pushes": on_clock.seconds,
        "milliseconds an e-mail": _send(written[:EMAILS]),
    }


def floor(rows: str) -> dict[str, Any]:
    """One statement that selects what is due, and the same rows inserted in bulk."""
    new = pickle.loads(Path(rows).read_bytes())  # noqa: S301 this benchmark wrote it
    for row in (row for each in new for row in each):
        row._state.adding = True
    with Meter() as meter, transaction.atomic():
        due = repayments_to_remind_of(timezone.localdate())
        for model, each in zip(WRITTEN, new, strict=True):
            model.objects.bulk_create(each)
    return {"due": len(due), "seconds": meter.seconds, "processor seconds": meter.processor_seconds}


def loop(most: str) -> dict[str, Any]:
    """The obvious way, for at most so many: get a repayment and what belongs to it, create row by row."""
    due = repayments_to_remind_of(timezone.localdate())[: int(most)]
    with Meter() as meter:
        for repayment_id in due:
            _remind(repayment_id)
    return {"due": len(due), "seconds": meter.seconds, "processor seconds": meter.processor_seconds}


def _remind(repayment_id: int) -> None:
    repayment = Repayment.objects.get(pk=repayment_id)
    application = repayment.application
    borrower = application.borrowers.get()
    owed = repayment.principal + repayment.interest
    for share in repayment.allocations.all():
        owed -= share.amount
    late = (timezone.localdate() - repayment.due_date).days
    if owed <= 0 or Reminder.objects.filter(repayment=repayment, rung=late).exists():
        return
    if application.hardship_pauses.filter(from_day__lte=timezone.localdate()).exists():
        return
    Reminder.objects.create(repayment=repayment, rung=late, state="sent")
    told = {-7: "b", -1: "b", 3: "brm", 7: "brm", 10: "rma", 30: "ma"}[late]
    mailed = {-7: "b", -1: "b", 3: "b", 7: "b", 10: "m", 30: "ma"}[late]
    people = {"b": [borrower.user], "r": [application.broker.user], "m": [application.bdm.user]}
    people["a"] = User.objects.filter(role="admin")
    for letter in told:
        for user in people[letter]:
            _tell(user, repayment, owed, late, by_email=letter in mailed)


def _tell(user: User, repayment: Repayment, owed, late: int, *, by_email: bool) -> None:
    inbox = Inbox.objects.get(user=user)
    inbox.last_sequence += 1
    inbox.save()
    notification = Notification.objects.create(
        user=user,
        notification_type="repayment_overdue",
        message=f"{owed} on {repayment.application.reference}, days late: {late}",
        sequence=inbox.last_sequence,
        dedupe_key=f"reminder:{repayment.pk}:{late}",
    )
    if by_email:
        EmailDelivery.objects.create(
            address=user.email,
            subject=f"Your repayment of {owed}",
            template="repayment_reminder",
            context={"owed": str(owed), "due": str(repayment.due_date)},
            dedupe_key=f"reminder:{repayment.pk}:{late}",
            message_id=f"<{uuid4()}@harbour.example>",
            next_attempt_at=timezone.now(),
            expires_at=timezone.now() + timedelta(days=1),
            notification=notification,
        )


def _send(delivery_ids: list[int]) -> float:
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"), Meter() as meter:
        deliver_emails(delivery_ids)
    return meter.seconds / len(delivery_ids) * 1000
