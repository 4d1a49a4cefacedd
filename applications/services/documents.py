"""Drawing up papers, version by version, and signing them."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from applications import papers, refusals
from applications.documents.kinds import DocumentKind
from applications.documents.renderer import paper_template_version
from applications.models import Application, Borrower, Document, PersonalCopy, Signature
from applications.models.document import UndrawnDocument
from applications.models.parties import LoanParty
from applications.selectors.application import application_by_id, newest_document, require_sight
from applications.selectors.document import document_for
from applications.selectors.facts import facts_for_papers
from applications.selectors.parties import is_party
from applications.selectors.signature import parties_to_sign, refusal_to_sign, signer_key
from applications.selectors.signatures_out import signatures_out_of
from applications.selectors.terms import terms_to_state
from applications.services.audit import audit
from applications.services.document_contents import content_of, personal_content
from applications.services.document_files import require_printable, stored
from applications.services.telling import News, application_title, notices_of
from applications.stages import Stage
from applications.wording import day, listing, money
from common.days import midnight
from users import outbox
from users.models import User
from users.notifications import Email, notify
from users.preferences import Event, Role


@transaction.atomic
def document_request(*, application: Application, kind: str, by: User) -> tuple[int, str, int]:
    """What to ask the task `generate_document` for, where `by` may have the paper drawn up now.

    Raises ApplicationNotFound where `by` may not see the application, UnknownPaper, NoSchedule, NotPrintable,
    and what `papers.refusal_to_draw_up` returns.
    """
    paper = papers.paper_of(kind)
    content = _content_for(by, application, paper)
    require_printable(paper.kind, content)
    audit(application=application, by=by, act=f"asked for the {paper.kind.label.lower()}")
    return application.pk, str(paper.kind), by.pk


@transaction.atomic
def document_generate(
    *, application: Application, kind: str, by: User, send_email: outbox.SendEmail = outbox.send_email
) -> dict[str, int]:
    """Draw up a paper of an application, and tell those concerned; nothing where the newest version says it.

    Returns its id, its version, and whether it is `new`. Raises what `document_request` raises: much may have
    changed since the paper was asked for.
    """
    paper = papers.paper_of(kind)
    application = _locked(application)
    content = _content_for(by, application, paper)
    newest = newest_document(application, paper.kind)
    if newest is not None and _says_the_same(newest, application, _content_hash(paper.kind, content)):
        return {"document_id": newest.pk, "version": newest.version, "new": 0}
    document = _draw_up(application, paper, content, version=newest.version + 1 if newest else 1)
    told = notify(_notices(document, signed=paper.signed), send_email=send_email)
    return {"document_id": document.pk, "version": document.version, "new": 1, **told}


def version_to_draw(*, application: Application, kind: str) -> tuple[int, bool]:
    """The version of a paper with the application's present content, and whether it has to be drawn up first.

    Raises UnknownPaper, NoSchedule.
    """
    paper = papers.paper_of(kind)
    newest = newest_document(application, paper.kind)
    if newest is None:
        return 1, True
    said = _content_hash(paper.kind, content_of(application, paper.kind))
    is_new = not _says_the_same(newest, application, said)
    return newest.version + is_new, is_new


@transaction.atomic
def document_sign(*, document: Document, signer: LoanParty, by: User, on: date | None = None) -> Signature:
    """Record that a borrower or a guarantor has signed one version of a document.

    Borrowers sign for themselves; what came back signed on paper is recorded by the BDM or an admin, with the
    day that the paper states (`on`), by default today. Raises DocumentNotFound where `by` may not see it,
    NotAParty, NotYourSignature, WrongSignatureDay, SignedBefore, and what `papers.refusal_to_sign` returns.
    """
    document_for(by, document.pk)
    # From here on no newer version appears under the signer's hand.
    application = _locked(document.application)
    if not is_party(application, signer):
        raise refusals.NotAParty(signer.name, application.reference)
    if by.role not in (Role.ADMIN, Role.BDM) and signer.user_id != by.pk:
        raise refusals.NotYourSignature(signer.name)
    refusal = refusal_to_sign(document, application)
    if refusal is not None:
        raise refusal
    own = signer.user_id == by.pk
    given = {} if own else {"signed_at": _signed_at(document, on), "recorded_by": by}
    signature, new = Signature.objects.get_or_create(document=document, **_named(signer), defaults=given)
    if not new:
        raise refusals.SignedBefore(signer.name, document.version)
    paper = f"version {document.version} of the {document.get_kind_display().lower()}"
    act = f"signed {paper}" if own else f"recorded {signer.name}'s signature on {paper}"
    audit(application=application, by=by, act=act)
    return signature


def _signed_at(document: Document, on: date | None) -> datetime:
    """The moment of a signature on paper: now for today, else the beginning of its day."""
    today, drawn_up = timezone.localdate(), timezone.localdate(document.created_at)
    if on is None or on == today:
        return timezone.now()
    if not drawn_up <= on < today:
        raise refusals.WrongSignatureDay(day(drawn_up), day(today))
    return midnight(on)


def _locked(application: Application) -> Application:
    """The application as it is now; nobody else draws up or signs a paper of it until commit."""
    Application.objects.select_for_update().get(pk=application.pk)
    return application_by_id(application.pk)


def _content_for(by: User, application: Application, paper: papers.Paper) -> dict:
    """What the paper says now; raises a refusal where `by` may not have it drawn up."""
    require_sight(by, application)
    refusal = papers.refusal_to_draw_up(
        paper,
        role=Role(by.role),
        stage=Stage(application.stage),
        present=facts_for_papers(application),
    )
    if refusal is not None:
        raise refusal
    return content_of(application, paper.kind)


def _says_the_same(newest: Document, application: Application, content_sha256: str) -> bool:
    # Two people of one name are the same words and other terms.
    return newest.content_sha256 == content_sha256 and newest.terms == terms_to_state(
        application, newest.kind
    )


def _content_hash(kind: DocumentKind, content: dict) -> str:
    said = json.dumps([kind, paper_template_version(kind), content], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _draw_up(application: Application, paper: papers.Paper, content: dict, *, version: int) -> Document:
    now, kind = timezone.now(), paper.kind
    # Everything is rendered before anything is stored. Each file is stored before its row is written: a crash
    # leaves a file that no row names, at the worst.
    if paper.drawn_when_opened:
        require_printable(kind, content)
        file = {}
    else:
        file = stored(kind, content, now)
    borrowers = application.borrowers.order_by("pk") if paper.personal else ()
    copies = [(borrower, stored(kind, personal_content(content, borrower), now)) for borrower in borrowers]
    document = Document.objects.create(
        application=application,
        kind=kind,
        version=version,
        content_sha256=_content_hash(kind, content),
        terms=terms_to_state(application, kind),
        created_at=now,
        **file,
    )
    if paper.drawn_when_opened:
        UndrawnDocument.objects.create(document=document, content=content)
    for borrower, own in copies:
        PersonalCopy.objects.create(document=document, borrower=borrower, **own)
    return document


def _notices(document: Document, *, signed: bool) -> Iterator:
    yield from notices_of(document.application, _ready(document))
    if signed:
        yield from notices_of(document.application, _to_be_signed(document))


def waiting_for_signature(borrower: Borrower) -> list[Document]:
    """The documents of a borrower's loans that wait for this borrower's signature, the oldest first."""
    return signatures_out_of(borrower.applications.all(), [signer_key(borrower)])


def signatures_ask_in_app(*, borrower: Borrower) -> None:
    """Tell a borrower who has got a login what waits for the signature; it was e-mailed before."""
    notify(
        notice
        for document in waiting_for_signature(borrower)
        for notice in notices_of(document.application, _to_be_signed(document))
        if notice.recipient == borrower.user
    )


def _ready(document: Document) -> News:
    name = document.get_kind_display().lower()
    again = "new " if document.version > 1 else ""
    return News(
        event=Event.DOCUMENT_READY,
        dedupe_key=f"document:{document.pk}",
        to_staff=f"{application_title(document.application)}: the {again}{name} is ready.",
        to_borrowers=f"Your {again}{name} for loan {document.application.reference} is ready.",
    )


def _to_be_signed(document: Document) -> News:
    application, name = document.application, document.get_kind_display().lower()
    again = " It replaces the previous version." if document.version > 1 else ""
    paper = _on_paper(document)
    return News(
        event=Event.SIGNATURE_REQUIRED,
        dedupe_key=f"signature:{document.pk}",
        to_staff=f"{application_title(application)}: the {name} needs to be signed.{again}{paper}",
        to_borrowers=f"Please sign the {name} of your loan {application.reference}.{again}",
        email=Email(
            subject=f"Please sign the {name} of your loan {application.reference}",
            template="signature_required",
            context={
                "reference": application.reference,
                "amount": money(application.amount),
                "date": day(timezone.localdate(document.created_at)),
            },
        ),
    )


def _on_paper(document: Document) -> str:
    """Whose signature is wanted on paper, as a sentence after others; empty if nobody's is."""
    names = [party.name for party in parties_to_sign(document) if party.signs_on_paper]
    if not names:
        return ""
    has, signs = ("has", "signs") if len(names) == 1 else ("have", "sign")
    return f" {listing(names)} {has} no login and {signs} on paper."


def _named(signer: LoanParty) -> dict[str, LoanParty]:
    return {type(signer).__name__.lower(): signer}
