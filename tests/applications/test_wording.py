"""How amounts, rates, days, counts and lists are written in sentences."""

from datetime import date
from decimal import Decimal

import pytest

from applications.wording import counted, day, listing, masked, money, percent, term


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "$0.00"),
        ("0.05", "$0.05"),
        ("999.9", "$999.90"),
        ("1250", "$1,250.00"),
        ("999999999999.99", "$999,999,999,999.99"),
    ],
)
def test_money_has_its_cents_and_its_thousands(amount, words):
    assert money(Decimal(amount)) == words


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        ("0", "0.00%"),
        ("6", "6.00%"),
        ("5.5000", "5.50%"),
        ("5.1250", "5.125%"),
        ("5.1234", "5.1234%"),
        ("100.0000", "100.00%"),
    ],
)
def test_a_rate_has_two_decimals_and_more_where_there_are_more(rate, words):
    assert percent(Decimal(rate)) == words


@pytest.mark.parametrize(
    ("value", "words"), [(date(2025, 3, 4), "4 March 2025"), (date(2024, 12, 31), "31 December 2024")]
)
def test_a_day_is_written_out(value, words):
    assert day(value) == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 lines"), (1, "1 line"), (2, "2 lines"), (1250, "1,250 lines")]
)
def test_only_one_of_something_is_singular(number, words):
    assert counted(number, "line") == words


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (1, "1 month"),
        (11, "11 months"),
        (12, "12 months (1 year)"),
        (20, "20 months (1 year 8 months)"),
        (25, "25 months (2 years 1 month)"),
        (360, "360 months (30 years)"),
    ],
)
def test_a_term_says_its_years(months, words):
    assert term(months) == words


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], ""),
        (["the amount"], "the amount"),
        (["the amount", "the term"], "the amount and the term"),
        (["the amount", "the term", "the rate"], "the amount, the term and the rate"),
        (("Omar", "Nora", "Olga", "Greta"), "Omar, Nora, Olga and Greta"),
    ],
)
def test_listing_ends_with_and(words, sentence):
    assert listing(words) == sentence


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("648188535", "••• 535"),
        ("062000-12345678", "••• 678"),
        ("1234567", "••• 567"),
        # Three digits of so few would be half of the number or more.
        ("123456", "•••"),
        ("12", "•••"),
        ("", ""),
        (None, ""),
    ],
)
def test_masked_shows_at_most_the_last_three_digits(number, shown):
    assert masked(number) == shown
