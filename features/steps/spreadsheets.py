"""Spreadsheets that people take home."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.table_matchers import has_exactly_rows
from timeskip.gherkin import rows

SPREADSHEET = (
    *("Reference", "Borrowers", "Stage", "Amount", "Rate", "Term in months", "Repayments", "Broker"),
    *("BDM", "Branch", "Applied on", "At this stage since", "Balance", "Days past due", "Overdue"),
)


@given("{person} has exported the applications")
@when("{person} exports the applications")
def exports_the_applications(context, who):
    """Somebody takes the applications that they see home as a spreadsheet.

    Example: When Ada exports the applications
    Example: Given Ada has exported the applications
    """
    context.world.spreadsheets.export_applications(who)


@then("{person}'s spreadsheet has these rows")
def spreadsheet_has_rows(context, who):
    """Every row of the spreadsheet that somebody has exported; the table has the columns that matter.

    Columns: Reference, Borrowers, Stage, Amount, Rate, Term in months, Repayments, Broker, BDM, Branch,
    Applied on, At this stage since, Balance, Days past due, Overdue.

    Example: Then Ada's spreadsheet has these rows (and a table: Reference | Amount | Applied on)
    """
    wanted = rows(context.table, known=SPREADSHEET)
    assert_that(context.world.spreadsheets.exported(who), has_exactly_rows(wanted), f"{who}'s spreadsheet")
