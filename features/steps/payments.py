"""Payments and fees."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import is_value
from features.words import to_money
from timeskip.gherkin import cells, to_day


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
    context.world.payments.charge(borrower, kind, amount, due)


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
    """Somebody imports a bank file with one payment of today; the CRM takes payments from bank files only.

    Example: When Ada records Omar's payment of $1,250.00
    Example: Given Ada has recorded Omar's payment of $1,250.00
    """
    context.world.bank_files.record(who, context.world.applications.of(borrower).reference, amount)


@then("{person}'s payment of {money} was recorded by {person}")
def was_recorded_by(context, borrower, amount, who):
    """Who imported the bank file of a payment, or took it out of suspense.

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
