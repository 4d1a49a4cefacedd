"""What an e-mail about a loan says when it is sent, which may be days after it was queued.

Each writer finds what its e-mail is about by the `dedupe_key`. An e-mail with another key is sent as it was
queued. Reports and digests have no writer: decision 25 says why. Who no longer takes part in an application
reads of it no more.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Prefetch
from django.dispatch import receiver
from django.utils import timezone

from applications.models import Application, Borrower, Repayment
from applications.reminder_ladder import LADDER, may_still_be_sent
from applications.selectors.application import application_to_write_about
from applications.selectors.document import document_to_sign
from applications.selectors.note import note_to_remind_of
from applications.selectors.repayment import repayments_to_write_about
from applications.selectors.signature import refusal_to_sign
from applications.services.note_reminders import people_to_remind
from applications.services.reminders import pauses_of, reminder_news, reminders_mark_withdrawn
from applications.services.stale_applications import stale_news
from applications.services.telling import News
from applications.staleness import OPEN
from applications.wording import money
from common.compiled import CompiledModels, Parameters
from users.delivery import email_dropped
from users.email_text import EmailText, as_queued, written_when_sent
from users.models import EmailDelivery
from users.preferences import Role

BORROWER = re.compile(r".*:borrower:(?P<borrower>\d+)")
REMINDER = re.compile(r"reminder:(?P<repayment>\d+):(?P<rung>-?\d+)(:borrower:(?P<borrower>\d+))?")
SIGNATURE = re.compile(r"signature:(?P<document>\d+):borrower:(?P<borrower>\d+)")
STALE = re.compile(r"stale:(?P<application>\d+):.*")
NOTE = re.compile(r"note:(?P<note>\d+):(?P<day>[0-9-]+)")

RUNGS = {rung.days: rung for rung in LADDER}


def repayments_of(deliveries: Iterable[EmailDelivery]) -> dict[int, Repayment]:
    """What these reminders say and depend on, by the repayment's id; not what they must not be sent for."""
    keys = [REMINDER.fullmatch(delivery.dedupe_key) for delivery in deliveries]
    ids = {int(key["repayment"]) for key in keys if key}
    return {repayment.pk: repayment for repayment in repayments_to_write_about(ids)}


@written_when_sent(
    "repayment_reminder",
    reads=repayments_of,
    gone="Nothing is owed any more, the loan is in a hardship pause, or is not this person's any more.",
)
def write_reminder(delivery: EmailDelivery, repayments: Mapping[int, Repayment]) -> EmailText | None:
    """Amount and days as they are now. None where nothing is owed any more, the loan is in a hardship pause,
    or is not the reader's any more."""
    key = REMINDER.fullmatch(delivery.dedupe_key)
    if key is None or int(key["rung"]) not in RUNGS:
        return as_queued(delivery)
    rung, today = RUNGS[int(key["rung"])], timezone.localdate()
    repayment = repayments.get(int(key["repayment"]))
    if repayment is None or not may_still_be_sent(
        rung=rung, due_on=repayment.due_date, today=today, pauses=pauses_of(repayment)
    ):
        return None
    if not _is_concerned(delivery, repayment.application):
        return None
    return _text_of(delivery, reminder_news(repayment, rung, today), to_borrower=bool(key["borrower"]))


@receiver(email_dropped, sender=EmailDelivery)
def reminder_dropped(delivery: EmailDelivery, **kwargs) -> None:
    """A reminder of which no e-mail left counts as withdrawn, or as paused or expired if it is."""
    key = REMINDER.fullmatch(delivery.dedupe_key)
    if key is not None:
        reminders_mark_withdrawn([int(key["repayment"])], timezone.localdate())


_NAMED = CompiledModels(
    Application.objects.filter(reference__in=Parameters("references", Application.reference.field))
    .select_related("broker", "bdm")
    .only("reference", "amount", "stage_since", "broker__user", "bdm__user")
    .prefetch_related(Prefetch("borrowers", Borrower.objects.only("pk")))
)


