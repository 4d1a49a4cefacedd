"""Pages of the workspace: access, number of queries, downloads."""

import csv
import hashlib
import io
import re
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.models import (
    BankFile,
    BankLine,
    Borrower,
    Branch,
    Document,
    HardshipPause,
    Note,
    Payment,
    Repayment,
    Report,
    StageEvent,
)
from applications.tasks import produce_reports
from features.drivers.factories import ApplicationFactory, BDMFactory, BorrowerFactory, UserFactory
from tests.clients import browser_of
from users.models import EmailDelivery, Notification
from users.notifications import Notice, notify
from workspace import urls

PAGES = [
    "/",
    "/today/",
    "/pipeline/",
    "/applications/",
    "/search/?words=a",
    "/inbox/",
    "/preferences/",
    "/reports/",
    "/payments/",
    "/operations/",
]


@pytest.mark.parametrize("page", [*PAGES, "/applications/HL-OMAR/", "/documents/1/", "/reports/1/report.pdf"])
def test_anonymous_is_redirected_to_the_login(client, db, page):
    response = client.get(page)
    assert (response.status_code, response.url) == (302, f"/login/?next={quote(page)}")


def test_logging_in_and_out(client, db):
    user = UserFactory(role="bdm", email="ben@example.com")
    user.set_password("a long one, please")
    user.save()
    wrong = client.post("/login/", {"username": "ben@example.com", "password": "no"})
    assert "Wrong e-mail address or password." in wrong.text
    right = client.post("/login/", {"username": "ben@example.com", "password": "a long one, please"})
    assert right.url == "/"
    assert client.post("/logout/").url == "/login/"
    assert client.get("/").status_code == 302


# Pages with a form that is sent to the page itself.
FORMS = {"login", "login-code", "login-set-up", "password-forgotten", "password-reset"}
FORMS |= {"password", "name", "restate", "set-up", "payments", "move-otherwise", "terms"}
FORMS |= {"upload", "sign", "add-pause", "end-pause", "add-note", "remind"}
FORMS |= {"record-payment", "record-bounce", "charge-fee", "resolve"}
FORMS |= {"open-application", "add-party", "party", "remove-party", "hand-over"}
FORMS |= {"set-aside", "open-branch", "invite", "change-person", "hand-over-all", "deactivate"}
FORMS |= {"deactivate-borrower", "move-login"}
# Somebody who is logged in, or who has not given a password yet, is sent on from these.
PASSED_ON = {"login", "login-code", "login-set-up"}


@pytest.fixture
def everything(db, settings, tmp_path):
    """A row behind every address of the workspace: its primary key is 1, or it is HL-OMAR."""
    settings.MEDIA_ROOT = tmp_path
    application = ApplicationFactory(
        pk=1, reference="HL-OMAR", borrowers=[BorrowerFactory(pk=1)], bdm=BDMFactory(pk=1)
    )
    by, pdf = UserFactory(role="admin"), ContentFile(b"%PDF", name="a.pdf")
    Note.objects.create(pk=1, application=application, author=by, text="A note.")
    Document.objects.create(pk=1, application=application, kind="contract", sha256="0" * 64, file=pdf)
    days = {"from_day": timezone.localdate(), "to_day": timezone.localdate()}
    HardshipPause.objects.create(pk=1, application=application, author=by, reason="Illness", **days)
    Payment.objects.create(pk=1, application=application, amount=1, value_date="2025-04-01")
    bank_file = BankFile.objects.create(pk=1, name="march.csv", sha256="0" * 64)
    BankLine.objects.create(
        pk=1,
        bank_file=bank_file,
        line_number=1,
        identity="1",
        value_date="2025-03-14",
        amount=1,
        state="suspense",
    )
    produce_reports("weekly_pipeline", "2025-03-24", [None], "2025-04-01T00:00:00+11:00")
    report = Report.objects.get()
    # Somebody whose login has another address than is on file.
    Borrower.objects.update(email="omar@new.example")
    report.file.save("report.pdf", pdf, save=False)
    Report.objects.update(id=1, sha256="1" * 64, file=report.file.name)


def addresses() -> dict[str, str]:
    """Every address of the workspace by its name."""
    values = {
        "reference": "HL-OMAR",
        "pk": 1,
        "uidb64": "MQ",
        "token": "a-b",
        "target": "declined",
        "role": "borrower",
        "kind": "bdm",
    }
    return {
        one.name: reverse(
            f"workspace:{one.name}", kwargs={name: values[name] for name in one.pattern.converters}
        )
        for one in urls.urlpatterns
    }


@pytest.mark.parametrize("name", addresses())
def test_every_address_either_reads_or_writes(admin, everything, name):
    address = addresses()[name]
    with CaptureQueriesContext(connection) as seen:
        shown = admin.get(address)
    changed = admin.post(address, {"username": "a", "password": "b"})
    taken = [method for method, one in (("GET", shown), ("POST", changed)) if one.status_code != 405]
    assert taken in ([["GET", "POST"]] if name in FORMS else [["GET"], ["POST"]])
    if taken[0] == "GET":
        assert shown.status_code == (302 if name in PASSED_ON else 200)
    written = [one["sql"] for one in seen if re.match("INSERT|UPDATE|DELETE", one["sql"])]
    assert [one for one in written if "django_session" not in one] == []


