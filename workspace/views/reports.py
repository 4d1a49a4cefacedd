"""Reports: one list, and each as figures, charts and tables, as PDF and as CSV."""

import csv as comma_separated
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy

from applications.models import Report
from applications.reports.key_figures import KEY_FIGURES, Unit
from applications.reports.periods import ReportKind
from applications.reports.tables import report_title, tables_of
from applications.selectors.report import (
    bdms_reported_on,
    report_for,
    reports_before,
    reports_filtered,
    versions_of,
)
from applications.services.report_documents import report_file
from applications.services.reports import reports_to_restate
from applications.stages import Stage
from applications.tasks import ask_for_reports
from applications.wording import counted
from users.preferences import Role
from workspace.access import ADMINS, FORM, LENDER, page, render_page
from workspace.charts import Bars, Line, bars, line
from workspace.forms import day_field, filled_in, form_page
from workspace.lists import kept, part

A_PAGE = 40
TREND = 11  # periods before the report's own that the trend shows
WHOLE_BOOK = "book"
CRUMBS = (("Reports", reverse_lazy("workspace:reports")),)


class Filter(forms.Form):
    """Which reports to list. A value that is not among the choices is ignored."""

    kind = forms.ChoiceField(required=False, choices=[("", "Every kind"), *ReportKind.choices])
    first_day = day_field(label="From", required=False)
    last_day = day_field(label="To", required=False)
    of = forms.ChoiceField(label="BDM", required=False)

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if user.role != Role.ADMIN:
            del self.fields["of"]
            return
        bdms = [(str(bdm.pk), bdm.name) for bdm in bdms_reported_on(user)]
        self.fields["of"].choices = [("", "Whole book and every BDM"), (WHOLE_BOOK, "The whole book"), *bdms]

    @property
    def chosen(self) -> dict:
        """What `reports_filtered` is asked for."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        of = found.pop("of", "")
        if of:
            found |= {"whole_book": True} if of == WHOLE_BOOK else {"bdm_id": int(of)}
        return found


@dataclass(frozen=True)
class Tile:
    """A key figure, and how it has changed since the period before."""

    label: str
    value: str
    change: str
    is_better: bool | None


@page(*LENDER)
def index(request: HttpRequest) -> HttpResponse:
    """The reports that the user may see, latest first."""
    wanted = Filter(request.user, request.GET)
    found = reports_filtered(request.user, **wanted.chosen)
    context = {
        "reports": part(found, request.GET.get("page"), A_PAGE),
        "filter": wanted,
        "is_filtered": bool(wanted.chosen),
        "filtered_by": kept(request, "page"),
    }
    return render_page(request, "workspace/reports.html", context)


@page(*LENDER)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """A report with its charts and all of its figures."""
    report = report_for(request.user, pk)
    earlier = reports_before(report, TREND)
    newest = versions_of(report).first()
    context = {
        "report": report,
        "title": report_title(report.kind, report.period, report.version),
        "crumbs": CRUMBS,
        "may_restate": request.user.role in ADMINS,
        "newer": newest if newest.version > report.version else None,
        "before": earlier[-1] if earlier else None,
        "tiles": tiles_of(report, earlier[-1] if earlier else None),
        "trends": trends_of([*earlier, report]),
        "charts": charts_of(report),
        "tables": tables_of(report.kind, report.figures),
    }
    return render_page(request, "workspace/report.html", context)


def tiles_of(report: Report, before: Report | None) -> list[Tile]:
    """The key figures, each with its change against the report on the period before, if there is one."""
    nothing: tuple[str, None] = ("", None)
    return [
        Tile(
            one.label,
            one.shown(report.figures),
            *(one.change(report.figures, before.figures) if before else nothing),
        )
        for one in KEY_FIGURES[report.kind]
    ]


def trends_of(reports: list[Report]) -> list[Line]:
    """Each key figure over these periods, oldest first, if it is known of at least two."""
    lines = [
        line(one.label, one.unit, [(_period(report), one.value(report.figures)) for report in reports])
        for one in KEY_FIGURES[reports[0].kind]
    ]
    return [one for one in lines if len(one.points) > 1]


def _period(report: Report) -> str:
    if report.kind == ReportKind.WEEKLY_PIPELINE:
        return f"{report.first_day.day} {report.first_day:%b}"
    return f"{report.first_day:%b %Y}"


@page(*ADMINS, methods=FORM)
def restate(request: HttpRequest, pk: int) -> HttpResponse:
    """Produce the reports on a period again, from everything recorded since."""
    report = report_for(request.user, pk)
    form = forms.Form(*filled_in(request))

    def act(answers: dict) -> str:
        orders = reports_to_restate(kind=ReportKind(report.kind), first_day=report.first_day, by=request.user)
        count = counted(ask_for_reports(orders), "report")
        return f"Restating {count}. Where a figure differs, a new version appears."

    title = report_title(report.kind, report.period, report.version)
    back_to = reverse("workspace:report", args=[pk])
    return form_page(
        request,
        form,
        act,
        title="Restate",
        button="Restate",
        back_to=back_to,
        crumbs=(*CRUMBS, (title, back_to)),
        template="workspace/restate.html",
        report_title=title,
    )


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


def charts_of(report: Report) -> list[Bars]:
    """The charts of a report's own period."""
    figures = report.figures
    if report.kind == ReportKind.WEEKLY_PIPELINE:
        at_the_end = [(Stage(row["stage"]).label, row["closing"]) for row in figures["stages"]]
        return [
            bars(
                "Applications at the week's end",
                Unit.NUMBER,
                [(label, tally["count"]) for label, tally in at_the_end],
            ),
            bars(
                "Amounts at the week's end",
                Unit.DOLLARS,
                [(label, Decimal(tally["amount"])) for label, tally in at_the_end],
            ),
        ]
    outcomes = (("Paid on time", "on_time"), ("Paid late", "late_cured"), ("Still unpaid", "unpaid"))
    return [
        bars(
            "Repayments due in the month", Unit.NUMBER, [(label, figures[name]) for label, name in outcomes]
        ),
        bars(
            "Arrears by days past due",
            Unit.DOLLARS,
            [(row["days"], Decimal(row["arrears"])) for row in figures["arrears"]],
        ),
    ]