def applications_of(deliveries: Iterable[EmailDelivery]) -> dict[str, Application]:
    """The applications that these e-mails name, by reference: their amounts, when they moved last, and who
    takes part."""
    references = {delivery.context.get("reference") for delivery in deliveries} - {None}
    return {one.reference: one for one in _NAMED(references=references)} if references else {}


@written_when_sent(
    "application_status",
    reads=applications_of,
    gone="The application has moved since, or is not this person's any more.",
)
def write_status(delivery: EmailDelivery, named: Mapping[str, Application]) -> EmailText | None:
    """The amount as it is now. None where the application has moved since, when another e-mail says where to,
    or is not the reader's any more."""
    application = named.get(delivery.context.get("reference"))
    if application is None:
        return as_queued(delivery)
    if _has_moved(application, delivery) or not _is_concerned(delivery, application):
        return None
    amount = "" if application.amount is None else money(application.amount)
    return EmailText(subject=delivery.subject, context={**delivery.context, "amount": amount})


@written_when_sent(
    "signature_required", gone="The borrower has signed, or that version can no longer be signed."
)
def write_signature_required(delivery: EmailDelivery) -> EmailText | None:
    """As it was queued: it states the document. None where the borrower cannot sign that version any more, or
    has done so."""
    key = SIGNATURE.fullmatch(delivery.dedupe_key)
    if key is None:
        return as_queued(delivery)
    document = document_to_sign(int(key["document"]), int(key["borrower"]))
    if document is None:
        return None
    refusal = refusal_to_sign(document, document.application)
    return as_queued(delivery) if refusal is None else None


@written_when_sent(
    "stale_application", gone="The application has moved since, or is not this person's any more."
)
def write_stale(delivery: EmailDelivery) -> EmailText | None:
    """The number of days as it is now. None where the application has moved since, or is not the reader's any
    more."""
    key = STALE.fullmatch(delivery.dedupe_key)
    if key is None:
        return as_queued(delivery)
    application = application_to_write_about(int(key["application"]))
    if application is None or application.stage not in OPEN or _has_moved(application, delivery):
        return None
    if not _is_concerned(delivery, application):
        return None
    since = timezone.localdate(application.stage_since)
    news = stale_news(application, since, timezone.localdate())
    return _text_of(delivery, news, to_borrower=False)


@written_when_sent(
    "note_reminder", gone="The note is done, has another day, or is not this person's any more."
)
def write_note_reminder(delivery: EmailDelivery) -> EmailText | None:
    """As it was queued. None where the note is done, has another day, or is not the reader's any more."""
    key = NOTE.fullmatch(delivery.dedupe_key)
    if key is None:
        return as_queued(delivery)
    reader = delivery.notification.user_id if delivery.notification else None
    note = note_to_remind_of(int(key["note"]), date.fromisoformat(key["day"]))
    if note is None or (reader and reader not in {user.pk for user in people_to_remind(note)}):
        return None
    return as_queued(delivery)


def _text_of(delivery: EmailDelivery, news: News, *, to_borrower: bool) -> EmailText:
    message = news.to_borrowers if to_borrower else news.to_staff
    return EmailText(
        subject=news.email.subject,
        context={**delivery.context, "message": message, **news.email.context},
    )


def _is_concerned(delivery: EmailDelivery, application: Application) -> bool:
    """Whether the reader of an e-mail about an application is among its borrowers, its broker or its BDM, or
    an admin; `application` has been read with all of these."""
    if key := BORROWER.fullmatch(delivery.dedupe_key):
        return int(key["borrower"]) in {borrower.pk for borrower in application.borrowers.all()}
    reader = delivery.notification and delivery.notification.user
    own = (application.broker.user_id, application.bdm.user_id)
    # The notification of an old e-mail may have been purged, and its reader with it.
    return not reader or reader.role == Role.ADMIN or reader.pk in own


def _has_moved(application: Application, delivery: EmailDelivery) -> bool:
    return application.stage_since > delivery.created_at
