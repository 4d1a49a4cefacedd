"""The page of an application, and files with many errors, stay small."""

import re
from datetime import UTC, datetime
from importlib import import_module
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from applications import models
from applications.payments.columns import COLUMNS
from applications.refusals import BankFileFaulty
from applications.services import bank_files
from applications.services.bank_files import bank_file_import, bank_file_receive
from features.drivers.factories import ApplicationFactory, BorrowerFactory, UserFactory
from tests.workspace.many_rows import LARGEST, MANY, more_of, pages_of

NOW = datetime(2025, 3, 14, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client):
    user = UserFactory(role="admin", is_staff=True, is_superuser=True)
    client.force_login(user)
    client.user = user
    return client


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("stage", r"<li><b>Inquiry()"),
        ("documents", r'href="(/documents/\d+/)"'),
        ("notes", r"Called\.()"),
        ("repayments", r"<tr><td>(\d+)</td>"),
    ],
)
def test_application_page_is_bounded(ada, name, shown):
    loan = ApplicationFactory(borrowers=[BorrowerFactory()])
    more_of(models.StageEvent(application=loan, to_stage="inquiry", by=ada.user, at=NOW))
    more_of(models.Note(application=loan, author=ada.user, text="Called."))
    paper = models.Document(application=loan, kind="contract", sha256="0" * 64, file="x.pdf", created_at=NOW)
    more_of(paper, version=lambda n: n + 1)
    repayment = {"application": loan, "due_date": NOW, "principal": 1, "interest": 1}
    more_of(models.Repayment(**repayment), number=lambda n: n + 1)
    pages = pages_of(ada, f"/applications/{loan.reference}/?{name}=1", name)
    assert max(len(page.encode()) for page in pages) < LARGEST
    assert len([found for page in pages for found in re.findall(shown, page)]) == MANY


def test_application_page_shows_the_latest_moves(ada):
    loan = ApplicationFactory(borrowers=[BorrowerFactory()])
    more_of(models.StageEvent(application=loan, to_stage="inquiry", by=ada.user, at=NOW))
    models.StageEvent.objects.create(application=loan, from_stage="inquiry", to_stage="declined", by=ada.user)
    assert "<b>Declined</b>" in ada.get(f"/applications/{loan.reference}/").text


def test_api_pages_the_moves_of_an_application(ada):
    loan = ApplicationFactory(borrowers=[BorrowerFactory()])
    more_of(models.StageEvent(application=loan, to_stage="inquiry", by=ada.user, at=NOW))
    latest = models.StageEvent.objects.create(
        application=loan, from_stage="inquiry", to_stage="declined", by=ada.user
    )
    moves = ada.get(f"/api/applications/{loan.reference}/").json()["events"]
    assert (len(moves), moves[-1]["to_stage"]) == (50, latest.to_stage)
    first = ada.get(f"/api/applications/{loan.reference}/events/").json()
    assert (first["count"], len(first["results"])) == (MANY + 1, 50)
    assert first["results"][0]["to_stage"] == latest.to_stage


def test_admin_page_of_an_application_is_bounded(ada):
    loan = ApplicationFactory(borrowers=[BorrowerFactory()])
    more_of(models.StageEvent(application=loan, to_stage="inquiry", by=ada.user, at=NOW))
    more_of(models.Note(application=loan, author=ada.user, text="Called."))
    repayment = {"application": loan, "due_date": NOW, "principal": 1, "interest": 1}
    more_of(models.Repayment(**repayment), number=lambda n: n + 1)
    page = ada.get(reverse("admin:applications_application_change", args=[loan.pk]))
    assert len(page.content) < 2 * LARGEST


