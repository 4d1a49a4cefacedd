"""Documents on the page of an application: uploaded, opened."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.models import Application, Document
from applications.services import document_uploads
from features.drivers.factories import ApplicationFactory, BorrowerFactory, UserFactory

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n and the picture"
WRONG = "This file is not PDF, JPEG or PNG. Save or scan it as one of these, then upload it again."


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def application() -> Application:
    return ApplicationFactory(reference="HL-OMAR", borrowers=[BorrowerFactory(name="Omar")])


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ben(application) -> Client:
    return browser_of(application.bdm.user)


def uploaded(browser: Client, kind: str, content: bytes, name: str = "scan.pdf"):
    file = SimpleUploadedFile(name, content)
    return browser.post("/applications/HL-OMAR/documents/upload/", {"kind": kind, "file": file}, follow=True)


def beside(answer, field: str) -> str:
    """What the page says about one of its fields."""
    page = BeautifulSoup(answer.content, "html.parser")
    control = page.main.find(attrs={"name": field})
    return page.find(id=control["aria-describedby"].split()[-1]).get_text()


class TestUpload:
    def test_a_file_is_kept_as_it_is_and_opened_as_what_it_is(self, ben, application):
        answer = uploaded(ben, "income", PNG)
        assert "Proof of income, version 1, was handed in." in answer.text
        document = Document.objects.get()
        assert (document.handed_in_by, document.required) == (application.bdm.user, False)
        opened = ben.get(f"/documents/{document.pk}/")
        assert b"".join(opened.streaming_content) == PNG
        assert opened.headers["Content-Type"] == "image/png"
        assert opened.headers["Content-Disposition"] == 'inline; filename="HL-OMAR Proof of income 1.png"'
        assert "handed in by" in ben.get("/applications/HL-OMAR/").text

    def test_the_same_file_again_is_named(self, ben):
        uploaded(ben, "income", PNG)
        assert "This file is there already: Proof of income, version 1." in uploaded(ben, "income", PNG).text

    def test_a_wrong_file_is_refused_beside_its_field(self, ben):
        answer = uploaded(ben, "income", b"<script>", name="scan.png")
        assert WRONG in beside(answer, "file")
        chosen = BeautifulSoup(answer.content, "html.parser").find("option", selected=True)
        assert chosen["value"] == "income"
        assert not Document.objects.exists()

    def test_a_large_file_is_refused_beside_its_field(self, ben, monkeypatch):
        monkeypatch.setattr(document_uploads, "LARGEST_DOCUMENT", len(PNG) - 1)
        assert "A document is limited to" in beside(uploaded(ben, "income", PNG), "file")
        assert not Document.objects.exists()

    def test_an_empty_file_is_refused(self, ben):
        assert "The submitted file is empty." in uploaded(ben, "income", b"").text

    def test_the_address_chooses_the_kind(self, ben):
        page = BeautifulSoup(
            ben.get("/applications/HL-OMAR/documents/upload/?kind=contract").content, "html.parser"
        )
        assert page.find("option", selected=True)["value"] == "contract"

    def test_a_borrower_is_offered_what_a_borrower_hands_in(self, application):
        omar = browser_of(application.borrowers.get().user)
        page = BeautifulSoup(omar.get("/applications/HL-OMAR/documents/upload/").content, "html.parser")
        assert [one["value"] for one in page.find_all("option")] == ["identification", "income"]
        assert "contract is not one of the available choices" in uploaded(omar, "contract", PNG).text
        assert not Document.objects.exists()

    def test_who_handed_it_in_is_not_the_borrowers_to_read(self, application):
        omar = browser_of(application.borrowers.get().user)
        uploaded(omar, "income", PNG)
        page = omar.get("/applications/HL-OMAR/").text
        assert "Proof of income, version 1" in page
        assert "handed in by" not in page

    def test_nobody_uploads_to_a_stranger(self, application):
        for role in ("bdm", "broker", "borrower"):
            assert uploaded(browser_of(UserFactory(role=role)), "income", PNG).status_code == 404
        assert not Document.objects.exists()

    def test_the_audit_trail_says_who(self, ben, application):
        uploaded(ben, "income", PNG)
        (entry,) = application.audit_entries.all()
        assert (entry.by, entry.act) == (application.bdm.user, "handed in the proof of income, version 1")
