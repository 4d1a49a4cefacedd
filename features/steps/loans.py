"""Loans: their terms and their schedules."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import is_value


@given("{person}'s loan is over {count} month(s) at {float} percent")
def loan_is_over(context, borrower, months, rate):
    """The term and the annual rate of a loan; otherwise 360 months at 6 percent.

    Example: Given Omar's loan is over 12 months at 4.5 percent
    """
    context.world.loans.has_terms(borrower, term_months=months, annual_rate=str(rate))


@given("{person}'s loan is repaid quarterly over {count} months")
def is_repaid_quarterly(context, borrower, months):
    """The term of a loan that is repaid every three months instead of every month.

    Example: Given Omar's loan is repaid quarterly over 12 months
    """
    context.world.loans.has_terms(borrower, term_months=months, frequency="quarterly")


@given("{person}'s funding date is {day}")
def funding_date_is(context, borrower, day):
    """The day on which a loan is to be funded; repayments are counted from it.

    Example: Given Omar's funding date is 31 January 2025
    """
    context.world.loans.change(borrower, funding_date=day)


@given("{person}'s property is valued at {amount}")
def is_valued_at(context, borrower, valuation):
    """The valuation of an application; otherwise $400,000.00.

    Example: Given Omar's property is valued at $412,300.00
    """
    context.world.loans.change(borrower, valuation=valuation)


@given("{person}'s loan of {amount} at {rate} for {count} months was funded on {day}")
def was_funded(context, borrower, amount, rate, months, day):
    """A funded loan with these terms, repaid monthly; its schedule is not built yet.

    Example: Given Omar's loan of $100,000.00 at 6 % for 360 months was funded on 31 January 2025
    """
    context.world.loans.fund(borrower, amount, rate, months, day)


@given("{person}'s loan is repaid {frequency}")
def is_repaid(context, borrower, frequency):
    """How often a repayment falls due: weekly, fortnightly, monthly, quarterly, yearly.

    Example: Given Omar's loan is repaid fortnightly
    """
    context.world.loans.change(borrower, frequency=frequency)


@given("{person}'s loan has been corrected to {amount}")
@when("{person}'s loan is corrected to {amount}")
def amount_is_corrected(context, borrower, amount):
    """The amount of a loan is another than was thought; its schedule is not built anew yet.

    Example: When Omar's loan is corrected to $90,000.00
    Example: Given Omar's loan has been corrected to $90,000.00
    """
    context.world.loans.change(borrower, amount=amount)


@given("{person}'s loan has been corrected to {rate}")
@when("{person}'s loan is corrected to {rate}")
def rate_is_corrected(context, borrower, rate):
    """The rate of a loan is another than was thought; its schedule is not built anew yet.

    Example: When Omar's loan is corrected to 6.25 %
    Example: Given Omar's loan has been corrected to 6.25 %
    """
    context.world.loans.change(borrower, annual_rate=rate)


@given("{person}'s loan has been corrected to {count} months")
@when("{person}'s loan is corrected to {count} months")
def term_is_corrected(context, borrower, months):
    """The term of a loan is another than was thought; its schedule is not built anew yet.

    Example: When Omar's loan is corrected to 24 months
    Example: Given Omar's loan has been corrected to 24 months
    """
    context.world.loans.change(borrower, term_months=months)


@given("{person}'s schedule has been built")
@when("{person}'s schedule is built")
def schedule_is_built(context, borrower):
    """Brings a loan's repayments into line with its terms.

    Example: When Omar's schedule is built
    Example: Given Omar's schedule has been built
    """
    context.world.loans.build(borrower)


@when("a schedule is built for an application that does not exist")
def schedule_is_built_for_nobody(context):
    """The task gets an id that no application has.

    Example: When a schedule is built for an application that does not exist
    """
    context.world.loans.build_for_nobody()


@then("{person}'s loan is closed")
def is_closed(context, borrower):
    """Every repayment of the loan is paid.

    Example: Then Omar's loan is closed
    """
    assert_that(context.world.loans.is_closed(borrower), is_value(True), "is the loan closed?")


@then("{person}'s loan is not closed")
def is_not_closed(context, borrower):
    """Something is still to be paid, or the loan is not funded.

    Example: Then Omar's loan is not closed
    """
    assert_that(context.world.loans.is_closed(borrower), is_value(False), "is the loan closed?")
