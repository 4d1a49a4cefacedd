"""Documents, signatures, notes and hardship pauses in the API: the same rules, and nobody else's."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from rest_framework.test import APIClient

from applications.models import Application, Document, HardshipPause, Note
from features.drivers.factories import (
    DocumentFactory,
    GuarantorFactory,
    UserFactory,
)
from tests.clients import anew, client_of

pytestmark = pytest.mark.django_db
LOAN = "/api/applications/HL-OMAR/"
PDF = b"%PDF-1.7 and so on"


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def in_days(number: int) -> str:
    return str(timezone.localdate() + timedelta(days=number))


@pytest.fixture
def ben(application) -> APIClient:
    return client_of(application.bdm.user)


@pytest.fixture
def omar(application) -> APIClient:
    return client_of(application.borrowers.get().user)


def handed_in(client: APIClient, kind: str, content: bytes):
    return client.post(f"{LOAN}documents/", {"kind": kind, "file": SimpleUploadedFile("scan.pdf", content)})


class TestDocuments:
    def test_hand_in_once_and_again(self, ben, application):
        first = handed_in(ben, "income", PDF)
        assert (first.status_code, first.json()["version"]) == (201, 1)
        assert first.json()["handed_in_by"] == application.bdm.user.name
        assert handed_in(ben, "income", PDF).status_code == 200
        assert Document.objects.count() == 1
        file = ben.get(f"/api/documents/{first.json()['id']}/file/")
        assert b"".join(file.streaming_content) == PDF
        assert file.headers["Content-Type"] == "application/pdf"

    def test_a_wrong_file_is_refused(self, ben):
        answer = handed_in(ben, "income", b"<html>")
        assert answer.status_code == 409
        assert answer.json()["detail"].startswith("This file is not PDF, JPEG or PNG.")

    def test_a_large_file_is_refused(self, ben, monkeypatch):
        monkeypatch.setattr("applications.services.document_uploads.LARGEST_DOCUMENT", 1)
        assert handed_in(ben, "income", PDF).status_code == 413

    def test_a_borrower_hands_in_no_contract(self, omar):
        answer = handed_in(omar, "contract", PDF)
        assert (answer.status_code, answer.json()["detail"]) == (
            409,
            "A borrower may not hand in the contract.",
        )
        assert "handed_in_by" not in handed_in(omar, "income", PDF).json()

    def test_draw_up(self, ben, django_capture_on_commit_callbacks):
        address, kind = f"{LOAN}documents/draw-up/", {"kind": "application_form"}
        with django_capture_on_commit_callbacks() as queued:
            answer = ben.post(address, kind, format="json")
        assert (answer.status_code, answer.json()) == (202, {**kind, "version": 1, "new": True})
        assert len(queued) == 1

    def test_draw_up_what_says_the_same(self, ben, application, django_capture_on_commit_callbacks):
        from applications.services.documents import document_generate

        document_generate(application=application, kind="application_form", by=application.bdm.user)
        with django_capture_on_commit_callbacks() as queued:
            answer = ben.post(f"{LOAN}documents/draw-up/", {"kind": "application_form"}, format="json")
        assert answer.json() == {"kind": "application_form", "version": 1, "new": False}
        assert queued == []

    def test_nobody_elses(self, application):
        document = DocumentFactory(application=application)
        for role in ("bdm", "broker", "borrower"):
            stranger = client_of(UserFactory(role=role))
            assert handed_in(stranger, "income", PDF).status_code == 404
            for address in (f"{LOAN}documents/", f"/api/documents/{document.pk}/", f"{LOAN}notes/"):
                assert stranger.get(address).status_code == 404
            sign = f"/api/documents/{document.pk}/signatures/"
            assert stranger.post(sign, {"signer": "borrower-1"}, format="json").status_code == 404


class TestSignatures:
    @pytest.fixture
    def approval(self, application) -> Document:
        Application.objects.update(stage="formal_approval")
        application.guarantors.add(GuarantorFactory(name="Greta"))
        application.refresh_from_db()
        return DocumentFactory(application=application, kind="formal_approval")

    def test_the_list_says_who_has_signed_and_who_has_not(self, ben, omar, approval):
        older = f"/api/documents/{approval.pk}/"
        missing = {one["name"]: one["signer"] for one in omar.get(older).json()["waits_for"]}
        assert list(missing) == ["Omar", "Greta"]
        for signer, client, code in (("Omar", omar, 201), ("Greta", omar, 409), ("Greta", ben, 201)):
            answer = client.post(f"{older}signatures/", {"signer": missing[signer]}, format="json")
            assert answer.status_code == code
        (document,) = omar.get(f"{LOAN}documents/").json()["results"]
        assert [one["signed_by"] for one in document["signatures"]] == ["Omar", "Greta"]
        assert document["waits_for"] == []

    def test_refusals_are_those_of_the_page(self, ben, approval):
        address = f"/api/documents/{approval.pk}/signatures/"
        answer = ben.post(address, {"signer": "borrower-0"}, format="json")
        assert answer.json()["detail"] == "Choose a borrower or a guarantor of HL-OMAR."
        Application.objects.update(amount=1)
        (borrower,) = approval.application.borrowers.all()
        answer = ben.post(address, {"signer": f"borrower-{borrower.pk}"}, format="json")
        assert answer.json()["detail"] == "The formal approval states other terms."


class TestNotes:
    def test_write_put_off_and_finish(self, ben, application):
        assignees = {one["name"]: one["id"] for one in ben.get(f"{LOAN}assignees/").json()["results"]}
        broker = application.broker.user
        said = {"text": "Call\nthe valuer", "assignee": assignees[broker.name], "remind_on": in_days(1)}
        note = ben.post(f"{LOAN}notes/", anew(**said), format="json").json()
        assert (note["text"], note["assignee"], note["remind_on"]) == (
            said["text"],
            broker.name,
            in_days(1),
        )
        put_off = ben.put(f"/api/notes/{note['id']}/reminder/", {"remind_on": None}, format="json")
        assert put_off.json()["remind_on"] is None
        assert ben.post(f"/api/notes/{note['id']}/done/").json()["done_at"]
        assert client_of(broker).get(f"{LOAN}notes/").json()["count"] == 1

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"remind_on": in_days(-1)}, "is in the past. Choose today or a later day for the reminder."),
            ({"text": " "}, "A note needs a text."),
            ({"assignee": 999}, "The note cannot be assigned to the user 999."),
        ],
    )
    def test_refusals(self, ben, wrong, words):
        answer = ben.post(f"{LOAN}notes/", anew(**{"text": "Call", **wrong}), format="json")
        assert answer.status_code == 409
        assert words in answer.json()["detail"]
        assert not Note.objects.exists()

    def test_a_borrower_reads_what_is_the_borrowers(self, omar, application):
        by = application.bdm.user
        Note.objects.create(application=application, author=by, text="Inside")
        Note.objects.create(application=application, author=by, text="Send it", visibility="customer")
        (note,) = omar.get(f"{LOAN}notes/").json()["results"]
        assert set(note) == {"text", "author", "created_at"}
        assert omar.post(f"{LOAN}notes/", anew(text="Hello"), format="json").status_code == 409
        assert omar.get(f"{LOAN}assignees/").json()["results"] == []

    def test_nobody_elses(self, application):
        note = Note.objects.create(application=application, author=application.bdm.user, text="Inside")
        stranger = client_of(UserFactory(role="bdm"))
        for address in (f"{LOAN}notes/", f"{LOAN}assignees/"):
            assert stranger.get(address).status_code == 404
        assert stranger.post(f"/api/notes/{note.pk}/done/").status_code == 404
        away = {"remind_on": None}
        assert stranger.put(f"/api/notes/{note.pk}/reminder/", away, format="json").status_code == 404


class TestPauses:
    @pytest.fixture
    def pause(self, ben, application) -> dict:
        Application.objects.update(stage="funded")
        days = {"from_day": in_days(1), "to_day": in_days(9), "reason": "Lost a job"}
        answer = ben.post(f"{LOAN}pauses/", anew(**days), format="json")
        assert answer.status_code == 201
        return answer.json()

    def test_grant_end_and_remove(self, ben, pause):
        again = {"from_day": in_days(9), "to_day": in_days(20), "reason": "Illness"}
        answer = ben.post(f"{LOAN}pauses/", anew(**again), format="json")
        assert answer.status_code == 409
        assert "The loan already has a hardship pause" in answer.json()["detail"]
        address = f"/api/pauses/{pause['id']}/"
        ended = ben.post(f"{address}end/", {"last_day": in_days(3)}, format="json")
        assert ended.json()["to_day"] == in_days(3)
        assert ben.post(f"{address}end/", {"last_day": in_days(4)}, format="json").status_code == 409
        assert ben.delete(address).status_code == 204
        assert not HardshipPause.objects.exists()

    def test_each_role_reads_its_own(self, omar, pause, application):
        (seen,) = omar.get(f"{LOAN}pauses/").json()["results"]
        assert set(seen) == {"from_day", "to_day"}
        assert omar.delete(f"/api/pauses/{pause['id']}/").status_code == 409
        bella = client_of(application.broker.user)
        assert bella.get(f"{LOAN}pauses/").json()["results"] == []
        assert bella.delete(f"/api/pauses/{pause['id']}/").status_code == 404
        assert HardshipPause.objects.exists()
