"""The documents of an application: listed, uploaded, opened."""

from pathlib import PurePath

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse

from applications import papers
from applications.documents.file_types import FILE_TYPES, content_type_of
from applications.models import Application
from applications.selectors.application import application_for
from applications.selectors.document import document_for, documents_visible_to
from applications.selectors.signature import add_missing_signatures, with_signatures
from applications.services.document_files import document_file
from applications.services.document_uploads import LARGEST_DOCUMENT, MIB, document_hand_in
from users.preferences import Role
from workspace.access import FORM, page, render_page
from workspace.form_words import HouseForm
from workspace.forms import OfferedField, filled_in, form_page
from workspace.lists import A_SECTION, part
from workspace.views.drawing import drawing_in, papers_to_draw
from workspace.views.headings import way_back

ACCEPTED = ",".join(one.content_type for one in FILE_TYPES)
NAMES = ", ".join(one.name for one in FILE_TYPES)


class UploadForm(HouseForm):
    """A document that somebody hands in."""

    kind = OfferedField(label="Document")
    file = forms.FileField(
        widget=forms.ClearableFileInput({"accept": ACCEPTED}),
        help_text=f"{NAMES}, at most {LARGEST_DOCUMENT // MIB} MiB. It becomes the newest version.",
    )

    def __init__(self, role: Role, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in papers.kinds_to_hand_in(role)]


def section(request: HttpRequest, application: Application) -> dict:
    """What the section of an application's page shows."""
    user = request.user
    documents = documents_visible_to(user).filter(application=application)
    documents = documents.select_related("handed_in_by").order_by("-created_at", "-pk")
    shown = part(with_signatures(documents), request.GET.get("documents", 1), A_SECTION)
    add_missing_signatures(shown, application, user)
    return {
        "documents": shown,
        "papers": papers_to_draw(application, user),
        "drawing": drawing_in(request, application),
    }


@page(methods=FORM)
def upload(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand in a document; `?kind=` chooses one."""
    application = application_for(request.user, reference)
    form = UploadForm(Role(request.user.role), *filled_in(request), initial={"kind": request.GET.get("kind")})

    def act(answers: dict) -> str:
        found, is_new = document_hand_in(
            application=application, kind=answers["kind"], content=answers["file"], by=request.user
        )
        name = f"{found.get_kind_display()}, version {found.version}"
        return f"{name}, was handed in." if is_new else f"This file was already handed in: {name}."

    return form_page(
        request,
        form,
        act,
        title="Upload a document",
        button="Upload",
        **way_back(application, "documents"),
    )


@page()
def listed(request: HttpRequest, reference: str) -> HttpResponse:
    """The section of documents alone; nothing while the document that its reader waits for is not ready."""
    application = application_for(request.user, reference)
    shown = section(request, application)
    if shown["drawing"] is not None and shown["drawing"].is_coming:
        return HttpResponse(status=204)
    return render_page(request, "workspace/_documents.html", {"application": application, **shown})


@page()
def document(request: HttpRequest, pk: int) -> FileResponse:
    """A version of a document, or a borrower's personal copy of it."""
    found = document_for(request.user, pk)
    file = document_file(document=found, by=request.user)
    suffix = PurePath(file.name).suffix
    name = f"{found.application.reference} {found.get_kind_display()} {found.version}{suffix}"
    return FileResponse(file.open("rb"), filename=name, content_type=content_type_of(file.name))
