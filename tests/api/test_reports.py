"""Reports in the API: who sees them, what they say, and who has them restated."""

from datetime import date

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from applications.models import Report
from applications.reports.periods import ReportKind
from applications.services.reports import reports_produce
from features.drivers.factories import ApplicationFactory, BDMFactory, UserFactory
from tests.clients import client_of


@pytest.fixture
def reports(db, settings, tmp_path) -> dict[str, Report]:
    """Ben's report on a week, and that on the whole book."""
    settings.MEDIA_ROOT = tmp_path
    ben = BDMFactory(name="Ben")
    reports_produce(
        kind=ReportKind.WEEKLY_PIPELINE,
        first_day=date(2025, 3, 3),
        bdm_ids=[None, ben.pk],
        cutoff=timezone.now(),
        version=1,
        send_email=lambda delivery_id: None,
    )
    return {"ben": Report.objects.get(bdm=ben), "book": Report.objects.get(bdm=None)}


@pytest.fixture
def admin(db) -> APIClient:
    return client_of(UserFactory(role="admin"))


def test_an_admin_lists_every_report(reports, admin):
    listed = admin.get("/api/reports/").json()["results"]
    assert {one["bdm"] for one in listed} == {"Ben", None}
    assert {one["first_day"] for one in listed} == {"2025-03-03"}


def test_a_bdm_lists_and_reads_the_own_reports_only(reports):
    ben = client_of(reports["ben"].bdm.user)
    assert [one["id"] for one in ben.get("/api/reports/").json()["results"]] == [reports["ben"].pk]
    assert ben.get(f"/api/reports/{reports['ben'].pk}/").status_code == 200
    for address in ("", "report.pdf"):
        assert ben.get(f"/api/reports/{reports['book'].pk}/{address}").status_code == 404


def test_brokers_and_borrowers_find_no_report(reports):
    application = ApplicationFactory()
    for user in (application.broker.user, UserFactory(role="borrower")):
        assert client_of(user).get("/api/reports/").json()["results"] == []
        assert client_of(user).get(f"/api/reports/{reports['ben'].pk}/").status_code == 404


def test_a_report_has_its_title_and_tables(reports, admin):
    answer = admin.get(f"/api/reports/{reports['book'].pk}/").json()
    assert answer["title"] == "Weekly pipeline, 3 March 2025 to 9 March 2025"
    by_stage = next(table for table in answer["tables"] if table["title"] == "Applications by stage")
    assert by_stage["columns"][0] == "Stage"
    assert all(len(row) == len(by_stage["columns"]) for row in by_stage["rows"])


def test_the_pdf_is_a_pdf(reports, admin):
    response = admin.get(f"/api/reports/{reports['book'].pk}/report.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content).startswith(b"%PDF")


ASKED = {"kind": "weekly_pipeline", "first_day": "2025-03-03"}


def test_an_admin_has_reports_restated(reports, admin, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as queued:
        answer = admin.post("/api/reports/restate/", ASKED, format="json")
    assert (answer.status_code, answer.json()) == (202, {"reports": 2})
    assert queued


@pytest.mark.parametrize(
    ("body", "code", "why"),
    [
        ({**ASKED, "first_day": "2025-03-10"}, 409, "There is no such report for the period"),
        ({**ASKED, "kind": "yearly"}, 400, "kind: "),
        ({"kind": "weekly_pipeline"}, 400, "first_day: "),
    ],
)
def test_nothing_is_restated_that_is_not_there(reports, admin, body, code, why):
    answer = admin.post("/api/reports/restate/", body, format="json")
    assert answer.status_code == code
    assert answer.json()["detail"].startswith(why)


def test_only_an_admin_has_reports_restated(reports):
    answer = client_of(reports["ben"].bdm.user).post("/api/reports/restate/", ASKED, format="json")
    assert (answer.status_code, answer.json()["detail"]) == (409, "Only an admin may restate a report.")
