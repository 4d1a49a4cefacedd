"""What falls due."""

from behave import given, then, when
from hamcrest import assert_that, equal_to, has_entries, has_item, has_length


@given("{person} owes {money} on {day}")
def owes(context, borrower, amount, day):
    """A funded loan of which a repayment falls due.

    Example: Given Omar owes $1,250.00 on 14 March 2025
    """
    context.world.cast.owes(borrower, amount, day)


@given("{person} owes {int} repayments of {money} on {day}")
def owes_many(context, borrower, count, amount, day):
    """A funded loan of which many repayments fall due on one day.

    Example: Given Omar owes 501 repayments of $10.00 on 14 March 2025
    """
    context.world.cast.owes(borrower, amount, day, count)


@given("{person} is granted a hardship pause from {day} to {day}")
def is_granted_a_pause(context, borrower, from_day, to_day):
    """Days, the first and the last included, on which no reminder is sent for a loan.

    Example: Given Omar is granted a hardship pause from 16 March 2025 to 20 March 2025
    """
    context.world.cast.pauses(borrower, from_day, to_day)


@given("{person} has paid {money}")
@when("{person} pays {money}")
def pays(context, borrower, amount):
    """Money arrives for a loan today; it pays the oldest repayments first.

    Example: When Omar pays $1,250.00
    Example: Given Omar has paid $1,250.00
    """
    context.world.office.pay(borrower, amount)


@given("{person}'s payment has bounced")
@when("{person}'s payment bounces")
def bounces(context, borrower):
    """The latest payment for a loan is reversed.

    Example: When Omar's payment bounces
    Example: Given Omar's payment has bounced
    """
    context.world.office.bounce(borrower)


@then("the reminder {int} day(s) before {day} is {word} for {person}")
def reminder_before_is(context, days, due, state, borrower):
    """What became of a rung before the due date: sent, superseded, paused, expired or unreachable.

    Example: Then the reminder 1 day before 14 March 2025 is expired for Omar
    """
    assert_that(context.world.views.reminders(borrower, due), has_entries({-days: state}))


@then("the reminder {int} day(s) after {day} is {word} for {person}")
def reminder_after_is(context, days, due, state, borrower):
    """What became of a rung after the due date: sent, superseded, paused or unreachable.

    Example: Then the reminder 3 days after 14 March 2025 is superseded for Omar
    """
    assert_that(context.world.views.reminders(borrower, due), has_entries({days: state}))


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
