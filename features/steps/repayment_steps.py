"""What falls due."""

from behave import given, then
from hamcrest import assert_that, equal_to, has_entries, has_item, has_length


@given("{person} owes {money} on {day}")
def owes(context, borrower, amount, day):
    """A funded loan of which a repayment falls due.

    Example: Given Omar owes $1,250.00 on 14 March 2025
    """
    context.world.cast.owes(borrower, amount, day)


@then("the reminder {int} day(s) before {day} is {string} for {person}")
def reminder_is(context, days, due, state, borrower):
    """What became of the reminder of a repayment: sent, superseded, paused, expired or unreachable.

    Example: Then the reminder 1 day before 14 March 2025 is "sent" for Omar
    """
    assert_that(context.world.views.reminders(borrower, due), has_entries({-days: state}))


@then("{person} has {int} repayments")
def has_repayments(context, borrower, count):
    """How many repayments a loan has.

    Example: Then Omar has 360 repayments
    """
    assert_that(context.world.views.repayments(borrower), has_length(count))


@then("{person}'s repayment on {day} is {money} of interest and {money} of principal")
def repayment_is(context, borrower, day, interest, principal):
    """One repayment of a loan's schedule.

    Example: Then Omar's repayment on 1 May 2025 is $1,250.00 of interest and $248.88 of principal
    """
    row = has_entries(due=day, interest=interest, principal=principal)
    assert_that(context.world.views.repayments(borrower), has_item(row))


@then("the principal of {person}'s repayments adds up to {money}")
def principal_adds_up(context, borrower, amount):
    """The sum of what the repayments pay off.

    Example: Then the principal of Omar's repayments adds up to $250,000.00
    """
    rows = context.world.views.repayments(borrower)
    assert_that(sum(row["principal"] for row in rows), equal_to(amount))
