"""Who gets which file of a document with personal data, and which requests are refused."""

import hashlib
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from applications import refusals
from applications.models import Document, PersonalCopy
from applications.selectors.document import document_for, documents_visible_to, file_for
from applications.services.documents import document_generate, document_request
from common.refusals import Refusal
from features.drivers import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def application():
    borrowers = [factories.BorrowerFactory(name=name) for name in ("Omar", "Nora")]
    return factories.ApplicationFactory(borrowers=borrowers)


def drawn_up(application, kind="application_form") -> Document:
    done = document_generate(application=application, kind=kind, by=application.broker.user)
    return Document.objects.get(pk=done["document_id"])


def file_of(user, document) -> bytes:
    with file_for(user, document_for(user, document.pk)).open() as file:
        return file.read()


def test_borrowers_get_their_copy_and_staff_the_whole_document(application):
    document = drawn_up(application)
    copies = {copy.borrower.name: copy for copy in document.copies.all()}
    assert copies.keys() == {"Omar", "Nora"}
    for borrower in application.borrowers.all():
        found = hashlib.sha256(file_of(borrower.user, document)).hexdigest()
        assert found == copies[borrower.name].sha256
    for user in (application.broker.user, application.bdm.user, factories.UserFactory(role="admin")):
        assert hashlib.sha256(file_of(user, document)).hexdigest() == document.sha256
    assert len({document.sha256, *(copy.sha256 for copy in copies.values())}) == 3


def test_uploaded_form_is_hidden_from_borrowers(application):
    scan = ContentFile(b"%PDF everybody's data", name="scan.pdf")
    document = factories.DocumentFactory(application=application, kind="application_form", file=scan)
    omar = application.borrowers.get(name="Omar").user
    assert document not in documents_visible_to(omar)
    with pytest.raises(refusals.DocumentNotFound):
        document_for(omar, document.pk)
    with pytest.raises(refusals.DocumentNotFound):
        file_for(omar, document)
    assert document in documents_visible_to(application.broker.user)


def test_letter_has_no_personal_copies(application):
    application.stage = "pre_approval"
    application.save()
    done = document_generate(application=application, kind="indicative_letter", by=application.bdm.user)
    letter = Document.objects.get(pk=done["document_id"])
    assert not PersonalCopy.objects.exists()
    omar = application.borrowers.get(name="Omar").user
    assert file_of(omar, letter) == file_of(application.bdm.user, letter)


def test_the_same_data_give_the_same_copies_to_the_byte(application, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2025, 3, 14, tzinfo=UTC))
    first = drawn_up(application)
    Document.objects.filter(pk=first.pk).update(content_sha256="another")
    second = drawn_up(application)
    assert (first.version, second.version) == (1, 2)
    of_both = [{copy.borrower_id: copy.sha256 for copy in one.copies.all()} for one in (first, second)]
    assert of_both[0] == of_both[1]


@pytest.mark.parametrize("act", [document_request, document_generate])
@pytest.mark.parametrize(
    ("who", "kind", "refusal"),
    [
        ("borrower", "application_form", refusals.NotYoursToAskFor),
        ("borrower", "formal_approval", refusals.NotYoursToAskFor),
        ("broker", "formal_approval", refusals.NotYoursToAskFor),
        ("bdm", "formal_approval", refusals.NotAtThisStage),
        ("bdm", "poem", refusals.UnknownPaper),
        ("stranger", "application_form", refusals.ApplicationNotFound),
    ],
)
def test_forbidden_request_is_refused_before_queueing_and_by_the_task(application, act, who, kind, refusal):
    people = {
        "borrower": application.borrowers.first().user,
        "broker": application.broker.user,
        "bdm": application.bdm.user,
        "stranger": factories.UserFactory(role="broker"),
    }
    with pytest.raises(refusal):
        act(application=application, kind=kind, by=people[who])
    assert not Document.objects.exists()


@pytest.mark.parametrize("act", [document_request, document_generate])
def test_unrepayable_terms_are_refused_before_queueing(application, act):
    application.stage, application.frequency, application.term_months = "pre_approval", "quarterly", 10
    application.save()
    with pytest.raises(Refusal, match=r"^A term of 10 months cannot be divided into quarters\.$"):
        act(application=application, kind="indicative_letter", by=application.bdm.user)


def test_allowed_request_queues_the_task(application):
    by = application.broker.user
    wanted = document_request(application=application, kind="application_form", by=by)
    assert wanted == (application.pk, "application_form", by.pk)
