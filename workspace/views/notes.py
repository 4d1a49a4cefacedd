"""The notes of an application: listed, written, finished."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from applications.models import Application
from applications.models.note import Visibility
from applications.selectors.application import application_for
from applications.selectors.note import may_finish, note_for, notes_visible_to
from applications.services.notes import note_add, note_finish
from workspace.access import WRITERS, action, asked
from workspace.lists import part
from workspace.views.headings import application_page


class NoteForm(forms.Form):
    """A note, with an optional reminder date."""

    text = forms.CharField(widget=forms.Textarea({"rows": 3}), max_length=5_000)
    remind_on = forms.DateField(
        label="Remind on", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    visibility = forms.ChoiceField(choices=Visibility.choices, initial=Visibility.INTERNAL)


def section(request: HttpRequest, application: Application) -> dict:
    """What the section of an application's page shows; each note says whether the reader may finish it."""
    user = request.user
    notes = part(notes_visible_to(user).filter(application=application), request.GET.get("notes", 1))
    for note in notes:
        note.may_be_finished = note.done_at is None and may_finish(user, note)
    return {"notes": notes, "note_form": NoteForm() if user.role in WRITERS else None}


@action(*WRITERS)
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a note."""
    application = application_for(request.user, reference)
    form = NoteForm(request.POST)
    if not form.is_valid():
        for name, errors in form.errors.items():
            messages.error(request, f"{form[name].label}: {' '.join(errors)}")
        return redirect(application_page(reference))

    def act() -> str:
        note_add(application=application, author=request.user, **form.cleaned_data)
        return "Note added."

    return asked(request, act, application_page(reference))


@action(*WRITERS)
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a note as done."""
    note = note_for(request.user, pk)

    def act() -> str:
        note_finish(note=note, by=request.user)
        return "Note marked as done."

    return asked(request, act, application_page(note.application.reference))