@pytest.mark.parametrize(
    "address",
    [
        "applications/HL-NONE/",
        "documents/1/",
        "reports/1/",
        "reports/1/report.csv",
        "payments/files/1/",
        "nowhere/",
    ],
)
def test_missing_objects_are_404(admin, address):
    response = admin.get(f"/{address}")
    assert response.status_code == 404
    assert "Page not found" in response.text


def test_overdue_repayments_and_the_next_few_come_first(admin):
    application = ApplicationFactory(funding_date=date(2025, 1, 1))
    Repayment.objects.bulk_create(
        Repayment(
            application=application,
            number=number,
            due_date=timezone.localdate() + timedelta(days=number - 11),
            principal=100,
            interest=1,
        )
        for number in range(1, 181)
    )
    address = f"/applications/{application.reference}/"
    page = admin.get(address)
    assert [one.number for one in page.context["repayments"]] == list(range(1, 14))
    assert 'href="?repayments=1#repayments">All 180 repayments<' in page.text
    first = admin.get(address, {"repayments": 1})
    assert [one.number for one in first.context["repayments"]] == list(range(1, 51))
    assert 'href="?repayments=2#repayments" rel="next">Later<' in first.text


def test_unknown_values_are_a_dash(admin):
    application = ApplicationFactory(funding_date=None, valuation=None, annual_rate=None)
    page = admin.get(f"/applications/{application.reference}/").text
    for name in ("Planned funding date", "Valuation", "Rate"):
        assert f"<dt>{name}</dt><dd>–</dd>" in page


@pytest.mark.parametrize(
    ("stage", "words"),
    [("inquiry", "Planned funding date"), ("settlement", "Planned funding date"), ("funded", "Funded on")],
)
def test_a_funding_date_is_planned_until_the_loan_is_funded(admin, stage, words):
    application = ApplicationFactory(funding_date=date(2025, 4, 1), stage=stage)
    page = admin.get(f"/applications/{application.reference}/").text
    assert f"<dt>{words}</dt><dd>1 April 2025</dd>" in page
    assert page.count("1 April 2025") == 1


def book_of(count: int) -> None:
    by = UserFactory(role="admin")
    for _ in range(count):
        application = ApplicationFactory(borrowers=[BorrowerFactory(), BorrowerFactory()])
        StageEvent.objects.create(application=application, to_stage="inquiry", by=by)
        Note.objects.create(application=application, author=by, text="A note.")
        Document.objects.create(
            application=application, kind="contract", sha256="0" * 64, file="contract.pdf"
        )


def queries_of(client, address) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


@pytest.mark.parametrize("address", PAGES)
def test_same_number_of_queries_for_thirty_applications(admin, address):
    # More than a page of Today's lists, whose length is counted only then.
    book_of(11)
    few = queries_of(admin, address)
    book_of(19)
    assert queries_of(admin, address) == few


def test_htmx_gets_part_of_the_board(admin):
    book_of(1)
    whole, part = admin.get("/pipeline/").text, admin.get("/pipeline/", headers={"HX-Request": "true"}).text
    assert "<html" in whole
    assert "<html" not in part
    assert "contract" not in part
    assert Document.objects.get().application.reference in part


def test_invalid_filter_shows_everything(admin):
    book_of(1)
    reference = Document.objects.get().application.reference
    assert reference in admin.get("/pipeline/?broker=0&stage=nowhere&bdm=x").text


def test_ten_newest_failed_emails_are_shown(admin):
    for number in range(11):
        EmailDelivery.objects.create(
            address=f"{number}@example.com",
            dedupe_key=str(number),
            message_id=f"<{number}@harbour.example>",
            state="failed",
            next_attempt_at=timezone.now(),
        )

    def addresses(page: str) -> list[str]:
        return re.findall(r"<small>to (\d+)@example.com", admin.get(page).text)

    assert addresses("/operations/") == ["10", "9", "8", "7", "6", "5", "4", "3", "2", "1"]
    assert addresses("/operations/?failed=2") == ["0"]


@pytest.mark.parametrize(
    ("days", "words"), [(0, "here since today"), (1, "here for 1 day"), (2, "here for 2 days")]
)
def test_days_at_the_stage(admin, days, words):
    # On the business's clock: a day may have 23 hours, or 25.
    ApplicationFactory(stage_since=timezone.localtime() - timedelta(days=days))
    assert words in admin.get("/pipeline/").text


def test_branch_filter(admin):
    book_of(2)
    one, other = [document.application for document in Document.objects.all()]
    other.bdm.branch = Branch.objects.create(name="Perth")
    other.bdm.save()
    shown = admin.get(f"/pipeline/?branch={one.bdm.branch_id}").text
    assert one.reference in shown
    assert other.reference not in shown


