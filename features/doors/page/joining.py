"""What is entered about somebody who joins a loan."""

from typing import Any

from features.doors.on_file import is_on_file, particulars_of
from features.drivers.person import Person

# Particular → the label of its field.
LABELS = {
    "name": "Name",
    "kind": "Person or company",
    "email": "E-mail address",
    "birth_date": "Born",
    "annual_income": "Income a year",
    "tax_file_number": "Tax file number",
    "account_number": "BSB and account number",
}


def answers_about(joining: Person) -> dict[str, object]:
    """Return the answers by the labels of their fields."""
    party = joining.party
    if is_on_file(joining):
        return {"On file": f"{party.name}, {party.email}" if party.email else party.name}
    entered = particulars_of(joining) | {"kind": party.get_kind_display()}
    return {LABELS[name]: value for name, value in entered.items()}


def sent_about(joining: Person) -> dict[str, Any]:
    """Return the same as a program sends it."""
    return {"known": joining.party.pk} if is_on_file(joining) else particulars_of(joining)
