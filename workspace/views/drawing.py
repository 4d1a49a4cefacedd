"""Drawing up a document: asked for, and watched until it is ready."""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from applications import papers
from applications.documents.kinds import DocumentKind
from applications.models import Application, Document
from applications.selectors.application import application_for
from applications.selectors.document import documents_visible_to
from applications.services.documents import document_request, version_to_draw
from applications.stages import Stage
from applications.tasks import generate_document
from common.after_commit import ask_after_commit
from common.refusals import Refusal
from users.models import User
from users.preferences import Role
from workspace.access import action
from workspace.views.headings import application_page

# How the address of a page names a document that is being drawn up: kind, version, when it was asked for.
IN_ADDRESS = re.compile(r"(?P<kind>[a-z_]{1,20}):(?P<version>\d{1,5}):(?P<asked>\d{1,11})")
PATIENCE = timedelta(minutes=1)  # a document takes seconds; after this the page stops asking


@dataclass(frozen=True)
class Drawing:
    """A version of a document that somebody is waiting for."""

    key: str
    name: str
    version: int
    document_id: int | None
    is_late: bool

    @property
    def is_coming(self) -> bool:
        """Whether the page goes on asking for it."""
        return self.document_id is None and not self.is_late


def drawing_in(request: HttpRequest, application: Application) -> Drawing | None:
    """The document that the page's address says is being drawn up; None where it names none."""
    key = request.GET.get("drawing", "")
    named = IN_ADDRESS.fullmatch(key)
    if named is None or named["kind"] not in DocumentKind.values:
        return None
    kind, version = DocumentKind(named["kind"]), int(named["version"])
    own = documents_visible_to(request.user).filter(application=application, kind=kind)
    found: Document | None = own.filter(version__gte=version).order_by("-version").first()
    return Drawing(
        key=key,
        name=kind.label.lower(),
        version=found.version if found else version,
        document_id=found.pk if found else None,
        is_late=timezone.now().timestamp() - int(named["asked"]) > PATIENCE.total_seconds(),
    )


def papers_to_draw(application: Application, user: User) -> list[dict]:
    """The kinds of paper that the user may have drawn up now, each with the version that it `replaces`."""
    kinds = [paper.kind for paper in papers.papers_for(Stage(application.stage), Role(user.role))]
    rows = application.documents.filter(kind__in=kinds).order_by("version").values_list("kind", "version")
    newest = dict(rows)
    return [{"kind": kind, "replaces": newest.get(kind)} for kind in kinds]


@action()
def draw_up(request: HttpRequest, reference: str) -> HttpResponse:
    """Request a document, unless its newest version has the same content."""
    application = application_for(request.user, reference)
    address = application_page(reference)
    try:
        kind = papers.paper_of(request.POST.get("kind", "")).kind
        wanted = document_request(application=application, kind=kind, by=request.user)
        version, is_new = version_to_draw(application=application, kind=kind)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(address)
    if not is_new:
        messages.info(request, f"Version {version} of the {kind.label.lower()} already says the same.")
        return redirect(f"{address}#documents")
    ask_after_commit(generate_document, *wanted)
    asked = int(timezone.now().timestamp())
    return redirect(f"{address}?drawing={kind}:{version}:{asked}#documents")
