"""Amounts as people write them."""

from decimal import Decimal

import pytest

from common.money import written_amount


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("$1,250.00", "1250.00"),
        (" $ 1,250 ", "1250"),
        ("1250.5", "1250.5"),
        ("1,234,567,890.12", "1234567890.12"),
        ("0", "0"),
    ],
)
def test_an_amount_keeps_the_decimal_places_that_were_written(written, amount):
    assert str(written_amount(written)) == str(Decimal(amount))


@pytest.mark.parametrize(
    "written",
    ["", "Omar", "1,25", "12,50.00", "1,2500", "1.250,00", "1e3", "-5", "$", "1.", ".5", "٣"],
)
def test_other_words_are_no_amount(written):
    assert written_amount(written) is None
