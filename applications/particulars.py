"""Particulars of the people in a loan: how numbers are written, and which answers are possible."""

import re
from collections.abc import Mapping
from datetime import date

from applications.refusals import NotPossible, Refusal
from applications.wording import day
from common.text import require_line
from users.addresses import LONGEST, wire_form

# Field → what messages and the audit trail call it, after the person's name.
PARTICULARS = {
    "name": "name",
    "kind": "kind",
    "email": "e-mail address",
    "birth_date": "birth date",
    "annual_income": "income",
    "tax_file_number": "tax file number",
    "account_number": "account number",
}
LONGEST_TEXT = {"name": 150, "email": LONGEST}  # characters
COMPANY = "company"
KINDS = ("individual", COMPANY)
EARLIEST_BIRTH = date(1900, 1, 1)
# The check digit of a tax file number: the digits, each times its weight, add up to a multiple of 11.
# Source: https://en.wikipedia.org/wiki/Tax_file_number
WEIGHTS = {8: (10, 7, 8, 4, 6, 3, 5, 1), 9: (1, 4, 3, 7, 5, 8, 6, 9, 10)}
ACCOUNT = re.compile(r"([0-9]{3})[- ]?([0-9]{3})[- ]?([0-9]{5,9})")


def tidied(particulars: Mapping) -> dict:
    """The same answers with their numbers written one way; answers that are not possible stay as they are."""
    tidy = dict(particulars)
    for name in ("name", "email"):
        if name in tidy:
            tidy[name] = (tidy[name] or "").strip()
    for name in ("tax_file_number", "account_number"):
        if name in tidy:
            tidy[name] = (tidy[name] or "").strip() or None
    if tidy.get("tax_file_number"):
        tidy["tax_file_number"] = re.sub(r"[ -]", "", tidy["tax_file_number"])
    if tidy.get("account_number") and (parts := ACCOUNT.fullmatch(tidy["account_number"])):
        tidy["account_number"] = f"{parts[1]}{parts[2]}-{parts[3]}"
    return tidy


def refusal_of_particulars(particulars: Mapping, *, today: date) -> Refusal | None:
    """Why nobody has these particulars, tidied before; None where somebody may. What is None is unknown."""
    for name in ("name", "email"):
        try:
            require_line(name, particulars.get(name) or "", most=LONGEST_TEXT[name])
        except Refusal as refusal:
            return refusal
    if "name" in particulars and not (particulars["name"] or "").strip():
        return NotPossible("name", "A borrower or guarantor needs a name.")
    if particulars.get("kind", COMPANY) not in KINDS:
        return NotPossible("kind", f"A borrower or guarantor is one of {', '.join(KINDS)}.")
    checks = (_of_address, _of_birth_date, _of_income, _of_tax_file_number, _of_account)
    return next((found for check in checks if (found := check(particulars, today))), None)


def _of_address(particulars: Mapping, today: date) -> Refusal | None:
    if not particulars.get("email"):
        return None
    try:
        wire_form(particulars["email"])
    except Refusal as refusal:
        return NotPossible("email", str(refusal))
    return None


def _of_birth_date(particulars: Mapping, today: date) -> Refusal | None:
    born = particulars.get("birth_date")
    if born is None:
        return None
    if particulars.get("kind") == COMPANY:
        return NotPossible("birth_date", "A company has no birth date.")
    if not EARLIEST_BIRTH <= born < today:
        reason = f"The birth date must be a day from {day(EARLIEST_BIRTH)} until yesterday."
        return NotPossible("birth_date", reason)
    return None


def _of_income(particulars: Mapping, today: date) -> Refusal | None:
    income = particulars.get("annual_income")
    if income is not None and income < 0:
        return NotPossible("annual_income", "The income cannot be negative.")
    return None


def _of_tax_file_number(particulars: Mapping, today: date) -> Refusal | None:
    number = particulars.get("tax_file_number")
    if not number:
        return None
    weights = WEIGHTS.get(len(number)) if re.fullmatch(r"[0-9]+", number) else None
    if weights is None:
        return NotPossible("tax_file_number", "A tax file number has 8 or 9 digits.")
    if sum(weight * int(digit) for weight, digit in zip(weights, number, strict=True)) % 11:
        return NotPossible("tax_file_number", "This is no tax file number: one of its digits is wrong.")
    return None


def _of_account(particulars: Mapping, today: date) -> Refusal | None:
    number = particulars.get("account_number")
    if number and not ACCOUNT.fullmatch(number):
        reason = "Write the BSB and the account number, as in 062-000 12345678."
        return NotPossible("account_number", reason)
    return None
