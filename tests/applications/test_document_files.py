"""Files of documents: a repayment schedule is drawn when somebody opens it first."""

import hashlib
import io
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from pypdf import PdfReader

from applications.models import Application, Document
from applications.models.document import UndrawnDocument
from applications.refusals import NotPrintable
from applications.services.document_files import document_draw, document_file
from applications.services.documents import document_generate
from applications.services.repayments import repayments_build
from features.drivers import factories

pytestmark = pytest.mark.django_db

MADE_AT = datetime(2025, 4, 1, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def loan() -> Application:
    loan = factories.ApplicationFactory(
        stage="funded",
        term_months=24,
        funding_date=date(2025, 4, 1),
        borrowers=[factories.BorrowerFactory(name="Omar")],
    )
    repayments_build(application=loan)
    return loan


def schedule_of(loan: Application) -> Document:
    done = document_generate(application=loan, kind="repayment_schedule", by=loan.bdm.user)
    return Document.objects.get(pk=done["document_id"])


def opened(document: Document, loan: Application) -> bytes:
    with document_file(document=document, by=loan.bdm.user).open() as file:
        return file.read()


def test_schedule_has_no_file_until_somebody_opens_it(loan):
    document = schedule_of(loan)
    assert not document.file
    assert document.sha256 == ""
    pdf = opened(document, loan)
    stored = Document.objects.get(pk=document.pk)
    assert hashlib.sha256(pdf).hexdigest() == stored.sha256
    assert not UndrawnDocument.objects.exists()
    assert opened(stored, loan) == pdf


def test_schedule_shows_the_figures_and_the_day_of_when_it_was_made(loan, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: MADE_AT)
    document = schedule_of(loan)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 1, 5, tzinfo=UTC))
    loan.repayments.update(principal=1)
    Application.objects.update(amount=1)
    pdf = PdfReader(io.BytesIO(opened(document, loan)))
    text = pdf.pages[0].extract_text()
    assert "2 April 2025" in text
    assert "$250,000.00" in text
    assert pdf.metadata.creation_date == MADE_AT


def test_two_readers_get_one_file(loan):
    document = schedule_of(loan)
    late = Document.objects.get(pk=document.pk)
    first = opened(document, loan)
    document_draw(document=late)
    assert late.sha256 == hashlib.sha256(first).hexdigest()
    assert late.file.name == document.file.name


def test_a_letter_that_cannot_be_printed_is_told_before_the_schedule_exists(loan):
    loan.borrowers.update(name="王芳")
    with pytest.raises(NotPrintable):
        schedule_of(loan)
    assert not Document.objects.filter(kind="repayment_schedule").exists()


def test_other_documents_are_drawn_when_they_are_made():
    application = factories.ApplicationFactory(borrowers=[factories.BorrowerFactory(name="Omar")])
    done = document_generate(application=application, kind="application_form", by=application.bdm.user)
    assert Document.objects.get(pk=done["document_id"]).file
    assert not UndrawnDocument.objects.exists()
