"""How figures are kept: amounts as text with their cents, rates as text in percent with one decimal."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Protocol, TypeVar

from common.money import to_the_cent

TENTH = Decimal("0.1")


class Owned(Protocol):
    """What belongs to one BDM's applications."""

    @property
    def bdm_id(self) -> int | None: ...


Part = TypeVar("Part", bound=Owned)


def own_of(parts: Iterable[Part], bdm_id: int | None) -> list[Part]:
    """Those parts that belong to a BDM, or all of them where there is none: the whole book's."""
    return [part for part in parts if bdm_id is None or part.bdm_id == bdm_id]


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
