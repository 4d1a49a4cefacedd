"""How figures are kept: amounts as text with their cents, rates as text in percent with one decimal."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal

from common.money import to_the_cent

TENTH = Decimal("0.1")


@dataclass
class Tally:
    """How many, and how much in dollars."""

    count: int = 0
    amount: Decimal = field(default_factory=Decimal)

    def add(self, amount: Decimal) -> None:
        self.count += 1
        self.amount += amount

    def figures(self) -> dict:
        return {"count": self.count, "amount": cents(self.amount)}


def cents(amount: Decimal) -> str:
    """1250.00"""
    return str(to_the_cent(amount))


def tenths(value: Decimal) -> str:
    """4.5"""
    return str(value.quantize(TENTH, ROUND_HALF_EVEN))


def rate(part: Decimal | int, whole: Decimal | int) -> str | None:
    """`part` of `whole` in percent; None where there is nothing to be a part of."""
    return tenths(100 * Decimal(part) / Decimal(whole)) if whole else None
