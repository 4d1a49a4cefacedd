"""Produces reports, announces them, and restates them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from applications import refusals
from applications.models import Report
from applications.reports.compliance import compliance_figures
from applications.reports.periods import Period, ReportKind, period_of
from applications.reports.pipeline import pipeline_figures
from applications.reports.tables import report_title, tables_of
from applications.selectors.arrears import funded_before, owing_by_bucket
from applications.selectors.compliance import disorder_of, dues_of, known_by
from applications.selectors.history import histories_of, resting
from applications.selectors.report import applications_of, first_cutoff, latest_reports, reports_due
from applications.wording import day
from users import outbox
from users.models import EmailDelivery, User
from users.notifications import Email, Notice, notify
from users.preferences import Event, Role


class ReportOrder(NamedTuple):
    """The arguments of the task `produce_report`, as JSON."""

    kind: str
    first_day: str
    # None: the whole book.
    bdm_id: int | None
    cutoff: str
    version: int


def reports_to_produce(*, kind: ReportKind, today: date) -> list[ReportOrder]:
    """An order for every report that is due."""
    now = timezone.now()
    return [
        _order(
            kind,
            period.first_day,
            bdm_id,
            cutoff=first_cutoff(kind, period.first_day) or now,
            version=1,
        )
        for period, bdm_id in reports_due(kind, today)
    ]


def reports_to_restate(*, kind: ReportKind, first_day: date, by: User) -> list[ReportOrder]:
    """An order for the next version of each report on a period, from everything recorded by now.

    A report whose figures come out the same keeps its version. Raises NotYoursToRestate, or NothingToRestate
    if there is no such report.
    """
    if by.role != Role.ADMIN:
        raise refusals.NotYoursToRestate
    reports = latest_reports(kind, first_day)
    if not reports:
        raise refusals.NothingToRestate(day(first_day))
    return [
        _order(kind, first_day, report.bdm_id, cutoff=timezone.now(), version=report.version + 1)
        for report in reports
    ]


@transaction.atomic
def report_produce(
    *,
    kind: ReportKind,
    first_day: date,
    bdm_id: int | None,
    cutoff: datetime,
    version: int,
    send_email: outbox.SendEmail,
) -> dict[str, int | None]:
    """Produce one report unless it exists, and notify its readers unless they were notified.

    A later version with the same figures as the one before is not kept. Returns the report's id and version.
    """
    versions = Report.objects.filter(kind=kind, first_day=first_day, bdm=bdm_id)
    if not versions.filter(version=version).exists():
        new = _calculate(kind, first_day, bdm_id, cutoff)
        new.version = version
        before = versions.filter(version=version - 1).first()
        if before is not None and before.figures == new.figures:
            return {"report": before.pk, "version": before.version}
        # Another worker may have produced it meanwhile: theirs is kept.
        Report.objects.bulk_create([new], ignore_conflicts=True)
    report = versions.select_related("bdm__user").get(version=version)
    notify(_notices_of(report), send_email=send_email)
    return {"report": report.pk, "version": version}


def _order(
    kind: ReportKind, first_day: date, bdm_id: int | None, *, cutoff: datetime, version: int
) -> ReportOrder:
    return ReportOrder(str(kind), first_day.isoformat(), bdm_id, cutoff.isoformat(), version)


def _calculate(kind: ReportKind, first_day: date, bdm_id: int | None, cutoff: datetime) -> Report:
    period = period_of(kind, first_day)
    return Report(
        kind=kind,
        first_day=first_day,
        last_day=period.last_day,
        bdm_id=bdm_id,
        figures=_FIGURES[kind](period, bdm_id, cutoff),
        cutoff=cutoff,
    )


def _pipeline(period: Period, bdm_id: int | None, cutoff: datetime) -> dict:
    # Moves are recorded when they are made: the period's end is all the cutoff there is.
    own, span = applications_of(bdm_id), {"start": period.start, "end": period.end}
    return pipeline_figures(histories_of(own, **span), resting(own, **span), **span)


def _compliance(period: Period, bdm_id: int | None, cutoff: datetime) -> dict:
    own = applications_of(bdm_id)
    emails = EmailDelivery.objects.all()
    if bdm_id is not None:
        emails = emails.filter(tell_on_failure__bdm=bdm_id)
    loans = funded_before(own, period.last_day + timedelta(days=1))
    return compliance_figures(
        dues_of(loans, period=period, cutoff=cutoff),
        owing_by_bucket(loans, day=period.last_day, counting=known_by(period, cutoff)),
        disorder_of(own, emails, period=period),
    )


_FIGURES = {ReportKind.WEEKLY_PIPELINE: _pipeline, ReportKind.MONTHLY_COMPLIANCE: _compliance}


def _notices_of(report: Report) -> Iterator[Notice]:
    title = report_title(report.kind, report.period, report.version)
    own = [report.bdm.user] if report.bdm and report.bdm.user else []
    readers = User.objects.filter(role=Role.ADMIN) if report.bdm is None else own
    for user in readers:
        yield Notice(
            recipient=user,
            event=Event.REPORT_READY,
            message=f"The report “{title}” is ready.",
            dedupe_key=f"report:{report.pk}",
            url=f"/reports/{report.pk}/",
            email=Email(
                subject=title,
                template="report_ready",
                context={"facts": tables_of(report.kind, report.figures)[0].rows},
            ),
        )
