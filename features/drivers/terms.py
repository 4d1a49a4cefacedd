"""The terms of an application, as people change and read them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from features.doors import protocol
from features.drivers.applications import Applications
from features.drivers.people import People
from features.drivers.refusals import Refusals
from features.drivers.shown import plural
from features.words import FREQUENCIES, TERMS, to_money, to_rate
from timeskip.gherkin import label_of, one_of, to_day


def to_months(text: str) -> int:
    """240 months → 240"""
    number, _, unit = text.partition(" ")
    if not number.isdecimal() or unit not in ("month", "months"):
        raise ValueError(f"“{text}” is not a term. Write it as in 240 months.")
    return int(number)


# Field → how a scenario writes its value.
READ: dict[str, Callable[[str], Any]] = {
    "amount": to_money,
    "term_months": to_months,
    "annual_rate": to_rate,
    "frequency": lambda text: one_of(FREQUENCIES, "frequency")(text),
    "valuation": to_money,
    "funding_date": to_day,
}


class Terms:
    """Changes the terms of an application for somebody."""

    def __init__(
        self, people: People, applications: Applications, refusals: Refusals, door: protocol.Applications
    ) -> None:
        self._people = people
        self._applications = applications
        self._refusals = refusals
        self._door = door

    def change(self, who: str, borrower: str, term: str, value: str) -> None:
        """Change one term; `value` is written as a scenario writes it."""
        application, person = self._applications.of(borrower), self._people.person(who)
        with self._refusals.attempt():
            self._door.change_term(person, application, term, self.read(term, value))

    def of(self, borrower: str, term: str) -> Any:
        """Return one term of an application; None where it is not known."""
        return getattr(self._applications.of(borrower), term)

    @staticmethod
    def read(term: str, value: str) -> Any:
        """Return what a scenario writes as a value; AssertionError says how to write it."""
        try:
            return READ[term](value)
        except ValueError as error:
            raise AssertionError(f"The {label_of(TERMS, term)}: {error}") from None


def shown_term(term: str, value: Any) -> str:
    """Return a term as a scenario writes it."""
    match value:
        case None:
            return "unknown"
        case date():
            return f"{value:%-d %B %Y}"
        case int():
            return plural(value, "month")
        case Decimal():
            return f"{value.normalize():f} %" if term == "annual_rate" else f"${value:,.2f}"
    return str(value)
