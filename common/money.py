"""Amounts of money: dollars, to the cent."""

from decimal import ROUND_HALF_EVEN, Decimal

from django.db.models import DecimalField
from django.db.models.expressions import Combinable
from django.db.models.functions import Round

CENT = Decimal("0.01")
AMOUNT = DecimalField(max_digits=14, decimal_places=2)  # the type of an amount in a query


def to_the_cent(amount: Decimal) -> Decimal:
    """The amount rounded to the cent, half to even."""
    return amount.quantize(CENT, ROUND_HALF_EVEN)


def rounded_to_the_cent(amount: Combinable) -> Round:
    """Likewise in a query: SQLite calculates with floats, and would leave a fraction of a cent."""
    return Round(amount, precision=2, output_field=AMOUNT)
