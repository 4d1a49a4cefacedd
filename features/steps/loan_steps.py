"""The terms of a loan, and the schedule of its repayments."""

from behave import given, then, when
from hamcrest import assert_that, contains_exactly, equal_to, has_entries, only_contains

from features.support.matchers import within_cents
from features.words import to_money
from timeskip.gherkin import column, rows


@given("{person}'s loan of {money} at {rate} for {int} months was paid out on {day}")
def was_paid_out(context, borrower, amount, rate, months, day):
    """A funded loan with these terms, repaid monthly; its schedule is not built yet.

    Example: Given Omar's loan of $100,000.00 at 6 % for 360 months was paid out on 31 January 2025
    """
    context.world.loans.pay_out(borrower, amount, rate, months, day)


@given("{person}'s loan is repaid {frequency}")
def is_repaid(context, borrower, frequency):
    """How often a repayment falls due: weekly, fortnightly, monthly, quarterly, yearly.

    Example: Given Omar's loan is repaid fortnightly
    """
    context.world.loans.change(borrower, frequency=frequency)


@given("{person}'s loan has been corrected to {money}")
def amount_is_corrected(context, borrower, amount):
    """The amount of a loan is another than was thought; its schedule is not built anew yet.

    Example: Given Omar's loan has been corrected to $90,000.00
    """
    context.world.loans.change(borrower, amount=amount)


@given("{person}'s loan has been corrected to {rate}")
def rate_is_corrected(context, borrower, rate):
    """The rate of a loan is another than was thought; its schedule is not built anew yet.

    Example: Given Omar's loan has been corrected to 6.25 %
    """
    context.world.loans.change(borrower, annual_rate=rate)


@given("{person}'s loan has been corrected to {int} months")
def term_is_corrected(context, borrower, months):
    """The term of a loan is another than was thought; its schedule is not built anew yet.

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
    """The request names no application that there is.

    Example: When a schedule is built for an application that does not exist
    """
    context.world.loans.build_for_nobody()


@then("{person}'s repayments are")
def repayments_are(context, borrower):
    """Every repayment in order, cancelled ones too.

    Columns: number, due, amount, interest, principal, owed, state.

    Example: Then Omar's repayments are (and a table: due | interest | principal)
    """
    known = ("number", "due", "amount", "interest", "principal", "owed", "state")
    expected = rows(context.table, known=known)
    assert_that(context.world.ledger.repayments(borrower), contains_exactly(*map(has_entries, expected)))


@then("{person}'s repayments agree within {int} cents with")
def repayments_agree(context, borrower, cents):
    """The interest and the principal of each repayment, in order; columns: interest, principal.

    Example: Then Omar's repayments agree within 2 cents with (and a table: interest | principal)
    """
    for part in ("interest", "principal"):
        published = [to_money(text) for text in column(context.table, part)]
        found = [one[part] for one in context.world.views.repayments(borrower)]
        assert_that(found, contains_exactly(*[within_cents(cents, amount) for amount in published]))


@then("each of {person}'s repayments but the last is {money}")
def each_but_the_last(context, borrower, amount):
    """The level repayment: interest and principal together.

    Example: Then each of Omar's repayments but the last is $599.55
    """
    *level, _ = context.world.views.repayments(borrower)
    assert_that([one["interest"] + one["principal"] for one in level], only_contains(amount))


@then("{person}'s last repayment is {money}")
def last_repayment_is(context, borrower, amount):
    """The last repayment: interest and principal together.

    Example: Then Omar's last repayment is $600.00
    """
    last = context.world.views.repayments(borrower)[-1]
    assert_that(last["interest"] + last["principal"], equal_to(amount))


@then("the interest of {person}'s repayments adds up to {money}")
def interest_adds_up(context, borrower, amount):
    """What the loan costs over its whole term.

    Example: Then the interest of Omar's repayments adds up to $115,838.45
    """
    assert_that(sum(one["interest"] for one in context.world.views.repayments(borrower)), equal_to(amount))


@then("{person}'s loan is closed")
def is_closed(context, borrower):
    """Every repayment of the loan is paid.

    Example: Then Omar's loan is closed
    """
    assert_that(context.world.ledger.is_closed(borrower), equal_to(True))


@then("{person}'s loan is not closed")
def is_not_closed(context, borrower):
    """Something is still to be paid, or the loan is not funded.

    Example: Then Omar's loan is not closed
    """
    assert_that(context.world.ledger.is_closed(borrower), equal_to(False))
