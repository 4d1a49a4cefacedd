"""Lines of bank files, as tables show them."""

from applications.models import BankLine
from features.doors.protocol import Row


def as_row(line: BankLine) -> Row:
    """Return a line as a table shows it."""
    return {
        "line": str(line.line_number),
        "amount": f"${line.amount:,.2f}",
        "reference": line.reference,
        "state": line.state,
        "reason": line.set_aside_because or line.reason,
    }