def test_the_example_of_a_bank_file_is_one(ada, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    example = BeautifulSoup(ada.get("/payments/").content, "html.parser").main.pre.get_text()
    bank_file, _ = bank_file_receive(name="example.csv", content=ContentFile(f"{example}\n".encode()))
    bank_file_import(bank_file=bank_file)
    assert bank_file.lines.count() == 2
    page = BeautifulSoup(ada.get(f"/payments/files/{bank_file.pk}/").content, "html.parser").main
    assert page.find(class_="crumbs").a["href"] == "/payments/"
    assert len(page.find(id="lines").find_parent("section").tbody.find_all("tr")) == 2
    bank_file.lines.update(state="set_aside")
    assert ada.get(f"/payments/files/{bank_file.pk}/").text.count("Set aside</td>") == 2


RUBBISH = b"\n".join([b"rubbish"] * 199_000)  # 1.6 MB


def test_file_with_many_errors_stores_two_hundred(ada, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    columns = b"record,account,date,amount,currency,reference,transaction_id,original\n"
    bank_file, _ = bank_file_receive(name="odd.csv", content=ContentFile(columns + RUBBISH))
    with pytest.raises(BankFileFaulty) as refusal:
        bank_file_import(bank_file=bank_file)
    assert bank_file.faults.count() == 200
    bank_file.refresh_from_db()
    assert str(refusal.value) == f"The bank file was refused: {200 + bank_file.more_faults} errors."
    assert bank_file.more_faults == 199_000 + 1 - 200  # with the total that is not there
    assert len(ada.get(f"/payments/files/{bank_file.pk}/").content) < LARGEST
    told = ada.get(f"/api/bank-files/{bank_file.pk}/")
    assert len(told.content) < LARGEST
    assert (len(told.json()["faults"]), told.json()["more_faults"]) == (200, 199_001 - 200)


@pytest.mark.parametrize(
    ("content", "most"),
    [(b"x\n" * 200_003, "200,000 lines"), (b"x" * (20 * 1024**2 + 1), "20 MiB")],
    ids=["lines", "bytes"],
)
def test_oversized_file_is_not_stored(ada, settings, tmp_path, content, most):
    settings.MEDIA_ROOT = tmp_path
    sentence = f"A bank file is limited to {most}. Split it into smaller files."
    assert sentence in ada.post("/payments/", {"file": ContentFile(content, name="odd.csv")}).text
    answer = ada.post("/api/bank-files/", {"file": ContentFile(content, name="odd.csv")})
    assert (answer.status_code, answer.json()) == (413, {"detail": sentence})
    assert not models.BankFile.objects.exists()
    assert list(tmp_path.rglob("*.csv")) == []


def test_errors_of_old_files_are_counted():
    migration = import_module("applications.migrations.0011_faults_kept")
    files = [models.BankFile.objects.create(name=f"{n}.csv", sha256=f"{n:064}") for n in range(2)]
    more_of(models.BankFault(bank_file=files[0], reason="Wrong."), line_number=lambda n: n + 1)
    more_of(models.BankFault(bank_file=files[0], reason="Odd."), line_number=lambda n: n + 1)
    models.BankFault.objects.create(bank_file=files[1], line_number=1, reason="Wrong.")
    migration.keep_the_first_faults(apps, connection.schema_editor())
    for file in files:
        file.refresh_from_db()
    assert [file.more_faults for file in files] == [2 * MANY - 200, 0]
    assert [file.faults.count() for file in files] == [200, 1]
    assert files[0].faults.latest("line_number").line_number == 100


class TestTheCommand:
    """`import_payments`, with files that are too large and too wrong."""

    @staticmethod
    def imports(folder, content: bytes, errors: StringIO) -> None:
        (folder / "march.csv").write_bytes(content)
        with pytest.raises(CommandError, match="Nothing was imported"):
            call_command("import_payments", str(folder / "march.csv"), stderr=errors)

    def test_oversized_file_is_refused(self, settings, tmp_path, monkeypatch):
        settings.MEDIA_ROOT = tmp_path / "media"
        monkeypatch.setattr(bank_files, "LARGEST_FILE", 10)
        self.imports(tmp_path, b"x" * 11, StringIO())
        assert not models.BankFile.objects.exists()

    def test_unlisted_errors_are_counted(self, settings, tmp_path, monkeypatch):
        settings.MEDIA_ROOT = tmp_path / "media"
        monkeypatch.setattr(bank_files, "MOST_FAULTS", 1)
        errors = StringIO()
        self.imports(tmp_path, f"{','.join(COLUMNS)}\nx\ny\nz\n".encode(), errors)
        assert errors.getvalue().splitlines()[-1] == "and 3 more"
