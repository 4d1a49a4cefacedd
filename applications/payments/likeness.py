"""When a payment that a person records and a line of a bank file may be the same money."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar

# The bank's day of a payment and the day that a person enters may differ by a weekend and public holidays.
NEAR = timedelta(days=5)


class Dated(Protocol):
    """A payment, or a line of a bank file."""

    value_date: date


AnyDated = TypeVar("AnyDated", bound=Dated)


def nearest_to(value_date: date, alike: Iterable[AnyDated]) -> AnyDated | None:
    """Of what has the same amount and is for the same loan, what may be the same money as that of a day.

    It is the one whose day is nearest, NEAR apart at most; None where none is.
    """
    near = [one for one in alike if abs(one.value_date - value_date) <= NEAR]
    return min(near, key=lambda one: abs(one.value_date - value_date), default=None)
