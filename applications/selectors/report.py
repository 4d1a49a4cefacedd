"""Which reports there are, for whom, and which are to be produced."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Max, QuerySet

from applications import refusals
from applications.models import BDM, Application, Report
from applications.reports.periods import Period, ReportKind, period_of, periods_due
from applications.selectors.rows import first_or_raise
from common.compiled import CompiledRows
from users.models import User
from users.preferences import Role

_OLDEST_WITHOUT_DOCUMENT = CompiledRows(
    Report.objects.filter(sha256="").order_by("created_at").values_list("created_at")[:1]
)


def reports_visible_to(user: User) -> QuerySet[Report]:
    """Admins see all reports, a BDM those on the BDM's own applications, nobody else any."""
    reports = Report.objects.select_related("bdm__user")
    if user.role == Role.ADMIN:
        return reports
    return reports.filter(bdm__user=user) if user.role == Role.BDM else reports.none()


def reports_filtered(
    user: User,
    *,
    kind: str = "",
    first_day: date | None = None,
    last_day: date | None = None,
    bdm_id: int | None = None,
    whole_book: bool = False,
) -> QuerySet[Report]:
    """The reports that the user may see, newest first.

    Only those of a kind, on periods that touch the days, and of a BDM or of the whole book, where asked for.
    """
    found = reports_visible_to(user).order_by(
        "-last_day", "-first_day", "kind", "bdm__name", "-version", "pk"
    )
    for name, value in (("kind", kind), ("last_day__gte", first_day), ("first_day__lte", last_day)):
        found = found.filter(**{name: value}) if value else found
    if whole_book:
        return found.filter(bdm=None)
    return found.filter(bdm=bdm_id) if bdm_id else found


def bdms_reported_on(user: User) -> QuerySet[BDM]:
    """The BDMs of whom the user may see reports."""
    return BDM.objects.filter(pk__in=reports_visible_to(user).order_by().values("bdm")).order_by("name")


def versions_of(report: Report) -> QuerySet[Report]:
    """The report and its restatements, newest first."""
    same = Report.objects.filter(kind=report.kind, first_day=report.first_day, bdm=report.bdm_id)
    return same.order_by("-version")


def reports_before(report: Report, periods: int) -> list[Report]:
    """The newest version of the same report on each of so many periods before, oldest first.

    A period without a report is left out.
    """
    first_day = report.first_day
    for _ in range(periods):
        first_day = period_of(ReportKind(report.kind), first_day - timedelta(days=1)).first_day
    earlier = Report.objects.filter(
        kind=report.kind, bdm=report.bdm_id, first_day__gte=first_day, first_day__lt=report.first_day
    )
    return list({one.first_day: one for one in earlier.order_by("first_day", "version")}.values())


def applications_of(bdm_ids: Collection[int | None]) -> QuerySet[Application]:
    """These BDMs' own applications; the whole book where None is among them."""
    everything = Application.objects.all()
    return everything if None in bdm_ids else everything.filter(bdm__in=bdm_ids)


def reports_of(kind: ReportKind, first_day: date, bdm_ids: Collection[int | None]) -> list[Report]:
    """Every version of the reports on one period of these BDMs, and of the whole book for None."""
    found = Report.objects.filter(kind=kind, first_day=first_day).select_related("bdm__user").order_by("pk")
    return [report for report in found if report.bdm_id in bdm_ids]


def reports_due(kind: ReportKind, today: date) -> list[tuple[Period, list[int | None]]]:
    """The periods with reports to produce, each with the ids of their BDMs, None for the whole book.

    Every period that has ended since the last one reported on, and of that one what is not there yet, its
    document included.
    """
    newest = Report.objects.filter(kind=kind).aggregate(newest=Max("first_day"))["newest"]
    due = []
    for period in periods_due(kind, newest=newest, today=today):
        done = Report.objects.filter(kind=kind, first_day=period.first_day).exclude(sha256="")
        scopes = {None, *_bdms_at_work(period)} - set(done.values_list("bdm", flat=True))
        if scopes:
            due.append((period, sorted(scopes, key=lambda scope: scope or 0)))
    return due


def report_for(user: User, report_id: int) -> Report:
    """One report that the user may see; raises ReportNotFound otherwise, as if there were none."""
    rows = reports_visible_to(user).filter(pk=report_id)
    return first_or_raise(rows, refusals.ReportNotFound, report_id)


def reports_without_document() -> list[int]:
    """Ids of reports that are not on paper, oldest first: about to be, or their disk or request was lost."""
    return list(Report.objects.filter(sha256="").order_by("pk").values_list("pk", flat=True))


def next_without_document() -> datetime | None:
    """Since when the oldest of `reports_without_document` waits; None where none does."""
    return next((moment for (moment,) in _OLDEST_WITHOUT_DOCUMENT()), None)


def report_by_id(report_id: int) -> Report:
    """One report, for background work; raises ReportNotFound."""
    rows = Report.objects.select_related("bdm__user").filter(pk=report_id)
    return first_or_raise(rows, refusals.ReportNotFound, report_id)


def latest_reports(kind: ReportKind, first_day: date) -> list[Report]:
    """The latest version of each report on one period: the whole book's and each BDM's."""
    latest: dict[int | None, Report] = {}
    for report in Report.objects.filter(kind=kind, first_day=first_day).order_by("version"):
        latest[report.bdm_id] = report
    return list(latest.values())


def first_cutoff(kind: ReportKind, first_day: date) -> datetime | None:
    """Up to when a period's first reports know what was recorded; None where there is none yet."""
    first = Report.objects.filter(kind=kind, first_day=first_day, version=1).order_by("pk").first()
    return first and first.cutoff


def _bdms_at_work(period: Period) -> QuerySet[BDM]:
    """Ids of the BDMs who had an application by the period's end."""
    at_work = BDM.objects.filter(applications__created_at__lt=period.end)
    return at_work.order_by("pk").values_list("pk", flat=True).distinct()
