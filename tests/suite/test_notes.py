"""The notes of the dictionary say what the CRM does and what the suite's own people and applications have."""

import re
from datetime import date
from decimal import Decimal

import pytest
from celery.schedules import crontab

from applications.reminder_ladder import LADDER as RUNGS
from applications.reports.compliance import compliance_figures
from applications.reports.periods import Period
from applications.reports.pipeline import pipeline_figures
from applications.reports.tables import tables_of
from applications.stages import MOVES as LEGAL_MOVES
from applications.stages import Stage
from crm_backend.schedule import BEAT_SCHEDULE
from features import notes as notes_module
from features.doors.service import applications as door
from features.drivers.applications import Applications
from features.drivers.evidence import Evidence
from features.drivers.people import People
from features.drivers.refusals import Refusals
from features.notes import REPORT_TABLES, SCHEDULE, notes
from features.restated import LADDER, MOVES, NEED_A_REASON, NOTIFIED
from features.words import EVENTS, JOBS, REPORTS
from timeskip.gherkin import dictionary
from users import preferences
from users.preferences import BOTH, DEFAULTS, IN_APP

WEEK = Period(date(2025, 3, 3), date(2025, 3, 9))
FIGURES = {
    "weekly": pipeline_figures([], start=WEEK.start, end=WEEK.end),
    "monthly": compliance_figures([], [], []),
}
EVERY_STAGE = [stage.label for stage in Stage]
SHORT = {"every stage": EVERY_STAGE, "every stage but Inquiry": EVERY_STAGE[1:]}


def note(title: str) -> str:
    return " ".join(next(one for one in notes() if one.title == title).lines)


@pytest.mark.parametrize("report", REPORT_TABLES)
def test_every_table_of_a_report_is_listed_with_its_columns_and_rows(report):
    listed = [
        (title, columns, SHORT.get(first) or first.split(", "))
        for title, (columns, first) in REPORT_TABLES[report].items()
    ]
    tables = tables_of(REPORTS[report], FIGURES[report])
    assert [(table.title, table.columns, [row[0] for row in table.rows]) for table in tables] == listed


def test_every_report_has_its_tables_listed():
    assert REPORT_TABLES.keys() == REPORTS.keys()


def test_a_story_without_a_date_begins_when_the_note_says():
    assert "Monday 3 March 2025 at 09:00, on the clocks of Australia/Sydney" in note("When a story begins")


@pytest.fixture
def people(db) -> People:
    return People(Refusals(Evidence(None)))


def test_people_have_what_the_note_says(people):
    bella, ben = people.broker("Bella", "Ben"), people.person("Ben")
    omar, greta = people.borrower("Omar"), people.guarantor("Greta")
    said = note("What people come with")
    assert f"may approve up to ${ben.party.approval_limit:,.2f}" in said
    assert f"BDMs work in the {ben.party.branch} branch, brokers in the {bella.party.branch} branch" in said
    assert f"{omar.address}." in said
    assert f"A borrower is an {omar.party.kind}, born on {omar.party.birth_date:%-d %B %Y}" in said
    assert f"{omar.party.annual_income:,.2f} a year" in said
    assert f"Tax file number {omar.party.tax_file_number}, account {omar.party.account_number}" in said
    assert all(person.user for person in (bella, ben, omar))
    assert (greta.account, greta.party.birth_date, greta.party.annual_income) == (None, None, None)


def test_an_application_has_what_the_note_says(people):
    applications = Applications(people, Refusals(Evidence(None)), door.Applications())
    people.broker("Bella", "Ben")
    loan = applications.applies("Omar", Decimal(250_000), "Bella")
    second = applications.applies("Omar", Decimal(90_000), "Bella")
    said = note("What an application comes with")
    assert f"{loan.reference}; a second one of Omar's is {second.reference}." in said
    assert (
        f"It is at “{loan.stage.label}”: over {loan.term_months} months at {loan.annual_rate:.0f} %" in said
    )
    assert f"valuation of ${loan.valuation:,.2f}" in said
    assert f"funding date {loan.funding_date:%-d %B %Y}" in said
    kinds = [document.get_kind_display().lower() for document in loan.documents.order_by("pk")]
    assert f"{kinds[0]}, {kinds[1]}, {kinds[2]} and a {kinds[3]}" in said
    assert loan.documents.get(kind="formal_approval").signatures.count() == loan.borrowers.count()


