"""A loan book with a past, and how far behind its loans are."""

from behave import given, then, when
from hamcrest import assert_that, equal_to, has_key, has_properties, not_

from timeskip.gherkin import rows


@given("{person}'s applications have this past")
def have_this_past(context, broker):
    """Applications and their moves, oldest first; a row with an amount opens an application. Nobody is told.

    Example: Given Bella's applications have this past (and a table: borrower | amount | stage | at)
    """
    moves = rows(context.table, known=("borrower", "amount", "stage", "at"))
    context.world.book.write_moves(broker, moves)


@given("{person}'s borrowers owe these repayments")
def owe_these(context, broker):
    """Repayments of loans that were funded long ago; who is not in the story yet gets a loan.

    Example: Given Bella's borrowers owe these repayments (and a table: borrower | due | principal | interest)
    """
    repayments = rows(context.table, known=("borrower", "due", "principal", "interest"))
    context.world.book.write_repayments(broker, repayments)


@given("{person} has {int} more borrowers who owe {money} on {day}")
def has_more_borrowers(context, broker, count, amount, due):
    """Any number of loans that were funded long ago, of which one repayment each is due.

    Example: Given Bella has 500 more borrowers who owe $100.00 on 14 March 2025
    """
    context.world.book.add_loans(broker, count, amount, due)


@given("these payments have arrived")
def have_arrived(context):
    """Payments recorded now, with the days of their value, and perhaps the days on which they bounced.

    Example: Given these payments have arrived (and a table: borrower | amount | value date | bounced)
    """
    payments = rows(context.table, known=("borrower", "amount", "value date", "bounced"))
    context.world.book.write_payments(payments)


@given("{person}'s payment of {money} with value date {day} has arrived")
@when("{person}'s payment of {money} with value date {day} arrives")
def arrives(context, borrower, amount, value_date):
    """Money is recorded now that has its value on another day.

    Example: When Omar's payment of $1,250.00 with value date 28 March 2025 arrives
    Example: Given Omar's payment of $1,250.00 with value date 28 March 2025 has arrived
    """
    context.world.book.pay(borrower, amount, value_date)


@given("it is recorded now that {person}'s payment bounced on {day}")
def bounced_on(context, borrower, day):
    """The latest payment for a loan is reversed, with a value date of its own.

    Example: Given it is recorded now that Omar's payment bounced on 17 March 2025
    """
    context.world.book.bounce(borrower, day)


@given("{person}'s repayment on {day} has been cancelled")
def has_been_cancelled(context, borrower, due):
    """A repayment that does not count any more.

    Example: Given Omar's repayment on 14 March 2025 has been cancelled
    """
    context.world.book.cancel(borrower, due)


@given("{person}'s {string} was handed in on {moment}")
def was_handed_in(context, borrower, item, moment):
    """When a document of a complete file was put in.

    Example: Given Omar's "identification" was handed in on Tuesday 1 April 2025 00:00
    """
    context.world.book.hand_in(borrower, item, moment)


@when("the arrears are put down again")
def put_down_again(context):
    """What was asked for in the night is asked for a second time, and delivered twice.

    Example: When the arrears are put down again
    """
    context.world.book.put_down_again()


@then("{int} loan(s) is/are put down on {day}")
def loans_are_put_down(context, count, day):
    """How many loans it was put down of how far behind they were as a day began.

    Example: Then 501 loans are put down on 15 March 2025
    """
    assert_that(context.world.book.count_snapshots(day), equal_to(count))


@then("{person} is {int} day(s) past due on {day}")
def is_past_due(context, borrower, days, day):
    """How far behind a loan was as a day began, counted from its oldest unpaid repayment.

    Example: Then Omar is 10 days past due on 24 March 2025
    """
    snapshots = context.world.book.snapshots(borrower)
    assert_that(snapshots, has_key(day))
    assert_that(snapshots[day].days_past_due, equal_to(days), f"days past due of {borrower}")


@then("{person} is {money} in arrears on {day}, with a balance of {money}")
def is_in_arrears(context, borrower, arrears, day, balance):
    """What was past due and unpaid as a day began, and the principal still owed.

    Example: Then Omar is $1,250.00 in arrears on 24 March 2025, with a balance of $250,000.00
    """
    snapshots = context.world.book.snapshots(borrower)
    assert_that(snapshots, has_key(day))
    assert_that(snapshots[day], has_properties(arrears=arrears, balance=balance))


@then("nothing is put down of {person}'s arrears on {day}")
def nothing_is_put_down(context, borrower, day):
    """A loan that owed nothing as a day began, or was not funded.

    Example: Then nothing is put down of Omar's arrears on 24 March 2025
    """
    assert_that(context.world.book.snapshots(borrower), not_(has_key(day)))
