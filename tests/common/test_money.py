"""Amounts as people write them."""

from decimal import Decimal

import pytest

from common.money import is_in_digits, written_amount


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


@pytest.mark.parametrize("typed", ["1250", " 1250.50 ", "-5", "+5", "1.", ".5", 1e9, Decimal("1E+9"), None])
def test_numbers_in_digits(typed):
    assert is_in_digits(typed)


@pytest.mark.parametrize("typed", ["1e9", "1E+9", "1_000", "NaN", "Infinity", "٣", "", "-", ".", "1,250"])
def test_what_is_not_typed_in_digits(typed):
    assert not is_in_digits(typed)
