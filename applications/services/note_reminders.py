"""Reminds of notes on their day."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from django.db import transaction

from applications.models import Note
from applications.selectors.note import notes_to_write_about
from applications.services.telling import all_admins, application_title, url_of
from applications.wording import day
from users import outbox
from users.models import User
from users.notifications import Email, Notice, notify
from users.preferences import Event


@transaction.atomic
def note_reminders_send(
    *, note_ids: Iterable[int], today: date, send_email: outbox.SendEmail
) -> dict[str, int]:
    """Remind of those of these notes that are due, each its `people_to_remind`.

    Returns how many notes were `reminded` of, and how many notifications were sent (`told`).
    """
    notes = list(notes_to_write_about(note_ids, today))
    admins = cache(all_admins)
    notices = [_notice(note, user) for note in notes for user in people_to_remind(note, admins)]
    for note in notes:
        note.reminded_for = note.remind_on
    Note.objects.bulk_update(notes, ["reminded_for"])
    return {"reminded": len(notes), "told": notify(notices, send_email=send_email)["told"]}


def people_to_remind(note: Note, admins: Callable[[], list[User]] = all_admins) -> list[User]:
    """The author and the assignee of a note `with_readers`, if they may see it now.

    If neither may, the application's present BDM; without a working login of the BDM's, the admins.
    """
    own = {note.author: note.author_sees, note.assignee: note.assignee_sees}
    readers = [user for user, may_see in own.items() if may_see]
    bdm = note.application.bdm.user
    return readers or ([bdm] if bdm is not None and bdm.is_active else admins())


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
