"""What a breach calls a row, so that somebody finds it: an invariant that uses it `names` applications."""

from typing import Any

from features.drivers.shown import shown
from features.invariants.books import Books


def loan(books: Books, application_id: int) -> str:
    """A loan's reference."""
    row = books.by_id("applications").get(application_id)
    return row.reference if row else "a loan that is gone"


def repayment(books: Books, row: Any) -> str:
    """A repayment by its loan and due date."""
    return f"the repayment of {loan(books, row.application_id)} due on {shown(row.due_date)}"


def fee(books: Books, row: Any) -> str:
    """A fee by its loan, amount and due date."""
    return f"the fee of {shown(row.amount)} of {loan(books, row.application_id)} due on {shown(row.due_date)}"


def payment(books: Books, row: Any) -> str:
    """A payment or a reversal by its loan, amount and value date."""
    what = "payment" if row.direction == "received" else "reversal"
    return (
        f"the {what} of {shown(row.amount)} for {loan(books, row.application_id)} on {shown(row.value_date)}"
    )


def reminder(books: Books, row: Any) -> str:
    """A reminder by its rung and its repayment, which an invariant names, too."""
    of = books.by_id("repayments").get(row.repayment_id)
    named = repayment(books, of) if of else "a repayment that is gone"
    return f"rung {row.rung:+d} of {named}"
