"""The documents of an application: listed, drawn up, opened."""

from django.http import FileResponse, HttpRequest, HttpResponse

from applications import papers
from applications.models import Application
from applications.selectors.application import application_for
from applications.selectors.document import document_for, documents_visible_to
from applications.services.document_files import document_file
from applications.services.documents import document_request
from applications.stages import Stage
from applications.tasks import generate_document
from common.after_commit import ask_after_commit
from users.preferences import Role
from workspace.access import action, asked, page
from workspace.sections import application_page, part


def section(request: HttpRequest, application: Application) -> dict:
    """What the section of an application's page shows."""
    user = request.user
    documents = documents_visible_to(user).filter(application=application).order_by("kind", "-version")
    return {
        "documents": part(documents, request.GET.get("documents", 1)),
        "papers": papers.papers_for(Stage(application.stage), Role(user.role)),
    }


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
