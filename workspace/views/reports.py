"""Reports as a manager reads them: charts, tables, PDF and CSV, and the earlier ones."""

import csv as comma_separated
from decimal import Decimal

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from applications.models import Report
from applications.reports.periods import ReportKind
from applications.reports.tables import report_title, tables_of
from applications.selectors.report import report_for, reports_visible_to
from applications.stages import Stage
from applications.wording import money
from workspace.access import LENDER, page, render_page
from workspace.charts import Bar, bars

A_PAGE = 40


@page(*LENDER)
def index(request: HttpRequest) -> HttpResponse:
    """Every report that somebody may see, the latest first."""
    reports = Paginator(reports_visible_to(request.user), A_PAGE)
    return render_page(
        request, "workspace/reports.html", {"reports": reports.get_page(request.GET.get("page"))}
    )


@page(*LENDER)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: what it says at a glance, and all of its figures."""
    report = report_for(request.user, pk)
    context = {
        "report": report,
        "title": report_title(report.kind, report.period, report.version),
        "charts": charts_of(report),
        "tables": tables_of(report.kind, report.figures),
    }
    return render_page(request, "workspace/report.html", context)


@page(*LENDER)
def pdf(request: HttpRequest, pk: int) -> FileResponse:
    """A report on the lender's paper; absent until it is drawn up."""
    report = report_for(request.user, pk)
    if not report.sha256:
        raise Http404
    name = f"{report_title(report.kind, report.period, report.version)}.pdf"
    return FileResponse(report.file.open("rb"), filename=name, content_type="application/pdf")


@page(*LENDER)
def csv(request: HttpRequest, pk: int) -> HttpResponse:
    """A report's tables, one below the other, for a spreadsheet."""
    report = report_for(request.user, pk)
    title = report_title(report.kind, report.period, report.version)
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{title}.csv"'},
    )
    # A spreadsheet takes it for UTF-8 only where the file says so.
    response.write("\ufeff")
    writer = comma_separated.writer(response)
    for table in tables_of(report.kind, report.figures):
        writer.writerows([[table.title], table.columns, *table.rows, []])
    return response


def charts_of(report: Report) -> list[tuple[str, list[Bar]]]:
    """What a report says at a glance, as bars with a title."""
    figures = report.figures
    if report.kind == ReportKind.WEEKLY_PIPELINE:
        at_the_end = [(Stage(row["stage"]).label, row["closing"]) for row in figures["stages"]]
        return [
            (
                "Applications at the week's end",
                bars((label, tally["count"], str(tally["count"])) for label, tally in at_the_end),
            ),
            (
                "Amounts at the week's end",
                bars((label, *_amount(tally["amount"])) for label, tally in at_the_end),
            ),
        ]
    return [
        (
            "Repayments due in the month",
            bars(
                (label, figures[name], str(figures[name]))
                for label, name in (
                    ("Paid on time", "on_time"),
                    ("Paid late", "late_cured"),
                    ("Still unpaid", "unpaid"),
                )
            ),
        ),
        (
            "Arrears by days past due",
            bars((row["days"], *_amount(row["arrears"])) for row in figures["arrears"]),
        ),
    ]


def _amount(written: str) -> tuple[Decimal, str]:
    amount = Decimal(written)
    return amount, money(amount)
