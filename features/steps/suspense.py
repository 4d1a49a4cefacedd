"""Money in suspense: lines of bank files that wait for a person."""

from behave import given, then, when
from hamcrest import assert_that

from features.drivers.matchers import assert_none
from features.drivers.table_matchers import has_exactly_rows
from timeskip.gherkin import rows


@then("{person} sees in suspense")
def sees_in_suspense(context, who):
    """Lines in suspense that somebody sees, oldest first.

    Columns: line, amount, reference, state, reason.

    Example: Then Ada sees in suspense (and a table: amount | reference | reason)
    """
    expected = rows(context.table, known=("line", "amount", "reference", "state", "reason"))
    assert_that(
        context.world.suspense.seen_by(who),
        has_exactly_rows(expected),
        f"the lines in suspense that {who} sees",
    )


@then("{person} sees nothing in suspense")
def sees_nothing(context, who):
    """No line in suspense that somebody may see.

    Example: Then Ben sees nothing in suspense
    """
    lines = [one["reference"] for one in context.world.suspense.seen_by(who)]
    assert_none("line", lines, among=f"the lines in suspense that {who} sees")


@given("{person} has booked the line {string} to the loan {string}")
@when("{person} books the line {string} to the loan {string}")
def books_to(context, who, reference, loan):
    """Somebody books a line in suspense to a loan; the line is named by its reference.

    Example: When Ada books the line "Omar, March" to the loan "HL-OMAR"
    Example: Given Ada has booked the line "Omar, March" to the loan "HL-OMAR"
    """
    context.world.suspense.resolve(who, reference, loan)


@given("{person} has booked the line {string} to the loan {string} all the same")
@when("{person} books the line {string} to the loan {string} all the same")
def books_all_the_same(context, who, reference, loan):
    """Somebody assigns a line in suspense to a loan and says that it is not what was recorded by hand.

    Example: When Ada books the line "Omar, March" to the loan "HL-OMAR" all the same
    Example: Given Ada has booked the line "Omar, March" to the loan "HL-OMAR" all the same
    """
    context.world.suspense.resolve_all_the_same(who, reference, loan)


@given("{person} has booked the line {string} to a loan with the invisible character {unseen}")
@when("{person} books the line {string} to a loan with the invisible character {unseen}")
def books_to_unseen(context, who, reference, character):
    """Somebody books a line to a loan into whose reference a character was pasted that nobody sees.

    Example: When Ada books the line "Omar, March" to a loan with the invisible character U+FEFF
    Example: Given Ada has booked the line "Omar, March" to a loan with the invisible character U+200C
    """
    context.world.suspense.resolve(who, reference, f"Soon{character}")


@given("{person} has said that the line {string} is the payment recorded by hand")
@when("{person} says that the line {string} is the payment recorded by hand")
def says_it_is_the_same(context, who, reference):
    """Somebody says that a line in suspense is the money that was recorded by hand; nothing is booked.

    Example: When Ada says that the line "HL-OMAR" is the payment recorded by hand
    Example: Given Ada has said that the line "HL-OMAR" is the payment recorded by hand
    """
    context.world.suspense.confirm(who, reference)


@given("{person} has taken {person}'s payment of {money} back by the dishonour {string}")
@when("{person} takes {person}'s payment of {money} back by the dishonour {string}")
def takes_back(context, who, borrower, amount, reference):
    """Somebody chooses the payment that a dishonour in suspense takes back, naming the line by its reference.

    Example: When Ada takes Omar's payment of $1,250.00 back by the dishonour "Unpaid"
    Example: Given Ada has taken Omar's payment of $1,250.00 back by the dishonour "Unpaid"
    """
    context.world.suspense.take_back(who, reference, context.world.payments.received(borrower, amount))


@given("{person} has set the line {string} aside because {string}")
@when("{person} sets the line {string} aside because {string}")
def sets_aside(context, who, reference, reason):
    """Somebody takes a line out of suspense without moving money.

    Example: When Ada sets the line "House" aside because "Paid back to the payer"
    Example: Given Ada has set the line "House" aside because "Paid back to the payer"
    """
    context.world.suspense.set_aside(who, reference, reason)


@given("{person} has put the line {string} back into suspense")
@when("{person} puts the line {string} back into suspense")
def puts_back(context, who, reference):
    """Somebody puts a line that was set aside back into suspense.

    Example: When Ada puts the line "House" back into suspense
    Example: Given Ada has put the line "House" back into suspense
    """
    context.world.suspense.put_back(who, reference)
