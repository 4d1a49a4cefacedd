"""Amounts of money: dollars, to the cent."""

import re
from decimal import ROUND_HALF_EVEN, Decimal

from django.db.models import DecimalField
from django.db.models.expressions import Combinable
from django.db.models.functions import Round

CENT = Decimal("0.01")
AMOUNT = DecimalField(max_digits=14, decimal_places=2)  # the type of an amount in a query
# A number in digits: Decimal also reads exponents, underscores and words such as NaN.
DIGITS = re.compile(r"\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)\s*")
WRITTEN = re.compile(r"\$?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")


def written_amount(words: str) -> Decimal | None:
    """The amount that somebody wrote, as $1,250.00, 1,250 or 1250.5; None where the words are no amount.

    It has the decimal places that were written.
    """
    written = WRITTEN.fullmatch(words.strip())
    return written and Decimal(written[1].replace(",", "") + (written[2] or ""))


def is_in_digits(typed: object) -> bool:
    """Whether a number was typed in digits; an exponent makes a large amount of a slip. What is not text was
    not typed."""
    return not isinstance(typed, str) or bool(DIGITS.fullmatch(typed))


def to_the_cent(amount: Decimal) -> Decimal:
    """The amount rounded to the cent, half to even."""
    return amount.quantize(CENT, ROUND_HALF_EVEN)


def rounded_to_the_cent(amount: Combinable) -> Round:
    """Likewise in a query: SQLite calculates with floats, and would leave a fraction of a cent."""
    return Round(amount, precision=2, output_field=AMOUNT)
