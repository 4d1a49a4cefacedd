"""The words of the phrases: each as it should be, and what is said of one that is nearly right."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from applications.documents.kinds import DocumentKind
from applications.models.note import Visibility
from applications.reminder_ladder import ReminderState
from applications.repayment_schedule import Frequency
from applications.repayment_state import RepaymentState
from applications.stages import Stage
from crm_backend.celery import app
from crm_backend.schedule import BEAT_SCHEDULE
from features.words import (
    CHANNELS,
    DOCUMENTS,
    EVENTS,
    FREQUENCIES,
    JOBS,
    OUTCOMES,
    RHYTHMS,
    STAGES,
    STANDINGS,
    TASKS,
    VISIBILITIES,
    WORDS,
)
from users.preferences import Channel, Event, Rhythm

BY_NAME = {word.name: word for word in WORDS}
STAGES_THERE_ARE = (
    "Inquiry, Pre-approval, Valuation, Formal approval, Settlement, Funded, Declined, Withdrawn"
)
EVENTS_THERE_ARE = (
    "application status, document ready, signature required, repayment upcoming, repayment overdue, "
    "repayment escalated, repayment in arrears, stale application, report ready, delivery failed, "
    "note reminder"
)

RIGHT = [
    ("person", "Bella", "Bella"),
    ("person", "Anne-Marie", "Anne-Marie"),
    ("people", "Omar", ["Omar"]),
    ("people", "Omar and Bella", ["Omar", "Bella"]),
    ("people", "Omar, Bella and Ada", ["Omar", "Bella", "Ada"]),
    ("money", "$0.05", Decimal("0.05")),
    ("money", "$1,250.00", Decimal("1250.00")),
    ("money", "$12,345,678.90", Decimal("12345678.90")),
    ("amount", "$0.01", Decimal("0.01")),
    ("count", "1", 1),
    ("count", "500", 500),
    ("text", '""', ""),
    ("text", '"Lost a job"', "Lost a job"),
    ("day", "Friday 7 March 2025", date(2025, 3, 7)),
    ("day", "7 March 2025", date(2025, 3, 7)),
    ("day", "Thursday 29 February 2024", date(2024, 2, 29)),
    ("stage", '"Formal approval"', "formal_approval"),
    ("delivery", "queued", "queued"),
    ("stage", '"Pre-approval"', "pre_approval"),
    ("event", '"repayment in arrears"', "repayment_arrears"),
    ("event", '"application status"', "application_status"),
    ("document", '"formal approval"', "formal_approval"),
    ("document", '"proof of income"', "income"),
    ("rhythm", "single e-mails", "single"),
    ("rhythm", "a daily digest", "daily"),
    ("rhythm", "a weekly digest", "weekly"),
    ("term", '"planned funding date"', "funding_date"),
    ("particular", '"tax file number"', "tax_file_number"),
    ("file", '"PNG"', (b"\x89PNG\r\n\x1a\n", 4_000)),
    ("item", '"rate"', "annual_rate"),
    ("item", '"proof of income"', "income"),
    ("channel", "in-app", "in_app"),
    ("channel", "e-mail", "email"),
    ("job", '"outbox"', "users.tasks.deliver_outbox"),
    ("report", "weekly", "weekly_pipeline"),
    ("report", "monthly", "monthly_compliance"),
    ("page", "pipeline", "/pipeline/"),
    ("page", "inbox", "/inbox/"),
    ("rate", "6 %", Decimal("6")),
    ("rate", "6.25 %", Decimal("6.25")),
    ("rate", "0.0001 %", Decimal("0.0001")),
    ("frequency", "fortnightly", "fortnightly"),
    ("standing", "overdue", "overdue"),
    ("standing", "partly paid", "partial"),
    ("standing", "paid late", "paid_late"),
    ("outcome", "superseded", "superseded"),
    ("unseen", "U+202E", "\u202e"),
    ("unseen", "U+FEFF", "\ufeff"),
    ("visibility", "internal", "internal"),
    ("visibility", "customer-visible", "customer"),
]

# Words → the moment in UTC: Sydney is eleven hours ahead in summer, ten in winter.
MOMENTS = [
    ("Monday 17 March 2025 09:00", datetime(2025, 3, 16, 22, 0, tzinfo=UTC)),
    ("17 June 2025 9:05", datetime(2025, 6, 16, 23, 5, tzinfo=UTC)),
    ("31 December 2024 23:59", datetime(2024, 12, 31, 12, 59, tzinfo=UTC)),
    ("1 January 2025 00:00", datetime(2024, 12, 31, 13, 0, tzinfo=UTC)),
    # In spring 03:00 follows 01:59.
    ("Sunday 5 October 2025 01:59", datetime(2025, 10, 4, 15, 59, tzinfo=UTC)),
    ("Sunday 5 October 2025 03:00", datetime(2025, 10, 4, 16, 0, tzinfo=UTC)),
    # In autumn the hour from 02:00 comes twice, and the first of the two is meant.
    ("Sunday 6 April 2025 02:30", datetime(2025, 4, 5, 15, 30, tzinfo=UTC)),
]

NO_AMOUNT = "“{}” is not an amount. Write it with its cents, as in $1,250.00."
NO_DAY = "“{}” is not a day of the calendar. Write it as in Friday 7 March 2025."
WRONG = [
    (
        "delivery",
        "gone",
        "There is no state of an e-mail “gone”. "
        "Choose from: queued, sending, sent, failed, expired, unknown.",
    ),
    ("rate", "6,25 %", "“6,25 %” is not a rate. Write it as in 6.25 %."),
    ("rate", "6.00001 %", "“6.00001 %” is not a rate. Write it as in 6.25 %."),
    (
        "page",
        "dashboard",
        "There is no page “dashboard”. "
        "Choose from: workspace, pipeline, applications, inbox, preferences, account, help, reports, "
        "payments, operations, people.",
    ),
    (
        "file",
        '"photo"',
        "There is no file “photo”. "
        "Choose from: PDF, JPEG, PNG, PDF of 15 MiB, PDF of 16 MiB, web page, spreadsheet.",
    ),
    (
        "term",
        '"LVR"',
        "There is no term of a loan “LVR”. "
        "Choose from: amount, term, rate, frequency, valuation, planned funding date.",
    ),
    (
        "particular",
        '"phone"',
        "There is no particular “phone”. Choose from: name, e-mail address, tax file number, account number.",
    ),
    (
        "frequency",
        "daily",
        "There is no frequency “daily”. Choose from: weekly, fortnightly, monthly, quarterly, yearly.",
    ),
    (
        "standing",
        "late",
        "There is no state of a repayment “late”. "
        "Choose from: cancelled, paid, paid late, overdue, partly paid, due, scheduled.",
    ),
    ("money", "$1250.00", NO_AMOUNT),
    ("money", "$1,250", NO_AMOUNT),
    ("money", "$1,25.00", NO_AMOUNT),
    ("money", "$1,250.0", NO_AMOUNT),
    ("money", "$-5.00", NO_AMOUNT),
    ("amount", "$1250.00", NO_AMOUNT),
    ("amount", "$0.00", "This phrase needs an amount above $0.00."),
    ("count", "0", "This phrase needs a number from 1: with 0 it says nothing."),
    ("day", "Friday 8 March 2025", "8 March 2025 is a Saturday, not a Friday."),
    ("day", "Fri 7 March 2025", "7 March 2025 is a Friday, not a Fri."),
    ("day", "29 February 2025", NO_DAY),
    ("day", "Friday 31 April 2025", NO_DAY),
    ("day", "7 Mar 2025", NO_DAY),
    ("day", "0 March 2025", NO_DAY),
    ("moment", "Tuesday 17 March 2025 09:00", "17 March 2025 is a Monday, not a Tuesday."),
    ("moment", "17 March 2025 24:00", "“24:00” is not a time of day. Write it as in 09:00."),
    ("moment", "17 March 2025 09:60", "“09:60” is not a time of day. Write it as in 09:00."),
    (
        "moment",
        "Sunday 5 October 2025 02:30",
        "There is no 02:30 on Sunday 5 October 2025: clocks go forward over it.",
    ),
    ("stage", '"Approved"', f"There is no stage “Approved”. Choose from: {STAGES_THERE_ARE}."),
    ("stage", '"valuation"', f"There is no stage “valuation”. Choose from: {STAGES_THERE_ARE}."),
    ("event", '"status"', f"There is no event “status”. Choose from: {EVENTS_THERE_ARE}."),
    (
        "document",
        '"letter"',
        "There is no document “letter”. Choose from: application form, indicative letter, formal approval, "
        "repayment schedule, identification, proof of income, contract.",
    ),
    (
        "item",
        '"income"',
        "There is no item of a file “income”. Choose from: borrower, amount, term, rate, valuation, "
        "funding date, application form, indicative letter, formal approval, repayment schedule, "
        "identification, proof of income, contract.",
    ),
    ("channel", "email", "There is no channel “email”. Choose from: in-app, e-mail."),
    (
        "job",
        '"overnight run"',
        f"There is no background work “overnight run”. Choose from: {', '.join(JOBS)}.",
    ),
    ("report", "yearly", "There is no report “yearly”. Choose from: weekly, monthly."),
    (
        "rhythm",
        "an hourly digest",
        "There is no rhythm “an hourly digest”. "
        "Choose from: single e-mails, a daily digest, a weekly digest.",
    ),
    (
        "outcome",
        "skipped",
        "There is no outcome of a reminder “skipped”. "
        "Choose from: sent, superseded, paused, expired, unreachable, withdrawn.",
    ),
    ("unseen", "U+0041", "“U+0041” is no character that nobody sees. Write it as in U+202E."),
    ("visibility", "public", "There is no visibility “public”. Choose from: internal, customer-visible."),
]


@pytest.mark.parametrize(("name", "text", "meaning"), RIGHT)
def test_a_word_means(name, text, meaning):
    word = BY_NAME[name]
    assert re.fullmatch(word.pattern, text)
    found = word.transform(text)
    assert found == meaning
    assert isinstance(found, word.type)


@pytest.mark.parametrize(("text", "moment"), MOMENTS)
def test_a_moment_is_one_on_the_business_s_clocks(text, moment):
    word = BY_NAME["moment"]
    assert re.fullmatch(word.pattern, text)
    # In UTC: Python finds a moment of the hour that comes twice equal to none of another zone (PEP 495).
    assert word.transform(text).astimezone(UTC) == moment


@pytest.mark.parametrize(("name", "text", "answer"), WRONG)
def test_a_word_that_is_nearly_right_is_recognised_and_corrected(name, text, answer):
    word = BY_NAME[name]
    assert re.fullmatch(word.pattern, text)
    with pytest.raises(ValueError, match=r".") as refused:
        word.transform(text)
    assert str(refused.value) == answer.format(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("person", "bella"),
        ("person", "Bella and Omar"),
        ("people", "Omar, Bella, Ada and"),
        ("money", "1,250.00"),
        ("money", "$"),
        ("day", "tomorrow"),
        ("day", "2025-03-07"),
        ("moment", "7 March 2025"),
        ("stage", "Valuation"),
        ("event", "application status"),
        ("document", "formal approval"),
        ("channel", "in app"),
        ("rate", "six %"),
        ("frequency", "Monthly"),
        ("standing", "$1,250.00 of interest"),
        ("rhythm", "daily"),
    ],
)
def test_something_else_is_not_recognised(name, text):
    assert not re.fullmatch(BY_NAME[name].pattern, text)


def test_the_second_of_an_hour_that_comes_twice_is_an_hour_later():
    first = BY_NAME["moment"].transform("Sunday 6 April 2025 02:30")
    second = (first.astimezone(UTC) + timedelta(minutes=60)).astimezone(first.tzinfo)
    assert "On Sunday 6 April 2025" in BY_NAME["moment"].meaning
    assert (f"{first:%H:%M}", f"{second:%H:%M}") == ("02:30", "02:30")
    assert first.utcoffset() > second.utcoffset()


def test_no_word_is_forgotten_here():
    assert {name for name, *_ in RIGHT} == set(BY_NAME) - {"moment"}
    # A name and a text are what they are.
    assert {name for name, *_ in WRONG} == set(BY_NAME) - {"person", "people", "text"}


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.name)
def test_the_example_of_a_word_is_one(word):
    assert re.fullmatch(word.pattern, word.example)
    assert isinstance(word.transform(word.example), word.type)


class TestTheCrmSpeaksTheSameLanguage:
    # The features restate the CRM's words instead of importing them: here the two are compared.
    def test_of_stages(self):
        assert {stage.label: stage.value for stage in Stage} == STAGES

    def test_of_events(self):
        assert {event.label.lower(): event.value for event in Event} == EVENTS

    def test_of_documents(self):
        assert {kind.label.lower(): kind.value for kind in DocumentKind} == DOCUMENTS

    def test_of_channels(self):
        assert {channel.label: channel.value for channel in Channel} == CHANNELS

    def test_of_frequencies(self):
        assert set(Frequency.values) == set(FREQUENCIES.values())

    def test_of_how_a_repayment_stands(self):
        assert set(RepaymentState.values) == set(STANDINGS.values())

    def test_of_what_becomes_of_a_reminder(self):
        assert set(ReminderState.values) == set(OUTCOMES.values())

    def test_of_how_e_mails_come(self):
        assert {rhythm.label: rhythm.value for rhythm in Rhythm} == RHYTHMS

    def test_of_who_may_read_a_note(self):
        assert set(Visibility.values) == set(VISIBILITIES.values())

    def test_of_background_work(self):
        app.loader.import_default_modules()
        assert set(JOBS.values()) <= app.tasks.keys()
        # Everything that runs by the calendar has a name.
        assert set(TASKS) == {task for task in app.tasks if not task.startswith("celery.")}
        assert {entry["task"] for entry in BEAT_SCHEDULE.values()} <= set(JOBS.values())