def test_phrases_name_notes_that_there_are(registry):
    said = " ".join(entry.meaning for entry in dictionary.entries(registry))
    named = set(re.findall(r"“((?:What|When) [a-z ]+)”", said))
    assert len(named) == 3
    assert named <= {one.title for one in notes()}


DAYS = {1: "Monday", 5: "Friday"}
TITLE_OF = {task: job for job, task in JOBS.items()}
EVENT_OF = {code: event for event, code in EVENTS.items()}


def in_words(when: crontab) -> str:
    """When a job begins, for the schedules there are."""
    (minute, *more), hours = sorted(when.minute), sorted(when.hour)
    if more:
        return f"every {more[0] - minute} minutes, from {hours[0]:02}:{minute:02}"
    if len(hours) > 1:
        return f"every {hours[1] - hours[0]} hours, from {hours[0]:02}:{minute:02}"
    at = f"at {hours[0]:02}:{minute:02}"
    if len(when.day_of_month) == 1:
        return f"on day {min(when.day_of_month)} of each month {at}"
    return f"every {DAYS[min(when.day_of_week)] if len(when.day_of_week) == 1 else 'day'} {at}"


def test_scheduled_work_begins_when_the_note_says():
    real = {TITLE_OF[entry["task"]]: in_words(entry["schedule"]) for entry in BEAT_SCHEDULE.values()}
    assert real == SCHEDULE


def test_people_are_notified_as_the_note_says():
    said = {
        event: {
            role: how
            for roles, how in zip(hear, (IN_APP, BOTH), strict=True)
            for role in roles.split(", ")
            if role
        }
        for event, hear in NOTIFIED.items()
    }
    real = {
        EVENT_OF[event]: {role.label: channels for role, channels in hear.items()}
        for event, hear in DEFAULTS.items()
    }
    assert said == real


def test_everybody_may_make_the_moves_that_the_note_says():
    real = {
        (move.source.label, move.target.label): (move.role.label, move.needs_reason) for move in LEGAL_MOVES
    }
    said = {
        (stage, to): (who[0].upper() + who[1:], (stage, to) in NEED_A_REASON)
        for stage, targets in MOVES.items()
        for to, who in targets.items()
    }
    assert said == real
    declined_or_withdrawn = "BDM → Declined, with a reason; broker → Withdrawn, with a reason."
    assert declined_or_withdrawn in note("Who may make which move")


def test_reminders_come_on_the_days_that_the_note_says():
    assert {days: EVENTS[event] for days, event in LADDER.items()} == {
        rung.days: rung.event for rung in RUNGS
    }
    said = note("When reminders of a repayment come")
    assert "1 day before the due date: repayment upcoming. 3 days after the due date" in said


def test_what_no_digest_and_no_preference_holds_back():
    assert {EVENTS[event] for event in notes_module.AT_ONCE} == preferences.AT_ONCE
    assert {(EVENTS[event], "email") for event in notes_module.MANDATORY} == preferences.MANDATORY


def test_digests_come_when_the_note_says():
    assert "in it, at 17:30" in note("Who is notified of what")
    assert all(SCHEDULE[digest].endswith("at 17:30") for digest in ("daily digests", "weekly digests"))


def test_examples_with_lines_and_tables_are_phrases(registry):
    lines = next(one for one in notes() if one.title == "How to write lines and tables").lines
    steps = [line.strip().removeprefix("Then ") for line in lines if line.strip().startswith("Then ")]
    assert len(steps) == 2
    assert all(any(phrase.match(step) for phrase in registry.steps["then"]) for step in steps)
