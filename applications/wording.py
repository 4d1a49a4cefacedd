"""How figures and lists stand in sentences."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal


def money(amount: Decimal) -> str:
    """$1,250.00"""
    return f"${amount:,.2f}"


def day(value: date) -> str:
    """14 March 2025"""
    return f"{value.day} {value:%B %Y}"


def listing(words: Sequence[str]) -> str:
    """the amount, the term and the rate"""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def masked(number: str | None) -> str:
    """A tax file or account number of which the last three digits can be seen; empty where there is none."""
    return f"••• {number[-3:]}" if number else ""
