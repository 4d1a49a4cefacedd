"""The words of the phrases: what an amount, a day, a person look like.

The lists restate what the business says; they are not taken from the rules under test.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from unicodedata import category

from timeskip.gherkin import DAY, MOMENT, Word, one_of, to_day, to_moment

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
# What a complete file holds → the application's field, or the kind of document.
ITEMS = {
    "borrower": "borrowers",
    "amount": "amount",
    "term": "term_months",
    "rate": "annual_rate",
    "valuation": "valuation",
    "funding date": "funding_date",
    **DOCUMENTS,
}
# What somebody uploads → how its content begins, and how many bytes it has.
FILES = {
    "PDF": (b"%PDF-1.7\n", 4_000),
    "JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF", 4_000),
    "PNG": (b"\x89PNG\r\n\x1a\n", 4_000),
    "PDF of 15 MiB": (b"%PDF-1.7\n", 15 * 1024**2),
    "PDF of 16 MiB": (b"%PDF-1.7\n", 16 * 1024**2),
    "web page": (b"<!doctype html>", 4_000),
    "spreadsheet": (b"PK\x03\x04", 4_000),
}
# Terms of a loan that somebody changes → the application's field.
TERMS = {
    "amount": "amount",
    "term": "term_months",
    "rate": "annual_rate",
    "frequency": "frequency",
    "valuation": "valuation",
    "planned funding date": "funding_date",
}
# What is on file about a borrower or a guarantor → their field.
PARTICULARS = {
    "name": "name",
    "e-mail address": "email",
    "tax file number": "tax_file_number",
    "account number": "account_number",
}
CHANNELS = {"in-app": "in_app", "e-mail": "email"}
RHYTHMS = {"single e-mails": "single", "a daily digest": "daily", "a weekly digest": "weekly"}
DELIVERIES = {state: state for state in ("queued", "sending", "sent", "failed", "expired", "unknown")}
# Page of the workspace → its address.
PAGES = {
    "workspace": "/",
    "pipeline": "/pipeline/",
    "applications": "/applications/",
    "inbox": "/inbox/",
    "preferences": "/preferences/",
    "account": "/account/",
    "help": "/help/",
    "reports": "/reports/",
    "payments": "/payments/",
    "operations": "/operations/",
    "people": "/people/",
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
# Task → what a timeline calls it. `make phrases` has no phrase for the shares of a large sweep.
TASKS = {
    **{task: job for job, task in JOBS.items()},
    "applications.tasks.alert_of_stale_applications": "share of the stale application alerts",
    "applications.tasks.produce_reports": "report",
    "applications.tasks.remind_of_notes": "share of the note reminders",
    "applications.tasks.remind_of_repayments": "share of the repayment reminders",
    "users.tasks.deliver_emails": "e-mails",
    "users.tasks.write_digests": "share of the digests",
    "users.tasks.write_password_reset": "password reset",
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

# What becomes of a reminder.
OUTCOMES = {state: state for state in ("sent", "superseded", "paused", "expired", "unreachable", "withdrawn")}

NAME = r"[A-Z][A-Za-z-]*"
# What is said of a phrase that needs one of these words: pattern, replacement, advice.
ADVICE = ((r"\bto ([A-Z][\w -]*)$", r'to "\1"', 'A stage stands in quotes: "Valuation".'),)


def to_money(text: str) -> Decimal:
    """$1,250.00 → Decimal("1250.00")"""
    if not re.fullmatch(r"\$\d{1,3}(,\d{3})*\.\d\d", text):
        raise ValueError(f"“{text}” is not an amount. Write it with its cents, as in $1,250.00.")
    return Decimal(text[1:].replace(",", ""))


def to_amount(text: str) -> Decimal:
    """$1,250.00 → Decimal("1250.00"), more than nothing"""
    amount = to_money(text)
    if not amount:
        raise ValueError("This phrase needs an amount above $0.00.")
    return amount


def to_count(text: str) -> int:
    """3 → 3, at least 1"""
    if not int(text):
        raise ValueError("This phrase needs a number from 1: with 0 it says nothing.")
    return int(text)


def to_rate(text: str) -> Decimal:
    """6.25 % → Decimal("6.25"), in percent a year"""
    if not re.fullmatch(r"\d{1,3}(\.\d{1,4})? %", text):
        raise ValueError(f"“{text}” is not a rate. Write it as in 6.25 %.")
    return Decimal(text.removesuffix(" %"))


def to_people(text: str) -> list[str]:
    """Omar, Bella and Ada"""
    return re.split(r", | and ", text)


def to_unseen(text: str) -> str:
    """U+202E → the character that Unicode gives this number, which nobody sees"""
    character = chr(int(text.removeprefix("U+"), 16))
    if category(character) != "Cf":
        raise ValueError(f"“{text}” is no character that nobody sees. Write it as in U+202E.")
    return character


WORDS = (
    Word(
        "person",
        NAME,
        str,
        str,
        "Bella",
        "One word with a capital letter, without a space: Omar, Anne-Marie. A company's longer name is in "
        'quotes: “Given Haddad is the company "Haddad Pty Ltd"”, and Haddad in every other phrase.',
    ),
    Word("people", rf"{NAME}(?:, {NAME})*(?: and {NAME})?", list, to_people, "Omar, Bella and Ada"),
    Word("money", r"\$\S*\d", Decimal, to_money, "$1,250.00", "With its cents."),
    Word("amount", r"\$\S*\d", Decimal, to_amount, "$1,250.00", "More than $0.00, with its cents."),
    Word("count", r"\d+", int, to_count, "3", "A whole number from 1."),
    Word("text", r'"[^"]*"', str, lambda text: text[1:-1], '"any words"', 'It may be empty: "".'),
    Word("day", DAY, date, to_day, "Friday 7 March 2025", "You may leave out the weekday."),
    Word(
        "moment",
        MOMENT,
        datetime,
        to_moment,
        "Monday 17 March 2025 09:00",
        "On Sunday 6 April 2025 the clocks go back, and 02:30 comes twice: the first is meant. "
        "After “When 60 minutes pass” it is 02:30 again.",
    ),
    Word("stage", '"[^"]*"', str, one_of(STAGES, "stage"), '"Valuation"'),
    Word("event", '"[^"]*"', str, one_of(EVENTS, "event"), '"application status"'),
    Word("document", '"[^"]*"', str, one_of(DOCUMENTS, "document"), '"formal approval"'),
    Word("file", '"[^"]*"', tuple, one_of(FILES, "file"), '"PDF"'),
    Word("item", '"[^"]*"', str, one_of(ITEMS, "item of a file"), '"valuation"'),
    Word("term", '"[^"]*"', str, one_of(TERMS, "term of a loan"), '"valuation"'),
    Word("particular", '"[^"]*"', str, one_of(PARTICULARS, "particular"), '"account number"'),
    Word("channel", r"\S+", str, one_of(CHANNELS, "channel"), "e-mail"),
    Word(
        "rhythm",
        r"single e-?mails|an? \S+ digest",
        str,
        one_of(RHYTHMS, "rhythm"),
        "a daily digest",
        "For staff and brokers. A borrower always gets single e-mails.",
    ),
    Word("delivery", r"\w+", str, one_of(DELIVERIES, "state of an e-mail"), "queued"),
    Word("job", '"[^"]*"', str, one_of(JOBS, "background work"), '"repayment reminders"'),
    Word("report", r"\w+", str, one_of(REPORTS, "report"), "weekly"),
    Word("page", r"[a-z]+", str, one_of(PAGES, "page"), "pipeline"),
    Word("rate", r"\d\S* %", Decimal, to_rate, "6.25 %"),
    Word("frequency", "[a-z]+", str, one_of(FREQUENCIES, "frequency"), "fortnightly"),
    Word("standing", "[a-z]+(?: [a-z]+)?", str, one_of(STANDINGS, "state of a repayment"), "overdue"),
    Word("outcome", "[a-z]+", str, one_of(OUTCOMES, "outcome of a reminder"), "superseded"),
    Word("unseen", r"U\+[0-9A-F]{4}", str, to_unseen, "U+202E", "A character that nobody sees."),
    Word("visibility", r"\S+", str, one_of(VISIBILITIES, "visibility"), "internal"),
)
