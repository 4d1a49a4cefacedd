"""The words of the phrases: what an amount, a day, a person look like, parsed once and for all.

A word that looks right and isn't (“Friday 8 March 2025” is a Saturday) fails its step and says what was
expected. The lists restate what the business says; they are not taken from the rules under test.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from behave.cucumber_expression import define_parameter_type_with
from django.utils import timezone

STAGES = {
    "Inquiry": "inquiry",
    "Pre-approval": "pre_approval",
    "Valuation": "valuation",
    "Formal approval": "formal_approval",
    "Settlement": "settlement",
    "Funded": "funded",
    "Declined": "declined",
    "Withdrawn": "withdrawn",
}
EVENTS = {
    "application status": "application_status",
    "document ready": "document_ready",
    "signature required": "signature_required",
    "repayment upcoming": "repayment_upcoming",
    "repayment overdue": "repayment_overdue",
    "repayment escalated": "repayment_escalated",
    "repayment in arrears": "repayment_arrears",
    "stale application": "stale_application",
    "report ready": "report_ready",
    "delivery failed": "delivery_failed",
    "note reminder": "note_reminder",
}
DOCUMENTS = {
    "application form": "application_form",
    "indicative letter": "indicative_letter",
    "formal approval": "formal_approval",
    "repayment schedule": "repayment_schedule",
    "identification": "identification",
    "proof of income": "income",
    "contract": "contract",
}
CHANNELS = {"in-app": "in_app", "e-mail": "email"}
RHYTHMS = {"single e-mails": "single", "a daily digest": "daily", "a weekly digest": "weekly"}
DELIVERIES = {state: state for state in ("queued", "sending", "sent", "failed", "expired", "unknown")}
# Page of the workspace → its address.
PAGES = {
    "pipeline": "/",
    "inbox": "/inbox/",
    "preferences": "/preferences/",
    "account": "/account/",
    "reports": "/reports/",
    "payments": "/payments/",
    "operations": "/operations/",
}
REPORTS = {"weekly": "weekly_pipeline", "monthly": "monthly_compliance"}
VISIBILITIES = {"internal": "internal", "customer-visible": "customer"}
# What background work is called → the task that begins it.
JOBS = {
    "arrears": "applications.tasks.age_arrears",
    "clean-up": "applications.tasks.purge_expired",
    "monthly compliance check": "applications.tasks.run_monthly_compliance_check",
    "weekly report": "applications.tasks.produce_weekly_report",
    "repayment reminders": "applications.tasks.send_repayment_reminders",
    "note reminders": "applications.tasks.send_note_reminders",
    "stale application alerts": "applications.tasks.send_stale_application_alerts",
    "daily digests": "users.tasks.send_daily_digests",
    "weekly digests": "users.tasks.send_weekly_digests",
    "outbox": "users.tasks.deliver_outbox",
    "status announcement": "applications.tasks.send_application_status_notification",
    "document": "applications.tasks.generate_document",
    "report's document": "applications.tasks.generate_report_document",
    "reports' documents left behind": "applications.tasks.draw_up_left_behind",
    "repayment schedule": "applications.tasks.build_repayment_schedule",
    "bank file": "applications.tasks.import_payments",
    "bank files left behind": "applications.tasks.import_left_behind",
}
FREQUENCIES = {name: name for name in ("weekly", "fortnightly", "monthly", "quarterly", "yearly")}
STANDINGS = {
    "cancelled": "cancelled",
    "paid": "paid",
    "paid late": "paid_late",
    "overdue": "overdue",
    "partly paid": "partial",
    "due": "due",
    "scheduled": "scheduled",
}

DAY = r"(?:[A-Z][a-z]+ )?\d{1,2} [A-Z][a-z]+ \d{4}"
NAME = r"[A-Z][A-Za-z-]*"


def to_money(text: str) -> Decimal:
    """$1,250.00 → Decimal("1250.00")"""
    if not re.fullmatch(r"\$\d{1,3}(,\d{3})*\.\d\d", text):
        raise ValueError(f"“{text}” is not an amount. Write it with its cents, as in $1,250.00.")
    return Decimal(text[1:].replace(",", ""))


def to_rate(text: str) -> Decimal:
    """6.25 % → Decimal("6.25"), in percent a year"""
    if not re.fullmatch(r"\d{1,3}(\.\d{1,4})? %", text):
        raise ValueError(f"“{text}” is not a rate. Write it as in 6.25 %.")
    return Decimal(text.removesuffix(" %"))


def to_day(text: str) -> date:
    """Friday 7 March 2025, or without the weekday; a weekday that is stated has to be the right one."""
    *weekday, number, month, year = text.split()
    try:
        day = datetime.strptime(f"{number} {month} {year}", "%d %B %Y").date()  # noqa: DTZ007 a day has no zone
    except ValueError:
        raise ValueError(
            f"“{text}” is not a day of the calendar. Write it as in Friday 7 March 2025."
        ) from None
    if weekday and f"{day:%A}" != weekday[0]:
        raise ValueError(f"{number} {month} {year} is a {day:%A}, not a {weekday[0]}.")
    return day


def to_moment(text: str) -> datetime:
    """Monday 17 March 2025 09:00, on the business's clocks; one that they skip in spring is no moment."""
    day, _, clock = text.rpartition(" ")
    hour, minute = map(int, clock.split(":"))
    if hour > 23 or minute > 59:
        raise ValueError(f"“{clock}” is not a time of day. Write it as in 09:00.")
    wall = datetime.combine(to_day(day), datetime.min.time().replace(hour=hour, minute=minute))
    moment = timezone.make_aware(wall)
    if timezone.localtime(moment.astimezone(UTC)).hour != hour:
        raise ValueError(f"There is no {clock} on {day}: clocks go forward over it.")
    return moment


