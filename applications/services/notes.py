"""Writing notes, and what becomes of them."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from applications import refusals
from applications.models import Application, Note
from applications.models.note import Visibility
from applications.selectors.application import may_see, require_sight
from applications.selectors.note import may_finish, notes_visible_to
from applications.services.audit import audit
from applications.services.once import once
from applications.wording import day
from common.text import require_lines
from users.models import User
from users.preferences import Role

LONGEST_NOTE = 5_000  # characters


@once
def note_add(
    *,
    application: Application,
    author: User,
    text: str,
    visibility: str = Visibility.INTERNAL,
    assignee: User | None = None,
    remind_on: date | None = None,
) -> Note:
    """A note on an application that the author may see.

    Raises ApplicationNotFound, NotForBorrowers, NoteWithoutText, UnusableText, TextTooLong,
    ReminderInThePast, or CannotBeAssigned where the assignee could not act on it.
    """
    require_sight(author, application)
    if author.role == Role.BORROWER:
        raise refusals.NotForBorrowers
    if not text.strip():
        raise refusals.NoteWithoutText
    require_lines("text", text, most=LONGEST_NOTE)
    _require_day_to_come(remind_on)
    if assignee is not None and not _may_act(assignee, application):
        raise refusals.CannotBeAssigned(assignee.name)
    return Note.objects.create(
        application=application,
        author=author,
        text=text,
        visibility=visibility,
        assignee=assignee,
        remind_on=remind_on,
    )


@transaction.atomic
def note_remind(*, note: Note, by: User, on: date | None) -> None:
    """Have the note's author and assignee reminded of it on a day, or not at all.

    Raises NoteNotFound where `by` may not see the note, NotForBorrowers, NotYourNote, ReminderInThePast.
    """
    _require_right_to(note, by)
    if on == note.remind_on:
        return
    _require_day_to_come(on)
    note.remind_on = on
    note.save(update_fields=["remind_on"])
    what = f"the reminder of {_named(note)}"
    act = f"set {what} to {day(on)}" if on else f"removed {what}"
    audit(application=note.application, by=by, act=act)


@transaction.atomic
def note_finish(*, note: Note, by: User) -> None:
    """Mark a note as done: nobody is reminded of it any more. One that is done keeps its moment.

    Raises NoteNotFound, NotForBorrowers, NotYourNote.
    """
    _require_right_to(note, by)
    if Note.objects.filter(pk=note.pk, done_at=None).update(done_at=timezone.now()):
        audit(application=note.application, by=by, act=f"marked {_named(note)} as done")
    note.refresh_from_db(fields=["done_at"])


def refusal_to_remind(on: date) -> refusals.ReminderInThePast | None:
    """Why nobody can be reminded on a day; None for today and later."""
    return refusals.ReminderInThePast(day(on)) if on < timezone.localdate() else None


def _require_day_to_come(on: date | None) -> None:
    if on is not None and (refusal := refusal_to_remind(on)):
        raise refusal


def _require_right_to(note: Note, by: User) -> None:
    if not notes_visible_to(by).filter(pk=note.pk).exists():
        raise refusals.NoteNotFound
    if by.role == Role.BORROWER:
        raise refusals.NotForBorrowers
    if not may_finish(by, note):
        raise refusals.NotYourNote(note.author.name)


def _may_act(user: User, application: Application) -> bool:
    return user.role != Role.BORROWER and may_see(user, application)


def _named(note: Note) -> str:
    """What the audit trail calls a note, which it does not quote."""
    return f"the note by {note.author.name} of {day(timezone.localdate(note.created_at))}"
