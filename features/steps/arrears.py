"""How far behind each loan is."""

from behave import then, when
from hamcrest import (
    assert_that,
    equal_to,
    has_key,
    has_properties,
    not_,
)


@when("the arrears are recorded again")
def are_recorded_again(context):
    """The nightly task is queued a second time, and delivered twice.

    Example: When the arrears are recorded again
    """
    context.world.arrears.record_again()


@then("the arrears of {int} loan(s) are recorded on {day}")
def are_recorded(context, count, day):
    """Number of arrears snapshots taken on a day.

    Example: Then the arrears of 501 loans are recorded on 15 March 2025
    """
    assert_that(context.world.arrears.count_snapshots(day), equal_to(count))


@then("{person} is {int} day(s) past due on {day}")
def is_past_due(context, borrower, days, day):
    """Days past due at the start of a day, counted from the oldest unpaid repayment.

    Example: Then Omar is 10 days past due on 24 March 2025
    """
    snapshots = context.world.arrears.snapshots(borrower)
    assert_that(snapshots, has_key(day))
    assert_that(snapshots[day].days_past_due, equal_to(days), f"days past due of {borrower}")


@then("{person} is {money} in arrears on {day}, with a balance of {money}")
def is_in_arrears(context, borrower, arrears, day, balance):
    """What was past due and unpaid at the start of a day, and the principal still owed.

    Example: Then Omar is $1,250.00 in arrears on 24 March 2025, with a balance of $250,000.00
    """
    snapshots = context.world.arrears.snapshots(borrower)
    assert_that(snapshots, has_key(day))
    assert_that(snapshots[day], has_properties(arrears=arrears, balance=balance))


@then("{person} is {money} in arrears on {day}")
def is_so_far_in_arrears(context, borrower, arrears, day):
    """What was past due and unpaid at the start of a day.

    Example: Then Omar is $1,250.00 in arrears on 24 March 2025
    """
    assert_that(context.world.arrears.snapshot(borrower, day).arrears, equal_to(arrears))


@then("{person}'s balance is {money} on {day}")
def balance_is(context, borrower, balance, day):
    """The principal still owed at the start of a day.

    Example: Then Omar's balance is $250,000.00 on 24 March 2025
    """
    assert_that(context.world.arrears.snapshot(borrower, day).balance, equal_to(balance))


@then("no arrears of {person} are recorded on {day}")
def nothing_is_recorded(context, borrower, day):
    """No snapshot was taken: the loan had nothing overdue at the start of the day, or was not funded.

    Example: Then no arrears of Omar are recorded on 24 March 2025
    """
    assert_that(context.world.arrears.snapshots(borrower), not_(has_key(day)))
