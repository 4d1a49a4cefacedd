"""The list of reports with its filters, and what a report's page compares and to whom it shows it."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import ArrearsSnapshot, Report
from applications.reports.compliance import compliance_figures
from applications.reports.pipeline import pipeline_figures
from features.drivers.factories import ApplicationFactory, UserFactory

pytestmark = pytest.mark.django_db
CUTOFF = "2025-04-01T00:00:00+11:00"


def weekly(first_day: str, *, created: int = 0, bdm=None, version: int = 1) -> Report:
    monday = date.fromisoformat(first_day)
    start = end = "2025-01-01"
    figures = pipeline_figures([], start=start, end=end) | {"created": created}
    sunday = date.fromordinal(monday.toordinal() + 6)
    return _kept("weekly_pipeline", monday, sunday, figures, bdm, version)


def monthly(month: int, **figures) -> Report:
    first = date(2025, month, 1)
    last = date.fromordinal(date(2025, month + 1, 1).toordinal() - 1)
    return _kept("monthly_compliance", first, last, compliance_figures([], [], []) | figures, None, 1)


def _kept(kind, first_day, last_day, figures, bdm, version) -> Report:
    return Report.objects.create(
        kind=kind,
        first_day=first_day,
        last_day=last_day,
        figures=figures,
        bdm=bdm,
        version=version,
        cutoff=CUTOFF,
    )


@pytest.fixture
def bdm():
    return ApplicationFactory().bdm


def listed(client, query: str = "") -> list[int]:
    page = BeautifulSoup(client.get(f"/reports/{query}").content, "html.parser")
    links = page.select("table.reports a")
    return [int(link["href"].strip("/").rpartition("/")[2]) for link in links]


def tiles(client, report) -> dict[str, str]:
    page = BeautifulSoup(client.get(f"/reports/{report.pk}/").content, "html.parser")
    found = page.select(".key-figures > div")
    return {one.dt.get_text(): " ".join(one.dd.get_text(" ").split()) for one in found}


def test_newest_first_and_filtered(admin, bdm):
    old, new, own, march = (
        weekly("2025-03-03"),
        weekly("2025-03-24"),
        weekly("2025-03-24", bdm=bdm),
        monthly(3),
    )
    assert set(listed(admin)[1:3]) == {new.pk, own.pk}
    assert (listed(admin)[0], listed(admin)[-1]) == (march.pk, old.pk)
    assert listed(admin, "?kind=monthly_compliance") == [march.pk]
    assert listed(admin, "?of=book&kind=weekly_pipeline") == [new.pk, old.pk]
    assert listed(admin, f"?of={bdm.pk}") == [own.pk]
    assert listed(admin, "?kind=weekly_pipeline&last_day=2025-03-09") == [old.pk]
    assert listed(admin, "?kind=weekly_pipeline&first_day=2025-03-10&of=book") == [new.pk]
    assert len(listed(admin, "?kind=rain&of=x&first_day=soon")) == 4
    assert "No reports match the filter." in admin.get("/reports/?first_day=2026-01-01").text


def test_a_bdm_finds_only_own_reports_whatever_the_filter(client, bdm):
    weekly("2025-03-24")
    other = weekly("2025-03-24", bdm=ApplicationFactory().bdm)
    own = weekly("2025-03-24", bdm=bdm)
    client.force_login(bdm.user)
    for query in ("", "?of=book", f"?of={other.bdm_id}"):
        assert listed(client, query) == [own.pk]
    assert 'name="of"' not in client.get("/reports/").text


@pytest.mark.parametrize("role", ["broker", "borrower"])
def test_reports_are_absent_for_others(client, role):
    report = weekly("2025-03-24")
    client.force_login(UserFactory(role=role))
    assert {client.get(one).status_code for one in ("/reports/", f"/reports/{report.pk}/")} == {404}


def test_changes_are_against_the_period_before(admin, bdm):
    weekly("2025-03-10", created=9)
    weekly("2025-03-17", created=5)
    weekly("2025-03-17", created=4, version=2)
    weekly("2025-03-17", created=7, bdm=bdm)
    report = weekly("2025-03-24", created=6)
    assert tiles(admin, report)["Applications created"] == "6 +2 (better)"
    page = admin.get(f"/reports/{report.pk}/").text
    assert "17 March 2025 to 23 March 2025" in page
    assert "Applications created: 10 Mar 9, 17 Mar 4, 24 Mar 6" in page


def test_a_report_without_an_earlier_one_compares_nothing(admin):
    report = weekly("2025-03-24", created=6)
    assert tiles(admin, report)["Applications created"] == "6"
    page = admin.get(f"/reports/{report.pk}/").text
    assert "There is no earlier report to compare this with." in page
    assert "Trend" not in page


def test_a_share_of_nothing_has_no_trend(admin):
    monthly(1)
    page = BeautifulSoup(admin.get(f"/reports/{monthly(2).pk}/").content, "html.parser")
    drawn = [one.get_text() for one in page.find(id="trends").parent.find_all("figcaption")]
    assert drawn == [
        "Repayments still unpaid",
        "Applications with a document missing",
        "Undelivered notices",
    ]


def test_shares_change_by_points_and_a_share_of_nothing_by_nothing(admin):
    monthly(1, on_time_rate="97.5", collection_rate="90.0")
    february = tiles(admin, monthly(2, on_time_rate="96.0", collection_rate=None, unpaid=1))
    assert february["On-time rate"] == "96.0 % −1.5 points (worse)"
    assert february["Collection rate"] == "–"
    assert february["Repayments still unpaid"] == "1 +1 (worse)"
    assert february["Undelivered notices"] == "0 no change"


def test_an_old_version_leads_to_the_newest(admin):
    first, second = weekly("2025-03-24"), weekly("2025-03-24", version=2)
    assert "Open version 2" in admin.get(f"/reports/{first.pk}/").text
    assert "Open version" not in admin.get(f"/reports/{second.pk}/").text


def test_same_number_of_queries_for_a_year_of_reports(admin):
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            admin.get(f"/reports/{Report.objects.order_by('-first_day').first().pk}/")
        return len(counted)

    weekly("2025-03-17")
    weekly("2025-03-24")
    few = queries()
    for monday in range(date(2024, 12, 30).toordinal(), date(2025, 3, 17).toordinal(), 7):
        weekly(date.fromordinal(monday).isoformat())
    assert queries() == few


def test_an_admin_restates_every_report_on_a_period(admin, bdm, django_capture_on_commit_callbacks):
    report = weekly("2025-03-24")
    weekly("2025-03-24", bdm=bdm)
    assert f'href="/reports/{report.pk}/restate/"' in admin.get(f"/reports/{report.pk}/").text
    assert "of the whole book and of every BDM" in admin.get(f"/reports/{report.pk}/restate/").text
    with django_capture_on_commit_callbacks() as queued:
        page = admin.post(f"/reports/{report.pk}/restate/", follow=True).text
    assert "Restating 2 reports." in page
    assert len(queued) == 1


def test_a_bdm_restates_nothing(client, bdm, django_capture_on_commit_callbacks):
    report = weekly("2025-03-24", bdm=bdm)
    client.force_login(bdm.user)
    assert "Restate" not in client.get(f"/reports/{report.pk}/").text
    with django_capture_on_commit_callbacks() as queued:
        assert client.post(f"/reports/{report.pk}/restate/").status_code == 404
    assert queued == []


def test_the_chart_of_arrears_is_of_the_loans_that_its_reader_sees(client, admin):
    own, other = ApplicationFactory(stage="funded"), ApplicationFactory(stage="funded")
    for loan, arrears in ((own, 300), (other, 1000)):
        for weeks in (0, 2, 3, 4, 26):
            day = timezone.localdate() - timedelta(weeks=weeks)
            ArrearsSnapshot.objects.create(
                application=loan, day=day, days_past_due=9, arrears=arrears + weeks, balance=5000
            )
    client.force_login(own.bdm.user)
    for reader, shown in ((client, ["$304.00", "$302.00", "$300.00"]), (admin, ["$1,308.00", "$1,304.00"])):
        page = BeautifulSoup(reader.get("/reports/").content, "html.parser").main
        said = page.find("svg")["aria-label"]
        assert all(one in said for one in shown)
        assert "303.00" not in said  # of a week in between
        assert len(page.find_all("circle")) == 3


def test_one_snapshot_makes_no_chart(admin):
    day = timezone.localdate()
    loan = ApplicationFactory(stage="funded")
    ArrearsSnapshot.objects.create(application=loan, day=day, days_past_due=9, arrears=300, balance=5000)
    assert BeautifulSoup(admin.get("/reports/").content, "html.parser").main.find("svg") is None
