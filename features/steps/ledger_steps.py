"""What was paid of what is owed, and what is left over."""

from behave import given, then
from hamcrest import assert_that, equal_to


@given("{person} owes a {string} fee of {money} on {day}")
def owes_a_fee(context, borrower, kind, amount, due):
    """A fee on a loan falls due.

    Example: Given Omar owes a "Valuation" fee of $300.00 on 14 March 2025
    """
    context.world.ledger.charge(borrower, kind, amount, due)


@then("{person}'s repayment on {day} is {standing}")
def repayment_stands(context, borrower, due, standing):
    """How a repayment stands today: scheduled, due, partly paid, overdue, paid, paid late or cancelled.

    Example: Then Omar's repayment on 14 March 2025 is overdue
    """
    assert_that(context.world.ledger.standing(borrower, due), equal_to(standing))


@then("{person} still owes {money} on {day}")
def still_owes(context, borrower, amount, due):
    """What remains of the repayment of a day.

    Example: Then Omar still owes $250.00 on 14 March 2025
    """
    assert_that(context.world.ledger.owed(borrower, due), equal_to(amount))


@then("{person} still owes {money} of the {string} fee")
def still_owes_of_fee(context, borrower, amount, kind):
    """What remains of a fee.

    Example: Then Omar still owes $50.00 of the "Valuation" fee
    """
    assert_that(context.world.ledger.fee_owed(borrower, kind), equal_to(amount))


@then("{money} of {person}'s money is in suspense")
def is_left_over(context, amount, borrower):
    """What was paid for a loan and found nothing to pay.

    Example: Then $750.00 of Omar's money is in suspense
    """
    assert_that(context.world.ledger.left_over(borrower), equal_to(amount))
