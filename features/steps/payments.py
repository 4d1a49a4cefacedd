"""Payments and fees."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import is_value
from features.drivers.table_matchers import has_exactly_rows
from features.words import to_money
from timeskip.gherkin import cells, rows, to_day


@given("these payments have arrived")
def have_arrived(context):
    """Payments recorded now, with their value dates and, where they bounced, the dates of that.

    Columns: borrower, amount, value date, bounced.

    Example: Given these payments have arrived (and a table: borrower | amount | value date | bounced)
    """
    columns = {"borrower": str, "amount": to_money, "value date": to_day, "bounced": to_day}
    context.world.payments.record_all(cells(context.table, columns, optional=("bounced",)))


@given("{person}'s payment of {money} with value date {day} has arrived")
@when("{person}'s payment of {money} with value date {day} arrives")
def arrives(context, borrower, amount, value_date):
    """A payment is recorded now with another value date.

    Example: When Omar's payment of $1,250.00 with value date 28 March 2025 arrives
    Example: Given Omar's payment of $1,250.00 with value date 28 March 2025 has arrived
    """
    context.world.payments.record(borrower, amount, value_date)


@given("it is recorded now that {person}'s payment bounced on {day}")
def bounced_on(context, borrower, day):
    """The latest payment for a loan is reversed, with a value date of its own.

    Example: Given it is recorded now that Omar's payment bounced on 17 March 2025
    """
    context.world.payments.bounce(borrower, day)


@given("{person} owes a {string} fee of {amount} on {day}")
def owes_a_fee(context, borrower, kind, amount, due):
    """A fee on a loan falls due.

    Example: Given Omar owes a "Valuation" fee of $300.00 on 14 March 2025
    """
    context.world.payments.owe_fee(borrower, kind, amount, due)


@given("{person} has charged {person} a {string} fee of {money} due on {day}")
@when("{person} charges {person} a {string} fee of {money} due on {day}")
def charges(context, who, borrower, kind, amount, due):
    """Somebody charges a fee on an application.

    Example: When Ben charges Omar a "Valuation" fee of $300.00 due on 28 March 2025
    Example: Given Ben has charged Omar a "Valuation" fee of $300.00 due on 28 March 2025
    """
    context.world.payments.charge(who, borrower, kind, amount, due)


@given("{person} has charged {person} a {string} fee of {money} due on {day}, in a request that came twice")
@when("{person} charges {person} a {string} fee of {money} due on {day}, in a request that comes twice")
def charges_twice(context, who, borrower, kind, amount, due):
    """A fee whose request arrives twice, as after a double click or a retry.

    Example: When Ben charges Omar a "Call" fee of $3.00 due on 1 May 2025, in a request that comes twice
    Example: Given Ben has charged Omar a "Call" fee of $3.00 due on 1 May 2025, in a request that came twice
    """
    context.world.payments.charge(who, borrower, kind, amount, due, times=2)


@then("{person}'s fees are")
def fees_are(context, borrower):
    """Every fee of an application, the first due first.

    Columns: kind, due, amount, owed.

    Example: Then Omar's fees are (and a table: kind | due | amount | owed)
    """
    expected = rows(context.table, known=("kind", "due", "amount", "owed"))
    assert_that(context.world.payments.fees(borrower), has_exactly_rows(expected), f"{borrower}'s fees")


@then("{person} still owes {money} of the {string} fee")
def still_owes_of_fee(context, borrower, amount, kind):
    """What remains of a fee.

    Example: Then Omar still owes $50.00 of the "Valuation" fee
    """
    assert_that(
        context.world.payments.fee_owed(borrower, kind),
        is_value(amount),
        f"what {borrower} owes of the “{kind}” fee",
    )


@then("{money} of {person}'s money is in suspense")
def is_left_over(context, amount, borrower):
    """Money paid for a loan that is not allocated to anything.

    Example: Then $750.00 of Omar's money is in suspense
    """
    assert_that(
        context.world.payments.left_over(borrower), is_value(amount), f"{borrower}'s money in suspense"
    )


@given("{person} has paid {money}")
@when("{person} pays {money}")
def pays(context, borrower, amount):
    """Money arrives for a loan today; it pays the oldest repayments first.

    Example: When Omar pays $1,250.00
    Example: Given Omar has paid $1,250.00
    """
    context.world.payments.pay_today(borrower, amount)


@given("{person} has recorded {person}'s payment of {money}")
@when("{person} records {person}'s payment of {money}")
def records(context, who, borrower, amount):
    """Somebody records a payment of today by hand.

    Example: When Ada records Omar's payment of $1,250.00
    Example: Given Ada has recorded Omar's payment of $1,250.00
    """
    context.world.payments.enter(who, borrower, amount)


@given("{person} has recorded {person}'s payment of {money} with value date {day}")
@when("{person} records {person}'s payment of {money} with value date {day}")
def records_dated(context, who, borrower, amount, value_date):
    """Somebody records a payment by hand that came in on another day.

    Example: When Ada records Omar's payment of $1,250.00 with value date 13 March 2025
    Example: Given Ada has recorded Omar's payment of $1,250.00 with value date 13 March 2025
    """
    context.world.payments.enter(who, borrower, amount, value_date)


@given("{person} has recorded {person}'s payment of {money} with value date {day} all the same")
@when("{person} records {person}'s payment of {money} with value date {day} all the same")
def records_all_the_same(context, who, borrower, amount, value_date):
    """Somebody records a payment by hand and says that it is not what a bank file has brought.

    Example: When Ada records Omar's payment of $1,250.00 with value date 13 March 2025 all the same
    Example: Given Ada has recorded Omar's payment of $1,250.00 with value date 13 March 2025 all the same
    """
    context.world.payments.enter_all_the_same(who, borrower, amount, value_date)


@given("{person} has recorded {person}'s payment of {money} in a request that came twice")
@when("{person} records {person}'s payment of {money} in a request that comes twice")
def records_twice(context, who, borrower, amount):
    """A payment whose request arrives twice, as after a double click or a retry.

    Example: When Ada records Omar's payment of $1,250.00 in a request that comes twice
    Example: Given Ada has recorded Omar's payment of $1,250.00 in a request that came twice
    """
    context.world.payments.enter(who, borrower, amount, times=2)


@given("{person} has recorded that {person}'s payment bounced on {day}")
@when("{person} records that {person}'s payment bounced on {day}")
def records_bounce(context, who, borrower, day):
    """Somebody records by hand that the latest payment for a loan has bounced.

    Example: When Ada records that Omar's payment bounced on 17 March 2025
    Example: Given Ada has recorded that Omar's payment bounced on 17 March 2025
    """
    context.world.payments.enter_bounce(who, borrower, day)


@then("{person} has made {int} payment(s)")
def has_made(context, borrower, count):
    """How many payments a loan has received, those that bounced included.

    Example: Then Omar has made 1 payment
    """
    assert_that(context.world.payments.count(borrower), is_value(count), f"payments of {borrower}'s")


@then("{person}'s payment of {money} was recorded by {person}")
def was_recorded_by(context, borrower, amount, who):
    """Who recorded a payment by hand, took it out of suspense, or imported its bank file.

    Example: Then Omar's payment of $1,250.00 was recorded by Ada
    """
    recorded_by = context.world.payments.recorded_by(borrower, amount)
    assert_that(recorded_by, is_value(who), f"who recorded that payment of {borrower}'s")


@given("{person}'s payment has bounced")
@when("{person}'s payment bounces")
def bounces(context, borrower):
    """The latest payment for a loan is reversed.

    Example: When Omar's payment bounces
    Example: Given Omar's payment has bounced
    """
    context.world.payments.bounce_today(borrower)
