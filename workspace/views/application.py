"""The page of an application, and its actions."""

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse

from applications import stages
from applications.models import Application
from applications.selectors.application import application_for
from applications.selectors.checklist import checklist_for
from users.inbox import emailed_of, told_of
from users.models import User
from users.preferences import Role
from workspace.access import LENDER, page, render_page
from workspace.lists import A_SECTION, LAST, part
from workspace.views import documents, hardship, notes
from workspace.views.headings import title_of, trail_of
from workspace.views.money import money_sections
from workspace.views.moves import moves_otherwise
from workspace.views.parties import people_of
from workspace.views.terms import planned_repayments, terms_to_change


@page()
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything that the user may see of an application."""
    user = request.user
    application = application_for(user, reference)
    return render_page(
        request,
        "workspace/application.html",
        {
            "application": application,
            "title": title_of(application),
            "crumbs": trail_of(),
            "checklist": checklist_for(user, application),
            "planned_repayments": planned_repayments(application),
            "others": moves_otherwise(application, user),
            **people_of(application, user),
            "may_change_terms": bool(terms_to_change(application, user)),
            "events": _history(application, user, request.GET.get("stage")),
            **money_sections(request, application),
            "audit": _audit(application, user, request.GET.get("audit", 1)),
            "emailed": _emailed(application, user, request.GET.get("emailed", 1)),
            "told": part(told_of(application.reference, reader=user), request.GET.get("told", 1), A_SECTION),
            **documents.section(request, application),
            **notes.section(request, application),
            **hardship.section(request, application),
        },
    )


def _history(application: Application, reader: User, number: str | None) -> Page:
    """A page of the application's moves, by default the last, in customers' words for a borrower."""
    events = part(application.stage_events.select_related("by"), number or LAST, A_SECTION)
    for event in events:
        words = stages.words_for(event.to_stage, event.from_stage)
        event.words = words.to_customers if reader.role == Role.BORROWER else event.get_to_stage_display()
    return events


def _emailed(application: Application, reader: User, number: str | int) -> Page:
    """A page of the e-mails to people without a login; what is no longer kept is empty."""
    emails = part(emailed_of(application.reference, reader=reader), number, A_SECTION)
    for email in emails:
        kept = email.context or {}
        email.recipient, email.message = kept.get("name") or email.address, kept.get("message", "")
    return emails


def _audit(application: Application, reader: User, number: str | int) -> Page | None:
    """A page of the audit trail, newest first; None for a reader who is not the lender's."""
    if reader.role not in LENDER:
        return None
    return part(application.audit_entries.select_related("by").order_by("-pk"), number, A_SECTION)
