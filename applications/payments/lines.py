"""One line of a bank file, and what makes two lines the same movement of money."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import TextChoices


class LineKind(TextChoices):
    PAYMENT = "payment", "Payment"
    DISHONOUR = "dishonour", "Dishonour"


@dataclass(frozen=True, kw_only=True)
class Line:
    """Money that came in, or a dishonour of such money. Amounts are positive in both kinds.

    `number` counts the file's lines from 1, the one with the columns. The account is in the identity alone.
    """

    number: int
    kind: LineKind
    value_date: date
    amount: Decimal
    reference: str
    identity: str
    original_identity: str = ""

    @cached_property
    def loans_named(self) -> set[str]:
        """The loan references in what the payer wrote."""
        return loans_named_in(self.reference)

    @property
    def loan_named(self) -> str | None:
        """The one loan that the payer's reference names; None where it names none, or several."""
        return next(iter(self.loans_named)) if len(self.loans_named) == 1 else None

    def restated(self) -> "Line":
        """The same line under an identity that holds its figures, too, where the bank has changed them."""
        figures = _digest(self.kind, self.value_date, self.amount, self.reference, self.original_identity)
        return replace(self, identity=f"{self.identity}#{figures}")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one line."""

    line: int
    reason: str


@dataclass(frozen=True)
class Total:
    """What a file's last line states: how many lines, and payments less dishonours."""

    lines: int
    net: Decimal


def identity_by_transaction(transaction_id: str) -> str:
    """The identity of a line to which the bank gives an id of its own."""
    return f"id:{transaction_id}"


def identity_by_figures(*, account: str, day: date, amount: Decimal, reference: str, ordinal: int) -> str:
    """The identity of a line without an id: the `ordinal`-th of its day with the same figures, from 1.

    `amount` is negative for a dishonour. Hashed, because account numbers are not kept in the clear.
    """
    return f"day:{_digest(account, day, amount, reference, ordinal)}"


def loans_named_in(reference: str) -> set[str]:
    """The loan references in what a payer wrote: HL-OMAR in “Repayment hl-omar, March”."""
    words = (word.strip("-") for word in re.findall(r"[0-9A-Z-]+", reference.upper()))
    return {word for word in words if word.startswith("HL-")}


def _digest(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()
