"""How amounts, rates, days, counts and lists are written in sentences."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

VISIBLE_DIGITS = 3  # of a masked number


def money(amount: Decimal) -> str:
    """$1,250.00"""
    return f"${amount:,.2f}"


def percent(rate: Decimal) -> str:
    """6.00%, or 5.125%: two decimals, and more where there are more."""
    whole, _, decimals = f"{rate:.4f}".partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}%"


def day(value: date) -> str:
    """14 March 2025"""
    return f"{value.day} {value:%B %Y}"


def counted(number: int, noun: str) -> str:
    """1 line, 1,250 lines"""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def term(months: int) -> str:
    """7 months, 20 months (1 year 8 months), 300 months (25 years)"""
    years, rest = divmod(months, 12)
    parts = [counted(number, noun) for number, noun in ((years, "year"), (rest, "month")) if number]
    return f"{counted(months, 'month')} ({' '.join(parts)})" if years else counted(months, "month")


def listing(words: Sequence[str]) -> str:
    """the amount, the term and the rate; empty without words"""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def masked(number: str | None) -> str:
    """A tax file or account number of which at most the last three digits can be seen; empty without one."""
    if not number:
        return ""
    return f"••• {number[-VISIBLE_DIGITS:]}" if len(number) > 2 * VISIBLE_DIGITS else "•••"


def in_a_sentence(role: str) -> str:
    """admin, and BDM, which is an abbreviation"""
    return role if role.isupper() else role.lower()
