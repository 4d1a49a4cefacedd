"""Documents on the page of an application: uploaded, opened, signed."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Application, Document
from applications.services import document_uploads
from applications.services.documents import document_generate
from applications.wording import day
from features.drivers.factories import (
    BorrowerFactory,
    DocumentFactory,
    GuarantorFactory,
    UserFactory,
)
from tests.clients import browser_of

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n and the picture"
WRONG = "This file is not PDF, JPEG or PNG. Save or scan it as one of these, then upload it again."


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


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
        said = uploaded(ben, "income", PNG).text
        assert "This file was already handed in: Proof of income, version 1." in said

    def test_a_file_that_a_page_could_not_keep_is_asked_for_again(self, ben):
        assert beside(uploaded(ben, "", PNG), "file").startswith("Choose the file again.")
        assert "Choose the file again." not in uploaded(ben, "income", b"text").text

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
        assert "This file is empty." in uploaded(ben, "income", b"").text

    def test_the_address_chooses_the_kind(self, ben):
        page = BeautifulSoup(
            ben.get("/applications/HL-OMAR/documents/upload/?kind=contract").content, "html.parser"
        )
        assert page.find("option", selected=True)["value"] == "contract"

    def test_a_borrower_is_offered_what_a_borrower_hands_in(self, application):
        omar = browser_of(application.borrowers.get().user)
        page = BeautifulSoup(omar.get("/applications/HL-OMAR/documents/upload/").content, "html.parser")
        assert [one["value"] for one in page.find_all("option")] == ["identification", "income"]
        assert "A borrower may not hand in the contract." in beside(uploaded(omar, "contract", PNG), "kind")
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


class TestSign:
    @pytest.fixture
    def approval(self, application) -> Document:
        application.stage = "formal_approval"
        application.save()
        application.guarantors.add(GuarantorFactory(name="Greta"))
        return DocumentFactory(application=application, kind="formal_approval")

    @pytest.fixture
    def omar(self, application) -> Client:
        return browser_of(application.borrowers.get().user)

    @staticmethod
    def signed(browser: Client, approval: Document, party) -> str:
        signer = f"{type(party).__name__.lower()}-{party.pk}"
        return browser.post(f"/documents/{approval.pk}/sign/", {"signer": signer}, follow=True).text

    def test_a_borrower_signs_what_the_page_shows(self, omar, application, approval):
        page = omar.get(f"/documents/{approval.pk}/sign/").text
        for words in (
            "Sign the formal approval",
            f'href="/documents/{approval.pk}/"',
            "$250,000.00",
            "6.00%",
        ):
            assert words in page
        assert "You have signed: version 1" in self.signed(omar, approval, application.borrowers.get())
        (signature,) = approval.signatures.all()
        assert signature.signed_by == "Omar"
        (entry,) = application.audit_entries.all()
        assert entry.act == "signed version 1 of the formal approval"

    def test_a_borrower_signs_for_nobody_else(self, omar, application, approval):
        assert "Only Greta can sign." in self.signed(omar, approval, application.guarantors.get())
        stranger = BorrowerFactory(name="Olga")
        answer = self.signed(omar, approval, stranger)
        assert "Choose a borrower or a guarantor of HL-OMAR." in answer
        assert "Olga" not in answer
        assert not approval.signatures.exists()

    def test_a_broker_records_no_signature(self, application, approval):
        bella = browser_of(application.broker.user)
        assert "<button>" not in bella.get(f"/documents/{approval.pk}/sign/").text.partition("<main")[2]
        assert "Only Omar can sign." in self.signed(bella, approval, application.borrowers.get())
        assert not approval.signatures.exists()

    def test_nobody_signs_twice(self, omar, application, approval):
        self.signed(omar, approval, application.borrowers.get())
        again = self.signed(omar, approval, application.borrowers.get())
        assert "Omar has already signed version 1." in again

    def test_staff_record_whose_signature_is_missing(self, ben, application, approval):
        greta = application.guarantors.get()
        assert "signature is recorded" in self.signed(ben, approval, greta)
        page = BeautifulSoup(ben.get(f"/documents/{approval.pk}/sign/").content, "html.parser")
        assert [one.get_text() for one in page.find_all("option")] == ["Omar (borrower)"]
        (entry,) = application.audit_entries.all()
        assert entry.act == "recorded Greta's signature on version 1 of the formal approval"

    def test_nobody_is_chosen_until_somebody_is(self, ben, approval):
        address = f"/documents/{approval.pk}/sign/"
        page = BeautifulSoup(ben.get(address).content, "html.parser")
        assert page.find("option", selected=True).get_text() == "Choose who has signed"
        assert "Choose one." in beside(ben.post(address, {"signer": ""}), "signer")
        assert not approval.signatures.exists()

    @pytest.mark.parametrize("name", ["Greta", "Omar"])
    def test_the_checklist_chooses_the_person_beside_whom_its_link_is(self, ben, application, approval, name):
        Application.objects.update(stage="formal_approval")
        page = BeautifulSoup(ben.get("/applications/HL-OMAR/").content, "html.parser")
        tasks = page.find(id="checklist").find_parent("section").find_all("li")
        (link,) = [one.a for one in tasks if f"{name} has not signed" in one.get_text()]
        page = BeautifulSoup(ben.get(link["href"]).content, "html.parser")
        assert page.find("option", selected=True).get_text().startswith(f"{name} (")

    def test_nothing_is_left_to_sign(self, omar, application, approval):
        self.signed(omar, approval, application.borrowers.get())
        page = omar.get(f"/documents/{approval.pk}/sign/").text
        today = day(timezone.localdate())
        assert f"Your signature of {today} on version 1 is recorded." in page
        assert "<button>Sign" not in page

    def test_a_signature_that_staff_recorded_is_said_to_be(self, ben, omar, application, approval):
        self.signed(ben, approval, application.borrowers.get())
        assert "on version 1 is recorded." in omar.get(f"/documents/{approval.pk}/sign/").text
        assert "There is no signature for you" in (
            browser_of(application.broker.user).get(f"/documents/{approval.pk}/sign/").text
        )

    def test_staff_read_that_everybody_has_signed(self, ben, application, approval):
        for party in (application.borrowers.get(), application.guarantors.get()):
            self.signed(ben, approval, party)
        assert "Everybody has signed version 1." in ben.get(f"/documents/{approval.pk}/sign/").text

    def test_the_page_says_why_nobody_signs(self, omar, application, approval):
        application.amount = 1
        application.save()
        page = omar.get(f"/documents/{approval.pk}/sign/").text
        assert "The formal approval states other terms." in page
        assert "<button>Sign" not in page
        assert "Read and sign" not in omar.get("/applications/HL-OMAR/").text

    def test_the_page_is_nobody_elses(self, application, approval):
        for role in ("bdm", "broker", "borrower"):
            assert (
                browser_of(UserFactory(role=role)).get(f"/documents/{approval.pk}/sign/").status_code == 404
            )

    def test_the_same_number_of_queries_for_more_versions_and_signatures(
        self, ben, application, approval, django_assert_num_queries
    ):
        with CaptureQueriesContext(connection) as few:
            ben.get("/applications/HL-OMAR/")
        newer = [DocumentFactory(application=application, kind="formal_approval", version=n) for n in (2, 3)]
        for document in (approval, *newer):
            document.signatures.create(borrower=application.borrowers.get())
        with django_assert_num_queries(len(few)):
            ben.get("/applications/HL-OMAR/")


class TestDrawUp:
    ADDRESS = "/applications/HL-OMAR/documents/"

    @pytest.fixture(autouse=True)
    def _borrower(self, application) -> None:
        Application.objects.update(stage="pre_approval")

    def test_the_page_watches_until_the_document_is_ready(self, ben, application):
        answer = ben.post(self.ADDRESS, {"kind": "application_form"}, follow=True)
        section = BeautifulSoup(answer.content, "html.parser").find(id="papers")
        assert "Version 1 of the application form is being drawn up" in section.get_text()
        assert (section["hx-trigger"], ben.get(section["hx-get"]).status_code) == ("every 1s", 204)
        document_generate(application=application, kind="application_form", by=application.bdm.user)
        section = BeautifulSoup(ben.get(section["hx-get"]).content, "html.parser").find(id="papers")
        assert "Version 1 of the application form is ready" in section.get_text()
        assert "being drawn up" not in section.get_text()
        assert "hx-get" not in section.attrs
        assert "replaces version 1" in section.get_text()

    def test_what_says_the_same_is_not_drawn_up_again(
        self, ben, application, django_capture_on_commit_callbacks
    ):
        document_generate(application=application, kind="application_form", by=application.bdm.user)
        with django_capture_on_commit_callbacks() as queued:
            answer = ben.post(self.ADDRESS, {"kind": "application_form"}, follow=True)
        assert "Version 1 of the application form already says the same." in answer.text
        assert "hx-get" not in BeautifulSoup(answer.content, "html.parser").find(id="papers").attrs
        assert queued == []

    @pytest.mark.parametrize(
        ("drawing", "words"),
        [
            ("application_form:1:1", "takes longer than usual"),
            ("poem:1:1", ""),
            ("application_form:99999999:1", ""),
            ("<b>", ""),
        ],
    )
    def test_the_page_does_not_watch_for_ever(self, ben, drawing, words):
        answer = ben.get(f"{self.ADDRESS}list/", {"drawing": drawing})
        assert answer.status_code == 200
        section = BeautifulSoup(answer.content, "html.parser").find(id="papers")
        assert words in section.get_text()
        assert ("of the" in section.get_text().replace("Draw up the", "")) == bool(words)
        assert "hx-get" not in section.attrs

    def test_the_audit_trail_says_who_asked(self, ben, application):
        ben.post(self.ADDRESS, {"kind": "application_form"})
        assert [one.act for one in application.audit_entries.all()] == ["asked for the application form"]

    def test_nobody_elses(self, application):
        assert browser_of(UserFactory(role="bdm")).get(f"{self.ADDRESS}list/").status_code == 404
