"""The audit trail: what people changed of an application, besides its stage."""

from behave import then
from hamcrest import assert_that

from features.drivers.table_matchers import has_exactly_rows
from timeskip.gherkin import rows


@then("the audit trail of {person}'s application is")
def audit_trail_is(context, borrower):
    """What people changed of an application besides its stage, the first first.

    Columns: who, act.

    Example: Then the audit trail of Omar's application is (and a table: who | act)
    """
    expected = rows(context.table, known=("who", "act"))
    found = context.world.audit.trail(borrower)
    assert_that(found, has_exactly_rows(expected), f"the audit trail of {borrower}'s application")
