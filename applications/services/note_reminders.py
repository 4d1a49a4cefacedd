"""Reminds of notes on their day."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db import transaction

from applications.models import Note
from applications.selectors.note import notes_to_write_about
from applications.services.telling import application_title, url_of
from applications.wording import day
from users import outbox
from users.models import User
from users.notifications import Email, Notice, notify
from users.preferences import Event


@transaction.atomic
def note_reminders_send(
    *, note_ids: Iterable[int], today: date, send_email: outbox.SendEmail
) -> dict[str, int]:
    """Remind author and assignee of those of these notes that are due, if they may still see them.

    Returns how many notes were `reminded` of, and how many notifications were sent (`told`).
    """
    notes = list(notes_to_write_about(note_ids, today))
    notices = [notice for note in notes for notice in _notices_of(note)]
    for note in notes:
        note.reminded_for = note.remind_on
    Note.objects.bulk_update(notes, ["reminded_for"])
    return {"reminded": len(notes), "told": notify(notices, send_email=send_email)["told"]}


def _notices_of(note: Note) -> Iterator[Notice]:
    """One notice a person: for an author who is also the assignee, both notices have the same key."""
    for user, may_see in ((note.author, note.author_sees), (note.assignee, note.assignee_sees)):
        if may_see:
            yield _notice(note, user)


def _notice(note: Note, user: User) -> Notice:
    # What the note says stays where it was written: e-mails and digests leave the house.
    on, reference = day(note.remind_on), note.application.reference
    title = application_title(note.application)
    return Notice(
        recipient=user,
        event=Event.NOTE_REMINDER,
        message=f"Reminder for {on}: the note by {note.author.name} on {title}.",
        dedupe_key=f"note:{note.pk}:{note.remind_on}",
        subject_ref=reference,
        url=url_of(note.application),
        email=Email(
            subject=f"Reminder for {on}: a note on {reference}",
            template="note_reminder",
            context={"reference": reference, "author": note.author.name, "date": on},
        ),
    )
