"""The notes of an application: listed, written, put off, finished."""

from collections.abc import Iterator

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import Truncator

from applications.models import Application, Note
from applications.models.note import Visibility
from applications.refusals import CannotBeAssigned, NoteWithoutText
from applications.selectors.application import application_for
from applications.selectors.note import (
    assignable_to,
    may_finish,
    note_for,
    notes_visible_to,
    reminder_to_come,
)
from applications.services.notes import LONGEST_NOTE, note_add, note_finish, note_remind
from applications.wording import day, listing
from users.models import User
from workspace.access import FORM, WRITERS, action, asked, page
from workspace.form_words import HouseForm
from workspace.forms import OnceForm, day_field, filled_in, form_page
from workspace.lists import A_SECTION, part
from workspace.timetable import next_note_reminders
from workspace.views.headings import application_page, way_back


class AssigneeField(forms.ModelChoiceField):
    """Somebody who is to deal with a note."""

    def label_from_instance(self, user: User) -> str:
        return f"{user.name} ({user.get_role_display()})"


class NoteForm(OnceForm):
    """A note, perhaps with somebody to deal with it, and a day to be reminded on."""

    text = forms.CharField(
        widget=forms.Textarea({"rows": 3}),
        max_length=LONGEST_NOTE,
        error_messages={"required": str(NoteWithoutText())},
    )
    assignee = AssigneeField(
        None,
        label="Assign to",
        required=False,
        empty_label="Nobody",
        # Without a name, because the writer may not know of this person.
        error_messages={"invalid_choice": str(CannotBeAssigned("this person"))},
        help_text="The note is on the assignee's list of notes to do at once.",
    )
    remind_on = day_field(
        label="Remind on", required=False, help_text="You and the assignee are reminded that morning."
    )
    visibility = forms.ChoiceField(
        choices=Visibility.choices,
        initial=Visibility.INTERNAL,
        help_text="The lender's people read an internal note, and a broker who wrote it or has it to do.",
    )

    def __init__(self, application: Application, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = assignable_to(application)


class ReminderForm(HouseForm):
    """The day on which author and assignee are reminded of a note."""

    remind_on = day_field(
        label="Remind on",
        required=False,
        help_text="The author and the assignee are reminded that morning. Leave it empty for no reminder.",
    )


def section(request: HttpRequest, application: Application) -> dict:
    """What the section of an application's page shows; each note says whether the reader may finish it."""
    user = request.user
    found = notes_visible_to(user).filter(application=application)
    notes = part(found, request.GET.get("notes", 1), A_SECTION)
    for note in notes:
        note.may_be_finished = note.done_at is None and may_finish(user, note)
    return {"notes": notes, "note_form": NoteForm(application) if user.role in WRITERS else None}


@page(*WRITERS, methods=FORM)
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a note."""
    application = application_for(request.user, reference)

    def act(answers: dict) -> str:
        note = note_add(application=application, author=request.user, **answers)
        return " ".join(["Note added.", *_what_follows(note, request.user)])

    return form_page(
        request,
        NoteForm(application, *filled_in(request)),
        act,
        title="Add a note",
        button="Add note",
        **way_back(application, "notes"),
    )


def _what_follows(note: Note, reader: User) -> Iterator[str]:
    if note.assignee and note.assignee != reader:
        yield f"It is on {note.assignee.name}'s list of notes to do."
    if note.remind_on:
        yield _reminder_of(note, reader)


def _reminder_of(note: Note, reader: User) -> str:
    people = {note.author, note.assignee} - {None, reader}
    names = sorted(user.name for user in people)
    if reader in (note.author, note.assignee):
        names = ["You", *names]
    comes_on = reminder_to_come(note, next_note_reminders())
    if comes_on is None:
        return f"The reminder for {day(note.remind_on)} has already been sent."
    said = f"{listing(names)} will be reminded on {day(comes_on)}"
    return f"{said}." if comes_on == note.remind_on else f"{said}: today's reminders have already been sent."


@page(*WRITERS, methods=FORM)
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose another day for the reminder of a note, or none."""
    note = note_for(request.user, pk)

    def act(answers: dict) -> str:
        on = answers["remind_on"]
        note_remind(note=note, by=request.user, on=on)
        return _reminder_of(note, request.user) if on else "There will be no reminder."

    return form_page(
        request,
        ReminderForm(*filled_in(request), initial={"remind_on": note.remind_on}),
        act,
        title=f"Reminder of the note by {note.author.name}",
        button="Save the reminder",
        **way_back(note.application, "notes"),
        template="workspace/reminder.html",
        note=note,
    )


@action(*WRITERS)
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a note as done, and go back to where it is listed or to its application."""
    note: Note = note_for(request.user, pk)

    def act() -> str:
        note_finish(note=note, by=request.user)
        return f"Note marked as done: {Truncator(note.text).chars(80)}"

    is_listed = "listed" in request.POST
    back_to = (
        reverse("workspace:home") if is_listed else application_page(note.application.reference, "notes")
    )
    return asked(request, act, back_to)
