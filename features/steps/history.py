"""What happened before the story begins."""

from behave import given

from features.words import STAGES, to_amount, to_money
from timeskip.gherkin import cells, one_of, to_day, to_moment


@given("{person}'s applications have this past")
def have_this_past(context, broker):
    """Applications and their moves, oldest first; a row with an amount opens an application. Nobody is told.

    The column at has moments such as Monday 3 March 2025 10:00.
    Columns: borrower, amount, stage, at.

    Example: Given Bella's applications have this past (and a table: borrower | amount | stage | at)
    """
    columns = {"borrower": str, "amount": to_amount, "stage": one_of(STAGES, "stage"), "at": to_moment}
    moves = cells(context.table, columns, optional=("amount",))
    context.world.history.add_moves(broker, moves)


@given("{person}'s borrowers owe these repayments")
def owe_these(context, broker):
    """Repayments of loans that were funded long ago; who is not in the story yet gets a loan.

    Columns: borrower, due, principal, interest.

    Example: Given Bella's borrowers owe these repayments (and a table: borrower | due | principal | interest)
    """
    columns = {"borrower": str, "due": to_day, "principal": to_money, "interest": to_money}
    repayments = cells(context.table, columns)
    context.world.history.add_repayments(broker, repayments)


@given("{person} has {count} more borrowers who owe {amount} on {day}")
def has_more_borrowers(context, broker, count, amount, due):
    """Any number of loans that were funded long ago, of which one repayment each is due.

    Example: Given Bella has 500 more borrowers who owe $100.00 on 14 March 2025
    """
    context.world.history.add_loans(broker, count, amount, due)
