"""Which days money may be dated on. One rule for bank files, suspense, and payments that people record."""

from datetime import date

from applications.wording import day

EARLIEST = date(2000, 1, 1)


def wrong_with(value_date: date, *, today: date, since: date | None = None, event: str = "") -> str | None:
    """What is wrong with a value date; None where nothing is.

    It lies between EARLIEST and today, and not before `since`, the day of an `event` that has to come first:
    “HL-7KQ2M9XD was funded”.
    """
    if value_date > today:
        return f"The date is later than today, {day(today)}."
    if value_date < EARLIEST:
        return f"The date is before {day(EARLIEST)}."
    if since is not None and value_date < since:
        return f"The date is before {day(since)}, when {event}."
    return None