def to_people(text: str) -> list[str]:
    """Omar, Bella and Ada"""
    return re.split(r", | and ", text)


def one_of(words: Mapping[str, str], noun: str) -> Callable[[str], str]:
    """A transformer that takes one of `words`, quoted or not, and says which there are for another."""

    def transform(text: str) -> str:
        word = text.strip('"')
        if word not in words:
            raise ValueError(f"There is no {noun} “{word}”. There is: {', '.join(words)}.")
        return words[word]

    return transform


def label_of(words: Mapping[str, str], code: str) -> str:
    """What people call something that the CRM has a code for."""
    return next(label for label, known in words.items() if known == code)


@dataclass(frozen=True)
class Word:
    """One kind of word in a phrase: its name, the shape it is recognised by, its meaning, an example."""

    name: str
    pattern: str
    type: type
    transform: Callable[[str], object]
    example: str


# Shapes are wide on purpose: a word that is nearly right is recognised, and then corrected.
WORDS = (
    Word("person", NAME, str, str, "Bella"),
    Word("people", rf"{NAME}(?:, {NAME})*(?: and {NAME})?", list, to_people, "Omar, Bella and Ada"),
    Word("money", r"\$\S*\d", Decimal, to_money, "$1,250.00"),
    Word("day", DAY, date, to_day, "Friday 7 March 2025"),
    Word("moment", rf"{DAY} \d{{1,2}}:\d\d", datetime, to_moment, "Monday 17 March 2025 09:00"),
    Word("stage", '"[^"]*"', str, one_of(STAGES, "stage"), '"Valuation"'),
    Word("event", '"[^"]*"', str, one_of(EVENTS, "event"), '"application status"'),
    Word("document", '"[^"]*"', str, one_of(DOCUMENTS, "document"), '"formal approval"'),
    Word("channel", r"\S+", str, one_of(CHANNELS, "channel"), "e-mail"),
    Word("rhythm", r"single e-?mails|an? \S+ digest", str, one_of(RHYTHMS, "rhythm"), "a daily digest"),
    Word("delivery", r"\w+", str, one_of(DELIVERIES, "state of an e-mail"), "queued"),
    Word("job", '"[^"]*"', str, one_of(JOBS, "background work"), '"repayment reminders"'),
    Word("report", r"\w+", str, one_of(REPORTS, "report"), "weekly"),
    Word("page", r"[a-z]+", str, one_of(PAGES, "page"), "pipeline"),
    Word("rate", r"\d\S* %", Decimal, to_rate, "6.25 %"),
    Word("frequency", "[a-z]+", str, one_of(FREQUENCIES, "frequency"), "fortnightly"),
    Word("standing", "[a-z]+(?: [a-z]+)?", str, one_of(STANDINGS, "state of a repayment"), "overdue"),
    Word("visibility", r"\S+", str, one_of(VISIBILITIES, "visibility"), "internal"),
)


def define_words() -> None:
    """Make the words known to the step definitions, which name them in braces."""
    for word in WORDS:
        define_parameter_type_with(word.name, word.pattern, word.type, word.transform)


def invisible(name: str) -> str:
    """The character that Unicode gives this number: U+202E."""
    return chr(int(name.removeprefix("U+"), 16))
