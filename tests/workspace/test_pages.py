"""Every list of the workspace, the admin pages and the API is paged."""

import re
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django_celery_results.models import TaskResult

from applications import models
from applications.payments.columns import COLUMNS
from applications.refusals import BankFileFaulty
from applications.services import bank_files
from applications.services.bank_files import bank_file_import, bank_file_receive
from features.drivers.factories import ApplicationFactory, BorrowerFactory, UserFactory
from tests.rows import row
from users.models import EmailDelivery, Notification

MANY = 300  # of each kind of row: more than any page shows
LARGEST = 150_000  # bytes of a page
NOW = datetime(2025, 3, 14, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client):
    user = UserFactory(role="admin", is_staff=True, is_superuser=True)
    client.force_login(user)
    client.user = user
    return client


def more_of(one, **fields) -> None:
    """Copies of a row, MANY of them; `fields` say how each differs, given its number."""
    copies = []
    for number in range(MANY):
        values = {f.attname: getattr(one, f.attname) for f in one._meta.concrete_fields if not f.primary_key}
        copies.append(type(one)(**values | {name: make(number) for name, make in fields.items()}))
    type(one).objects.bulk_create(copies)


@pytest.fixture
def book(ada) -> models.BankFile:
    """MANY rows of each kind that some page lists; returns a bank file with faults."""
    loan = ApplicationFactory(borrowers=[BorrowerFactory()], stage="declined")
    more_of(loan, reference=lambda n: f"HL-{n:05}")
    bank_file = models.BankFile.objects.create(name="odd.csv", sha256="0" * 64, more_faults=7)
    more_of(bank_file, sha256=lambda n: f"{n + 1:064}")
    more_of(models.BankFault(bank_file=bank_file, reason="Wrong."), line_number=lambda n: n + 1)
    line = models.BankLine(bank_file=bank_file, value_date=date(2025, 3, 14), amount=1, state="suspense")
    more_of(line, line_number=lambda n: n + 1, identity=lambda n: f"id:{n}")
    news = Notification(user=ada.user, notification_type="application_status", message="News " * 10)
    more_of(news, sequence=lambda n: n + 1, dedupe_key=lambda n: f"{n}")
    for state in ("queued", "failed"):
        email = EmailDelivery(address="omar@example.com", state=state, next_attempt_at=NOW, subject="News")
        more_of(email, dedupe_key=lambda n, s=state: f"{s}{n}", message_id=lambda n, s=state: f"<{s}{n}@x>")
    failure = '{"exc_type": "OSError", "exc_message": ["full"]}'
    for status, result in (("FAILURE", failure), ("SUCCESS", "{}")):
        ran = TaskResult(task_name="a.b", status=status, result=result)
        more_of(ran, task_id=lambda n, s=status: f"{s}{n}")
    report = row(models.Report)
    more_of(report, first_day=lambda n: report.first_day - timedelta(weeks=n + 1))
    return bank_file


def pages_of(browser: Client, address: str, name: str = "page") -> list[str]:
    """Every page of one list, as somebody reads who follows its link to the next page to the end."""
    pages, address = [], address
    while address:
        page = browser.get(address).text
        pages.append(page)
        onward = re.search(rf'<a href="(\?[^"]*\b{name}=\d+)[^"]*" rel="next"', page)
        address = f"{address.partition('?')[0]}{onward[1]}".replace("&amp;", "&") if onward else ""
        assert len(pages) <= MANY
    return pages


# Where the list is, what its pages are counted by, and what each of its rows shows.
LISTS = [
    ("/?stage=declined", "page", r'href="/applications/(HL-\d{5})/"'),
    ("/?stage=declined&words=HL-", "page", r'href="/applications/(HL-\d{5})/"'),
    ("/inbox/", "page", r'action="(/inbox/\d+/read/)"'),
    ("/payments/", "page", r'href="(/payments/files/\d+/)"'),
    ("/payments/", "suspense", r'action="(/payments/suspense/\d+/)"'),
    ("/payments/files/{pk}/", "page", r"<tr><td>(\d+)</td><td>Wrong"),
    ("/operations/", "failed", r'action="(/operations/emails/\d+/retry/)" aria-label="Try again|x'),
    ("/operations/", "failures", r"OSError: full()"),
    ("/operations/", "outbox", r"<small>to omar@example.com, attempt 1 ()"),
    ("/operations/", "ran", r"<b>b</b> ()"),
    ("/reports/", "page", r'href="(/reports/\d+/)"'),
]


@pytest.mark.parametrize(("address", "name", "shown"), LISTS, ids=[f"{one[0]} {one[1]}" for one in LISTS])
def test_paging_of_every_list(ada, book, address, name, shown):
    pages = pages_of(ada, address.format(pk=book.pk), name)
    assert len(pages) > 1
    assert max(len(page.encode()) for page in pages) < LARGEST
    rows = [found for page in pages for found in re.findall(shown, page)]
    assert len(rows) >= MANY
    if all(rows):
        assert len(set(rows)) >= MANY


def test_pages_of_file_errors_count_the_rest(ada, book):
    for page in pages_of(ada, f"/payments/files/{book.pk}/"):
        assert f"The first {MANY} errors are listed; there are 7 more." in page
    assert f"refused: {MANY + 7} errors" in "".join(pages_of(ada, "/payments/"))


def test_admin_lists_are_paged(ada, book):
    sizes = {}
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        sizes[model.__name__] = len(ada.get(address).content)
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


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
