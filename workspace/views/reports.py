"""Reports as charts and tables, as PDF and as CSV."""

import csv as comma_separated
from decimal import Decimal

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse

from applications.models import Report
from applications.reports.periods import ReportKind
from applications.reports.tables import report_title, tables_of
from applications.selectors.report import report_for, reports_visible_to
from applications.services.report_documents import report_file
from applications.stages import Stage
from applications.wording import money
from workspace.access import LENDER, page, render_page
from workspace.charts import Bar, bars

A_PAGE = 40


@page(*LENDER)
def index(request: HttpRequest) -> HttpResponse:
    """The reports that the user may see, latest first."""
    reports = Paginator(reports_visible_to(request.user), A_PAGE)
    return render_page(
        request, "workspace/reports.html", {"reports": reports.get_page(request.GET.get("page"))}
    )


@page(*LENDER)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """A report with its charts and all of its figures."""
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
    """A report as PDF."""
    report = report_for(request.user, pk)
    name = f"{report_title(report.kind, report.period, report.version)}.pdf"
    file = report_file(report=report)
    return FileResponse(file.open("rb"), filename=name, content_type="application/pdf")


@page(*LENDER)
def csv(request: HttpRequest, pk: int) -> HttpResponse:
    """A report's tables as one CSV file for spreadsheets."""
    report = report_for(request.user, pk)
    title = report_title(report.kind, report.period, report.version)
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{title}.csv"'},
    )
    # Spreadsheets read a file as UTF-8 only if it starts with a byte order mark.
    response.write("\ufeff")
    writer = comma_separated.writer(response)
    for table in tables_of(report.kind, report.figures):
        writer.writerows([[table.title], table.columns, *table.rows, []])
    return response


def charts_of(report: Report) -> list[tuple[str, list[Bar]]]:
    """A report's charts: a title and bars each."""
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
