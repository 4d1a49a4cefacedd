"""Lines of bank files that may be money recorded by hand: a person decides."""

from applications.models import BankLine, Payment
from applications.payments.likeness import nearest_to
from applications.wording import day


def resemble(line: BankLine, alike: list[Payment]) -> bool:
    """Let a line in suspense resemble the nearest of these payments; returns whether one is near enough.

    `alike` are payments recorded by hand, of the line's loan and amount; the one that is taken leaves the
    list, because another line with the same amount is other money. The caller saves the line.
    """
    nearest = nearest_to(line.value_date, alike)
    if nearest is None:
        return False
    alike.remove(nearest)
    line.resembles = nearest
    line.reason = f"It looks like the payment of {day(nearest.value_date)} that was recorded by hand."
    return True
