"""What happened before the story begins."""

from behave import given

from timeskip.gherkin import rows


@given("{person}'s applications have this past")
def have_this_past(context, broker):
    """Applications and their moves, oldest first; a row with an amount opens an application. Nobody is told.

    The column at has moments such as Monday 3 March 2025 10:00.
    Columns: borrower, amount, stage, at.

    Example: Given Bella's applications have this past (and a table: borrower | amount | stage | at)
    """
    moves = rows(context.table, known=("borrower", "amount", "stage", "at"))
    context.world.history.add_moves(broker, moves)


@given("{person}'s borrowers owe these repayments")
def owe_these(context, broker):
    """Repayments of loans that were funded long ago; who is not in the story yet gets a loan.

    Columns: borrower, due, principal, interest.

    Example: Given Bella's borrowers owe these repayments (and a table: borrower | due | principal | interest)
    """
    repayments = rows(context.table, known=("borrower", "due", "principal", "interest"))
    context.world.history.add_repayments(broker, repayments)


@given("{person} has {int} more borrowers who owe {money} on {day}")
def has_more_borrowers(context, broker, count, amount, due):
    """Any number of loans that were funded long ago, of which one repayment each is due.

    Example: Given Bella has 500 more borrowers who owe $100.00 on 14 March 2025
    """
    context.world.history.add_loans(broker, count, amount, due)
