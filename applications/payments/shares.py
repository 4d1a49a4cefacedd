"""How money is shared among what is owed."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol, TypeVar


class Obligation(Protocol):
    """Something that owes an amount."""

    owed: Decimal


Owing = TypeVar("Owing", bound=Obligation)


def shares_of(amount: Decimal, obligations: Iterable[Owing]) -> list[tuple[Owing, Decimal]]:
    """Each obligation's share, in their order, until the money is used up; what is left belongs to none."""
    shares = []
    for obligation in obligations:
        share = min(amount, obligation.owed)
        shares.append((obligation, share))
        amount -= share
        if not amount:
            break
    return shares
