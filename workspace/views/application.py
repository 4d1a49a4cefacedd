"""The page of an application, and its actions."""

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from applications import papers, stages
from applications.models import Application
from applications.models.note import Visibility
from applications.selectors.application import application_for
from applications.selectors.checklist import checklist_for
from applications.selectors.document import document_for, documents_visible_to
from applications.selectors.note import may_finish, note_for, notes_visible_to
from applications.selectors.obligation import repayments_with_state, state_on
from applications.services.document_files import document_file
from applications.services.documents import document_request
from applications.services.notes import note_add, note_finish
from applications.stages import Stage
from applications.tasks import generate_document
from common.after_commit import ask_after_commit
from users.inbox import told_of
from users.models import User
from users.preferences import Role
from workspace.access import LENDER, WRITERS, action, asked, page, render_page
from workspace.views.headings import application_page, title_of, trail_of
from workspace.views.moves import moves_otherwise
from workspace.views.parties import people_of
from workspace.views.terms import terms_to_change

A_PAGE = 50  # rows per list


class NoteForm(forms.Form):
    """A note, with an optional reminder date."""

    text = forms.CharField(widget=forms.Textarea({"rows": 3}), max_length=5_000)
    remind_on = forms.DateField(
        label="Remind on", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    visibility = forms.ChoiceField(choices=Visibility.choices, initial=Visibility.INTERNAL)


@page()
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything that the user may see of an application."""
    user = request.user
    application = application_for(user, reference)
    may_write = user.role in WRITERS
    return render_page(
        request,
        "workspace/application.html",
        {
            "application": application,
            "title": title_of(application),
            "crumbs": trail_of(),
            "checklist": checklist_for(user, application),
            "others": moves_otherwise(application, user),
            **people_of(application, user),
            "may_change_terms": bool(terms_to_change(application, user)),
            "events": _history(application, user, request.GET.get("stage")),
            "documents": _part(
                documents_visible_to(user).filter(application=application).order_by("kind", "-version"),
                request.GET.get("documents", 1),
            ),
            "papers": papers.papers_for(Stage(application.stage), Role(user.role)),
            "notes": _notes(application, user, request.GET.get("notes", 1)),
            "note_form": NoteForm() if may_write else None,
            "repayments": _repayments(application, request.GET.get("repayments")),
            "payments": _part(
                application.payments.order_by("-value_date", "-pk"), request.GET.get("ledger", 1)
            ),
            "audit": _audit(application, user, request.GET.get("audit", 1)),
            "told": _part(told_of(application.reference, reader=user), request.GET.get("told", 1)),
        },
    )


def _history(application: Application, reader: User, number: str | None) -> Page:
    """A page of the application's moves, by default the last, in customers' words for a borrower."""
    moves = application.stage_events.select_related("by")
    # Paginator treats any number above the last page as the last page.
    events = _part(moves, number or moves.count() // A_PAGE + 1)
    for event in events:
        _, to_customers = stages.words_for(event.to_stage, event.from_stage)
        event.words = to_customers if reader.role == Role.BORROWER else event.get_to_stage_display()
    return events


def _audit(application: Application, reader: User, number: str | int) -> Page | None:
    """A page of the audit trail, newest first; None for a reader who is not the lender's."""
    if reader.role not in LENDER:
        return None
    return _part(application.audit_entries.select_related("by").order_by("-pk"), number)


def _notes(application: Application, reader: User, number: str | int) -> Page:
    """A page of the notes that `reader` may read; each says whether `reader` may finish it."""
    notes = _part(notes_visible_to(reader).filter(application=application), number)
    for note in notes:
        note.may_be_finished = note.done_at is None and may_finish(reader, note)
    return notes


def _part(rows: QuerySet, number: str | int) -> Page:
    part = Paginator(rows, A_PAGE).get_page(number)
    # Read once, so that attributes added to a row are kept until it is rendered.
    part.object_list = list(part.object_list)
    return part


def _repayments(application: Application, number: str | None) -> Page:
    """A page of the repayments with their states, by default the page with the next one due."""
    today = timezone.localdate()
    over = application.repayments.filter(due_date__lt=today).count()
    found = repayments_with_state(application.repayments.order_by("number"))
    part = _part(found, number or over // A_PAGE + 1)
    for repayment in part:
        repayment.state = state_on(repayment, today)
    return part


@action(*WRITERS)
def add_note(request: HttpRequest, reference: str) -> HttpResponse:
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
def finish_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a note as done."""
    note = note_for(request.user, pk)

    def act() -> str:
        note_finish(note=note, by=request.user)
        return "Note marked as done."

    return asked(request, act, application_page(note.application.reference))


@action()
def draw_up(request: HttpRequest, reference: str) -> HttpResponse:
    """Request a document; a notification follows when it is ready."""
    application = application_for(request.user, reference)

    def act() -> str:
        paper = papers.paper_of(request.POST.get("kind", ""))
        wanted = document_request(application=application, kind=paper.kind, by=request.user)
        ask_after_commit(generate_document, *wanted)
        return f"The {paper.kind.label.lower()} is being drawn up."

    return asked(request, act, application_page(reference))


@page()
def document(request: HttpRequest, pk: int) -> FileResponse:
    """A version of a document, or a borrower's personal copy of it."""
    found = document_for(request.user, pk)
    file = document_file(document=found, by=request.user)
    name = f"{found.application.reference} {found.get_kind_display()} {found.version}.pdf"
    return FileResponse(file.open("rb"), filename=name, content_type="application/pdf")
