"""Which notes a user may read, and which reminders are due."""

from collections.abc import Iterable
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, F, Prefetch, Q, QuerySet

from applications import refusals
from applications.models import Application, Borrower, Note
from applications.models.note import Visibility
from applications.selectors.application import OWN, applications_visible_to
from applications.selectors.rows import first_or_raise
from common.compiled import CompiledRows, Parameter
from users.models import User
from users.preferences import Role


def notes_visible_to(user: User) -> QuerySet[Note]:
    """Notes on the user's own applications: all of them for the lender's staff; for a borrower those marked
    as visible to the customer; for a broker these and the ones the broker wrote or is assigned to."""
    notes = Note.objects.filter(application__in=applications_visible_to(user)).select_related(
        "application", "author", "assignee"
    )
    if user.role == Role.BORROWER:
        return notes.filter(visibility=Visibility.CUSTOMER)
    if user.role == Role.BROKER:
        return notes.filter(Q(visibility=Visibility.CUSTOMER) | Q(author=user) | Q(assignee=user))
    return notes


def note_for(user: User, note_id: int) -> Note:
    """One note that the user may see; raises NoteNotFound otherwise, as if there were none."""
    return first_or_raise(notes_visible_to(user).filter(pk=note_id), refusals.NoteNotFound)


def may_finish(user: User, note: Note) -> bool:
    """Whether a note that the user may see is the user's to finish or to re-schedule: the lender's staff any,
    a broker one that the broker wrote or is assigned to, a borrower none."""
    if user.role == Role.BROKER:
        return user.pk in (note.author_id, note.assignee_id)
    return user.role != Role.BORROWER


def assignable_to(application: Application) -> QuerySet[User]:
    """The people who could act on a note: those with a working login among the admins, the application's BDM
    and its broker."""
    own = Q(role=Role.BDM, pk=application.bdm.user_id) | Q(role=Role.BROKER, pk=application.broker.user_id)
    return User.objects.filter(Q(role=Role.ADMIN) | own, is_active=True).order_by("name", "pk")


def notes_to_remind_of(today: date) -> list[int]:
    """Ids of the notes whose day has come, that are not done, and that were not reminded of for that day."""
    return [pk for (pk,) in _DUE(today=today)]


def notes_to_write_about(note_ids: Iterable[int], today: date) -> QuerySet[Note]:
    """Those of these notes that are due, locked until commit, each with what a reminder says and, as
    `with_readers` tells, whether author and assignee may see it."""
    return (
        with_readers(_due(today))
        .filter(pk__in=note_ids)
        .select_for_update(of=("self",))
        .select_related("application__bdm__user", "author", "assignee")
        .prefetch_related(Prefetch("application__borrowers", Borrower.objects.only("name")))
        .order_by("pk")
    )


def note_to_remind_of(note_id: int, day: date) -> Note | None:
    """A note that is not done and whose reminder is for `day`, as `with_readers` tells it."""
    undone = with_readers(Note.objects.filter(pk=note_id, done_at=None, remind_on=day))
    return undone.select_related("application__bdm__user", "author", "assignee").first()


def with_readers(notes: QuerySet[Note]) -> QuerySet[Note]:
    """Notes with whether author and assignee may see the note's application now, as `author_sees` and
    `assignee_sees`; a borrower never does, nor somebody without a working login."""
    return notes.annotate(author_sees=_sees("author"), assignee_sees=_sees("assignee"))


def _due(today: date | Parameter) -> QuerySet[Note]:
    undone = Note.objects.filter(done_at=None, remind_on__lte=today)
    return undone.filter(Q(reminded_for=None) | ~Q(reminded_for=F("remind_on")))


_DUE = CompiledRows(_due(Parameter("today", Note.remind_on.field)).order_by("pk").values_list("pk"))


def reminder_to_come(note: Note, next_reminders: date) -> date | None:
    """The day on which a note's reminder is sent, where the next reminders are sent on `next_reminders`; None
    where none is to be sent, or the one for its day was."""
    if note.done_at or note.remind_on in (None, note.reminded_for):
        return None
    return max(note.remind_on, next_reminders)


def _sees(who: str) -> ExpressionWrapper:
    may = Q(**{f"{who}__role": Role.ADMIN})
    for role in (Role.BDM, Role.BROKER):
        may |= Q(**{f"{who}__role": role, f"application__{OWN[role]}": F(who)})
    return ExpressionWrapper(may & Q(**{f"{who}__is_active": True}), output_field=BooleanField())
