"""How far behind each loan is."""

from behave import then, when
from hamcrest import assert_that

from features.drivers.matchers import assert_none, is_value
from features.drivers.shown import shown
from features.drivers.table_matchers import has_exactly_rows


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
    assert_that(
        context.world.arrears.count_snapshots(day), is_value(count), f"loans with arrears on {shown(day)}"
    )


@then("{person} is {int} day(s) past due on {day}")
def is_past_due(context, borrower, days, day):
    """Days past due at the start of a day, counted from the oldest unpaid repayment.

    Example: Then Omar is 10 days past due on 24 March 2025
    """
    snapshot = context.world.arrears.snapshot(borrower, day)
    assert_that(snapshot.days_past_due, is_value(days), f"days past due of {borrower} on {shown(day)}")


@then("{person} is {money} in arrears on {day}, with a balance of {money}")
def is_in_arrears(context, borrower, arrears, day, balance):
    """What was past due and unpaid at the start of a day, and the principal still owed.

    Example: Then Omar is $1,250.00 in arrears on 24 March 2025, with a balance of $250,000.00
    """
    snapshot = context.world.arrears.snapshot(borrower, day)
    wanted = {"arrears": shown(arrears), "balance": shown(balance)}
    found = {"arrears": shown(snapshot.arrears), "balance": shown(snapshot.balance)}
    assert_that([found], has_exactly_rows([wanted]), f"{borrower}'s loan on {shown(day)}")


@then("{person} is {money} in arrears on {day}")
def is_so_far_in_arrears(context, borrower, arrears, day):
    """What was past due and unpaid at the start of a day.

    Example: Then Omar is $1,250.00 in arrears on 24 March 2025
    """
    snapshot = context.world.arrears.snapshot(borrower, day)
    assert_that(snapshot.arrears, is_value(arrears), f"arrears of {borrower} on {shown(day)}")


@then("{person}'s balance is {money} on {day}")
def balance_is(context, borrower, balance, day):
    """The principal still owed at the start of a day.

    Example: Then Omar's balance is $250,000.00 on 24 March 2025
    """
    snapshot = context.world.arrears.snapshot(borrower, day)
    assert_that(snapshot.balance, is_value(balance), f"balance of {borrower} on {shown(day)}")


@then("no arrears of {person} are recorded on {day}")
def nothing_is_recorded(context, borrower, day):
    """No snapshot was taken: the loan had nothing overdue at the start of the day, or was not funded.

    Example: Then no arrears of Omar are recorded on 24 March 2025
    """
    snapshots = [shown(one.arrears) for one in context.world.arrears.snapshots(borrower, day)]
    assert_none(
        "record of arrears", snapshots, among=f"what was recorded of {borrower}'s loan on {shown(day)}"
    )
