"""Reports: one list, and each as figures, charts and tables, as PDF and as CSV."""

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from applications.reports.key_figures import Unit
from applications.reports.periods import ReportKind
from applications.reports.tables import report_title, tables_of
from applications.selectors.arrears_trend import arrears_now, arrears_trend
from applications.selectors.report import (
    bdms_reported_on,
    report_for,
    reports_before,
    reports_filtered,
    versions_of,
)
from applications.services.report_documents import report_file
from applications.services.reports import reports_to_restate
from applications.tasks import ask_for_reports
from applications.wording import counted
from users.models import User
from users.preferences import Role
from workspace.access import ADMINS, FORM, LENDER, page, render_page
from workspace.charts import line
from workspace.filters import FilterForm
from workspace.forms import day_field, filled_in, form_page
from workspace.lists import kept, part
from workspace.report_figures import charts_of, tiles_of, trends_of
from workspace.spreadsheets import spreadsheet

A_PAGE = 40
TREND = 11  # periods before the report's own that the trend shows
WHOLE_BOOK = "book"
CRUMBS = (("Reports", reverse_lazy("workspace:reports")),)


class Filter(FilterForm):
    """Which reports to list."""

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
        self.fields["of"].choices = [("", "Every report"), (WHOLE_BOOK, "The whole book"), *bdms]

    def chosen(self) -> dict[str, object]:
        """What `reports_filtered` is asked for."""
        chosen = super().chosen()
        of = chosen.pop("of", "")
        if of:
            chosen |= {"whole_book": True} if of == WHOLE_BOOK else {"bdm_id": int(of)}
        return chosen


@page(*LENDER)
def index(request: HttpRequest) -> HttpResponse:
    """The reports that the user may see, latest first."""
    wanted = Filter(request.user, request.GET)
    chosen = wanted.chosen()
    found = reports_filtered(request.user, **chosen)
    context = {
        "reports": part(found, request.GET.get("page"), A_PAGE),
        **_arrears(request.user),
        "filter": wanted,
        "is_filtered": bool(chosen),
        "filtered_by": kept(request, "page"),
    }
    return render_page(request, "workspace/reports.html", context)


def _arrears(user: User) -> dict:
    """What is overdue now, and a chart of what was; the chart is None where it would have one point."""
    today = timezone.localdate()
    trend = [(f"{day.day} {day:%b}", amount) for day, amount in arrears_trend(user, today)]
    chart = line("Overdue, every two weeks", Unit.DOLLARS, trend) if len(trend) > 1 else None
    return {"arrears": arrears_now(user, today), "chart": chart}


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
    tables = tables_of(report.kind, report.figures)
    return spreadsheet(
        title, (row for table in tables for row in ([table.title], table.columns, *table.rows, []))
    )
