"""Reports and what they show."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import assert_none, has_count, is_value
from features.drivers.shown import shown
from features.drivers.table_matchers import has_exactly_rows, has_rows
from features.drivers.text_matchers import says
from features.words import REPORTS
from timeskip.gherkin import column, label_of, lines, rows


@then("{person}'s {report} report of {day} shows {string}")
def shows(context, who, kind, first_day, title):
    """Rows of one table of a report, named by the first day of its period. A BDM has an own report.

    Columns: those of the report's table, under “Tables of the reports”.

    Example: Then Ada's weekly report of 3 March 2025 shows "Applications by stage" (and a table: Stage | In)
    """
    columns, found = context.world.reports.table(who, kind, first_day, title)
    assert_that(
        found,
        has_rows(rows(context.table, known=columns)),
        f"“{title}” in {who}'s {label_of(REPORTS, kind)} report of {shown(first_day)}",
    )


@then("{person}'s {report} report of {day} shows exactly {string}")
def shows_exactly(context, who, kind, first_day, title):
    """Every row of one table of a report, in order.

    Columns: those of the report's table, under “Tables of the reports”.

    Example: Then Ada's weekly report of 3 March 2025 shows exactly "Conversion" (and a table: Stage | Share)
    """
    columns, found = context.world.reports.table(who, kind, first_day, title)
    assert_that(
        found,
        has_exactly_rows(rows(context.table, known=columns)),
        f"“{title}” in {who}'s {label_of(REPORTS, kind)} report of {shown(first_day)}",
    )


@then("{person} sees the report(s)")
def sees_reports(context, who):
    """The reports that somebody may see, oldest first, by their titles.

    Columns: report.

    Example: Then Ben sees the reports (and a table: report)
    """
    assert_that(
        context.world.reports.titles(who),
        is_value(column(context.table, "report")),
        f"the reports that {who} sees",
    )


@then("{person} sees no report")
def sees_no_report(context, who):
    """There is no report that somebody may see.

    Example: Then Bella sees no report
    """
    assert_none("report", context.world.reports.titles(who), among=f"the reports that {who} sees")


@given("{person} has restated the {report} report of {day}")
@when("{person} restates the {report} report of {day}")
def restates(context, who, kind, first_day):
    """Somebody has a report produced again from everything recorded so far; by the first day of its period.

    Example: When Ada restates the monthly report of 1 March 2025
    Example: Given Ada has restated the monthly report of 1 March 2025
    """
    context.world.reports.restate(who, kind, first_day)


@when("the {report} report is asked for again")
def asked_for_again(context, kind):
    """The scheduler queues a report a second time.

    Example: When the weekly report is asked for again
    """
    context.world.reports.ask_again(kind)


@given("the worker that was to produce {person}'s {report} report of {day} had died")
def worker_had_died(context, who, kind, first_day):
    """A report that was queued has not been made.

    Example: Given the worker that was to produce Ben's weekly report of 3 March 2025 had died
    """
    context.world.reports.lose(who, kind, first_day)


@given("the PDF of {person}'s {report} report of {day} had not been stored when the worker died")
def pdf_was_not_stored(context, who, kind, first_day):
    """A report has been made, and its PDF has not.

    Example: Given the PDF of Ada's weekly report of 3 March 2025 had not been stored when the worker died
    """
    context.world.reports.lose_pdf(who, kind, first_day)


@when("the tasks that make PDFs are delivered again, and one for a report that does not exist")
def make_pdfs_again(context):
    """The task that makes a report's PDF is delivered twice, and once for a report that does not exist.

    Example: When the tasks that make PDFs are delivered again, and one for a report that does not exist
    """
    context.world.reports.make_pdfs_again()


@then("the PDF of {person}'s {report} report of {day} says")
def pdf_says(context, who, kind, first_day):
    """Each line below is in the report's PDF.

    Example: Then the PDF of Ada's weekly report of 3 March 2025 says (and the lines)
    """
    text = context.world.reports.text(who, kind, first_day)
    assert_that(
        text,
        says(*lines(context.text)),
        f"the PDF of {who}'s {label_of(REPORTS, kind)} report of {shown(first_day)}",
    )


@then("the PDF of {person}'s {report} report of {day} is identical every time")
def pdf_is_identical(context, who, kind, first_day):
    """Every PDF of a report was byte for byte the same.

    Example: Then the PDF of Ada's weekly report of 3 March 2025 is identical every time
    """
    assert_that(
        context.world.reports.pdf_hashes(who, kind, first_day),
        has_count(1, "hash"),
        f"the PDFs of {who}'s {label_of(REPORTS, kind)} report of {shown(first_day)}",
    )
