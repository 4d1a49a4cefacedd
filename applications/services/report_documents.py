"""Reports as PDF. Nobody is notified of the PDF: the report itself is announced."""

import hashlib

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from applications.documents.renderer import render
from applications.models import Report
from applications.reports.tables import report_title, tables_of
from applications.wording import day


def report_draw_up(*, report: Report) -> int:
    """Set a report's figures as PDF, named for its content. Returns 0 where that was done before.

    The date on it is the report's own, so that the same figures give the same bytes whenever it is set. The
    row names the file only when all of it is stored; a second worker leaves at most a file without a row.
    """
    if report.sha256:
        return 0
    pdf = _pdf_of(report)
    sha256 = hashlib.sha256(pdf).hexdigest()
    field = Report.file.field
    name = field.storage.save(field.generate_filename(report, f"{sha256}.pdf"), ContentFile(pdf))
    return Report.objects.filter(pk=report.pk, sha256="").update(file=name, sha256=sha256)


def report_file(*, report: Report) -> FieldFile:
    """The report as PDF, drawn up now if it has not been."""
    if not report.sha256:
        report_draw_up(report=report)
        report.refresh_from_db(fields=["file", "sha256"])
    return report.file


def _pdf_of(report: Report) -> bytes:
    title = report_title(report.kind, report.period, report.version)
    scope = f"Applications of {report.bdm.name}" if report.bdm else "The whole book"
    tables = [
        {"title": table.title, "columns": table.columns, "rows": table.rows, "note": table.note}
        for table in tables_of(report.kind, report.figures)
    ]
    recorded = f"{scope}, as recorded by {day(timezone.localdate(report.cutoff))}"
    data = {"title": title, "subtitle": recorded, "tables": tables}
    return render("report", data, title=f"{title}: {scope}", moment=report.created_at)
