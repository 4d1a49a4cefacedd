"""The columns of a bank file, in order, and how each is read; a ValueError says what is wrong with it."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from applications.payments.lines import LineKind
from applications.payments.value_dates import wrong_with

CURRENCY = "AUD"
LONGEST_REFERENCE = 100  # characters
LONGEST_QUOTE = 30  # characters of a wrong field that its fault repeats

AMOUNT = re.compile(r"[0-9]{1,12}\.[0-9]{2}")
TOO_LARGE = re.compile(r"-?[0-9]{13,}\.[0-9]{2}")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ACCOUNT = re.compile(r"[0-9][0-9 -]{2,32}[0-9]")
# Without the # by which a dishonour names a line that has no id.
TRANSACTION = re.compile(r"[0-9A-Za-z._:/-]{1,60}")
ORIGINAL = re.compile(rf"{TRANSACTION.pattern}|{DATE.pattern}#[1-9][0-9]{{0,5}}")


def read_kind(text: str) -> LineKind:
    """payment or dishonour"""
    if text not in LineKind.values:
        raise ValueError(f"“{_short(text)}” is not a kind of record. Use payment, dishonour or total.")
    return LineKind(text)


def read_account(text: str) -> str:
    """An account number without its spaces and hyphens; a fault does not repeat it."""
    if not ACCOUNT.fullmatch(text):
        raise ValueError("The account must be a number of 4 to 34 digits, spaces and hyphens.")
    return re.sub("[ -]", "", text)


def read_date(text: str) -> date:
    """2025-03-14"""
    try:
        return date.fromisoformat(text if DATE.fullmatch(text) else "")
    except ValueError:
        raise ValueError(f"“{_short(text)}” is not a date. Write it like 2025-03-14.") from None


def read_amount(text: str) -> Decimal:
    """1250.00: more than nothing, with both its cents and nothing else"""
    if TOO_LARGE.fullmatch(text):
        raise ValueError("The amount has more than 12 digits before the point.")
    if not AMOUNT.fullmatch(text):
        raise ValueError(f"“{_short(text)}” is not an amount. Write it like 1250.00.")
    if not Decimal(text):
        raise ValueError("The amount must be greater than 0.00.")
    return Decimal(text)


def read_currency(text: str) -> str:
    """AUD"""
    if text != CURRENCY:
        raise ValueError(f"“{_short(text)}” is not the currency. All amounts must be in {CURRENCY}.")
    return text


def read_reference(text: str) -> str:
    """What the payer wrote, perhaps nothing."""
    if len(text) > LONGEST_REFERENCE:
        raise ValueError(f"The reference is longer than {LONGEST_REFERENCE} characters.")
    return " ".join(text.split())


def read_transaction(text: str) -> str:
    """The bank's id of the line, or nothing."""
    if text and not TRANSACTION.fullmatch(text):
        raise ValueError("The transaction id may have up to 60 characters: letters, digits and . _ : / -")
    return text


def read_original(text: str) -> str:
    """The transaction id of the line that a dishonour takes back, or its day and ordinal: 2025-03-14#1"""
    if text and not ORIGINAL.fullmatch(text):
        raise ValueError("The original must be a transaction id, or a day and number like 2025-03-14#1.")
    if "#" in text:
        read_date(text.partition("#")[0])
    return text


COLUMNS: dict[str, Callable[[str], object]] = {
    "record": read_kind,
    "account": read_account,
    "date": read_date,
    "amount": read_amount,
    "currency": read_currency,
    "reference": read_reference,
    "transaction_id": read_transaction,
    "original": read_original,
}


def faults_of(row: dict, *, today: date) -> list[str]:
    """What is wrong with a row although each of its fields could be read; a field that couldn't is absent."""
    reasons = []
    if "date" in row and (wrong := wrong_with(row["date"], today=today)):
        reasons.append(wrong)
    if row.get("record") == LineKind.DISHONOUR and row.get("original") == "":
        reasons.append("A dishonour must name the original line.")
    if row.get("record") == LineKind.PAYMENT and row.get("original"):
        reasons.append("A payment cannot name an original line.")
    return reasons


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
