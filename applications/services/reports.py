"""Produces reports, announces them, and restates them."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from applications import refusals
from applications.models import Report
from applications.reports.compliance import compliance_figures
from applications.reports.figures import own_of
from applications.reports.periods import Period, ReportKind, period_of
from applications.reports.pipeline import pipeline_figures
from applications.reports.tables import report_title, tables_of
from applications.selectors.arrears import funded_before, owing_by_bucket
from applications.selectors.compliance import disorder_of, dues_of, known_by
from applications.selectors.history import histories_of, resting
from applications.selectors.report import (
    applications_of,
    first_cutoff,
    latest_reports,
    reports_due,
    reports_of,
)
from applications.wording import day
from users import outbox
from users.models import User
from users.notifications import Email, Notice, notify
from users.preferences import Event, Role

# By BDM; None is the whole book.
Figures = dict[int | None, dict]


class ReportOrder(NamedTuple):
    """The arguments of the task `produce_reports`, as JSON."""

    kind: str
    first_day: str
    # None: the whole book.
    bdm_ids: list[int | None]
    cutoff: str
    version: int


def reports_to_produce(*, kind: ReportKind, today: date) -> list[ReportOrder]:
    """An order for each period with reports that are due."""
    now = timezone.now()
    return [
        _order(
            kind,
            period.first_day,
            bdm_ids,
            cutoff=first_cutoff(kind, period.first_day) or now,
            version=1,
        )
        for period, bdm_ids in reports_due(kind, today)
    ]


def reports_to_restate(*, kind: ReportKind, first_day: date, by: User) -> list[ReportOrder]:
    """Orders for the next version of each report on a period, from everything recorded by now.

    A report whose figures come out the same keeps its version. Raises NotYoursToRestate, or NothingToRestate
    if there is no such report.
    """
    if by.role != Role.ADMIN:
        raise refusals.NotYoursToRestate
    reports = latest_reports(kind, first_day)
    if not reports:
        raise refusals.NothingToRestate(day(first_day))
    by_version: dict[int, list[int | None]] = {}
    for report in reports:
        by_version.setdefault(report.version, []).append(report.bdm_id)
    return [
        _order(kind, first_day, bdm_ids, cutoff=timezone.now(), version=version + 1)
        for version, bdm_ids in by_version.items()
    ]


@transaction.atomic
def reports_produce(
    *,
    kind: ReportKind,
    first_day: date,
    bdm_ids: Collection[int | None],
    cutoff: datetime,
    version: int,
    send_email: outbox.SendEmail,
) -> list[int]:
    """Produce reports on one period unless they exist, and notify their readers unless they were notified.

    A later version with the same figures as the one before is not kept. Returns the ids of those that exist
    in this version.
    """
    known = reports_of(kind, first_day, bdm_ids)
    before = {report.bdm_id: report.figures for report in known if report.version == version - 1}
    missing = set(bdm_ids) - {report.bdm_id for report in known if report.version == version}
    if missing:
        figures = _FIGURES[kind](period_of(kind, first_day), missing, cutoff)
        # Another worker may have produced some meanwhile: theirs are kept.
        Report.objects.bulk_create(
            [
                _report(kind, first_day, bdm_id, cutoff=cutoff, version=version, figures=figures[bdm_id])
                for bdm_id in sorted(missing, key=lambda bdm_id: bdm_id or 0)
                if before.get(bdm_id) != figures[bdm_id]
            ],
            ignore_conflicts=True,
        )
        known = reports_of(kind, first_day, bdm_ids)
    produced = [report for report in known if report.version == version]
    notify(_notices_of(produced), send_email=send_email)
    return [report.pk for report in produced]


def _order(
    kind: ReportKind, first_day: date, bdm_ids: list[int | None], *, cutoff: datetime, version: int
) -> ReportOrder:
    return ReportOrder(str(kind), first_day.isoformat(), bdm_ids, cutoff.isoformat(), version)


def _report(kind: ReportKind, first_day: date, bdm_id: int | None, **fields: Any) -> Report:
    last_day = period_of(kind, first_day).last_day
    return Report(kind=kind, first_day=first_day, last_day=last_day, bdm_id=bdm_id, **fields)


def _pipelines(period: Period, bdm_ids: Collection[int | None], cutoff: datetime) -> Figures:
    # Moves are recorded when they are made: the period's end is all the cutoff there is.
    own, span = applications_of(bdm_ids), {"start": period.start, "end": period.end}
    histories, at_rest = list(histories_of(own, **span)), list(resting(own, **span))
    return {
        bdm_id: pipeline_figures(own_of(histories, bdm_id), own_of(at_rest, bdm_id), **span)
        for bdm_id in bdm_ids
    }


def _compliance(period: Period, bdm_ids: Collection[int | None], cutoff: datetime) -> Figures:
    own = applications_of(bdm_ids)
    loans = funded_before(own, period.last_day + timedelta(days=1))
    dues = list(dues_of(loans, period=period, cutoff=cutoff))
    owing = list(owing_by_bucket(loans, day=period.last_day, counting=known_by(period, cutoff)))
    disorder = list(disorder_of(own, period=period))
    return {
        bdm_id: compliance_figures(own_of(dues, bdm_id), own_of(owing, bdm_id), own_of(disorder, bdm_id))
        for bdm_id in bdm_ids
    }


_FIGURES = {ReportKind.WEEKLY_PIPELINE: _pipelines, ReportKind.MONTHLY_COMPLIANCE: _compliance}


def _notices_of(reports: Iterable[Report]) -> Iterator[Notice]:
    for report in reports:
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