def test_document_download_by_role(admin, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    application = ApplicationFactory()
    document = Document.objects.create(
        application=application,
        kind="contract",
        sha256="0" * 64,
        file=ContentFile(b"%PDF-1.4 whole", name="contract.pdf"),
    )
    response = admin.get(f"/documents/{document.pk}/")
    assert b"".join(response.streaming_content) == b"%PDF-1.4 whole"
    assert response.headers["Content-Type"] == "application/pdf"
    assert application.reference in response.headers["Content-Disposition"]
    stranger = browser_of(UserFactory(role="broker"))
    assert stranger.get(f"/documents/{document.pk}/").status_code == 404


def test_finish_note(admin):
    book_of(1)
    note = Note.objects.get()
    response = admin.post(f"/notes/{note.pk}/done/", follow=True)
    assert "Note marked as done: " in response.text
    note.refresh_from_db()
    assert note.done_at is not None
    assert browser_of(UserFactory(role="bdm")).post(f"/notes/{note.pk}/done/").status_code == 404


def test_refused_document_request_is_not_queued(everything, django_capture_on_commit_callbacks):
    application = ApplicationFactory(borrowers=[BorrowerFactory(name="Omar")])
    borrower = browser_of(application.borrowers.get().user)
    with django_capture_on_commit_callbacks() as queued:
        page = borrower.post(
            f"/applications/{application.reference}/documents/", {"kind": "formal_approval"}, follow=True
        )
    assert "A borrower may not ask for the formal approval." in page.text
    assert queued == []


def test_allowed_document_request_is_queued(admin, django_capture_on_commit_callbacks):
    application = ApplicationFactory(borrowers=[BorrowerFactory()])
    address = f"/applications/{application.reference}/documents/"
    with django_capture_on_commit_callbacks() as queued:
        admin.post(address, {"kind": "application_form"})
    assert len(queued) == 1


def test_unknown_kind_of_document(admin):
    book_of(1)
    reference = Document.objects.get().application.reference
    response = admin.post(f"/applications/{reference}/documents/", {"kind": "poem"}, follow=True)
    assert "poem" in response.text


@pytest.mark.parametrize("asked_for", [{"event": "rain", "channel": "email"}, {"event": "report_ready"}, {}])
def test_unknown_preference(admin, asked_for):
    assert admin.post("/preferences/switch/", asked_for).status_code == 400


def test_preference_of_another_role(admin):
    asked_for = {"event": "repayment_upcoming", "channel": "email", "enabled": "off"}
    assert 'class="message error"' in admin.post("/preferences/switch/", asked_for, follow=True).text


def test_unknown_digest_setting(admin):
    assert admin.post("/preferences/rhythm/", {"rhythm": "hourly"}).status_code == 400


def test_other_peoples_notifications_cannot_be_marked_read(admin):
    notify([Notice(recipient=UserFactory(), event="application_status", message="News", dedupe_key="n")])
    news = Notification.objects.get()
    assert admin.post(f"/inbox/{news.pk}/read/").status_code == 404
    news.refresh_from_db()
    assert news.read_at is None


def test_upload_without_a_file(admin):
    assert "Choose a file." in admin.post("/payments/").text
    assert not BankFile.objects.exists()


def test_page_of_an_import_polls(admin):
    file = BankFile.objects.create(name="march.csv", sha256="0" * 64, lines_stated=3, total_stated=7)
    part = admin.get(f"/payments/files/{file.pk}/", headers={"HX-Request": "true"}).text
    assert 'hx-trigger="every 1s"' in part
    BankFile.objects.update(finished_at=timezone.now())
    assert "hx-trigger" not in admin.get(f"/payments/files/{file.pk}/").text


@pytest.mark.parametrize("kind", ["weekly_pipeline", "monthly_compliance"])
def test_report_page_and_csv(admin, kind, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    day = {"weekly_pipeline": "2025-03-24", "monthly_compliance": "2025-03-01"}[kind]
    produce_reports(kind, day, [None], "2025-04-01T00:00:00+11:00")
    report = Report.objects.get()
    page = admin.get(f"/reports/{report.pk}/").text
    assert page.count("<svg role") == 2  # no trend: there is no earlier report
    assert "report.pdf" in page
    pdf = b"".join(admin.get(f"/reports/{report.pk}/report.pdf").streaming_content)
    report.refresh_from_db()
    assert hashlib.sha256(pdf).hexdigest() == report.sha256
    sheet = admin.get(f"/reports/{report.pk}/report.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sheet)))
    assert rows[:2] == [["Key figures"], ["Figure", "Value"]]
    assert b"".join(admin.get(f"/reports/{report.pk}/report.pdf").streaming_content) == pdf


def test_scripts_and_styles_are_local(admin):
    page = admin.get("/").text
    assert "http://" not in page.replace("http://localhost", "")
    assert "https://" not in page
    assert "unsafe" not in admin.get("/").headers["Content-Security-Policy"]
