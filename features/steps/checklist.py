"""The checklist: what an application lacks for its next stage, and who adds it."""

from behave import then
from hamcrest import assert_that

from features.drivers.matchers import assert_none, is_value
from features.drivers.table_matchers import has_exactly_rows
from timeskip.gherkin import rows


@then("{person} sees what {person}'s application lacks for {stage}")
def sees_what_is_lacking(context, who, borrower, stage):
    """All that is to be done before the next stage, in its order, and whose task each is.

    Columns: what, who.

    Example: Then Ben sees what Omar's application lacks for "Formal approval" (and a table: what | who)
    """
    expected = rows(context.table, known=("what", "who"))
    found = context.world.checklist.tasks(who, borrower, stage)
    assert_that(found, has_exactly_rows(expected), f"what {borrower}'s application lacks")


@then("{person} sees that {person}'s application lacks nothing for {stage}")
def sees_that_nothing_is_lacking(context, who, borrower, stage):
    """Nothing is to be done before the next stage.

    Example: Then Ben sees that Omar's application lacks nothing for "Formal approval"
    """
    found = [task["what"] for task in context.world.checklist.tasks(who, borrower, stage)]
    assert_none("thing to do", found, among=f"what {borrower}'s application lacks")


@then("{person} sees that {word} makes the next move of {person}'s application")
def sees_who_moves(context, who, mover, borrower):
    """Who moves the application to its next stage: a name, or “nobody” where it has none.

    Example: Then Bella sees that Ben makes the next move of Omar's application
    """
    found = context.world.checklist.mover(who, borrower)
    assert_that(found, is_value(mover), f"who moves {borrower}'s application next")
