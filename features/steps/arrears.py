"""How far behind each loan is."""

from behave import then, when
from hamcrest import (
    assert_that,
    equal_to,
    has_key,
    has_properties,
    not_,
)


@when("the arrears are put down again")
def put_down_again(context):
    """What was asked for in the night is asked for a second time, and delivered twice.

    Example: When the arrears are put down again
    """
    context.world.arrears.record_again()


@then("{int} loan(s) is/are put down on {day}")
def loans_are_put_down(context, count, day):
    """How many loans it was put down of how far behind they were as a day began.

    Example: Then 501 loans are put down on 15 March 2025
    """
    assert_that(context.world.arrears.count_snapshots(day), equal_to(count))


@then("{person} is {int} day(s) past due on {day}")
def is_past_due(context, borrower, days, day):
    """How far behind a loan was as a day began, counted from its oldest unpaid repayment.

    Example: Then Omar is 10 days past due on 24 March 2025
    """
    snapshots = context.world.arrears.snapshots(borrower)
    assert_that(snapshots, has_key(day))
    assert_that(snapshots[day].days_past_due, equal_to(days), f"days past due of {borrower}")


@then("{person} is {money} in arrears on {day}, with a balance of {money}")
def is_in_arrears(context, borrower, arrears, day, balance):
    """What was past due and unpaid as a day began, and the principal still owed.

    Example: Then Omar is $1,250.00 in arrears on 24 March 2025, with a balance of $250,000.00
    """
    snapshots = context.world.arrears.snapshots(borrower)
    assert_that(snapshots, has_key(day))
    assert_that(snapshots[day], has_properties(arrears=arrears, balance=balance))


@then("nothing is put down of {person}'s arrears on {day}")
def nothing_is_put_down(context, borrower, day):
    """A loan that owed nothing as a day began, or was not funded.

    Example: Then nothing is put down of Omar's arrears on 24 March 2025
    """
    assert_that(context.world.arrears.snapshots(borrower), not_(has_key(day)))
