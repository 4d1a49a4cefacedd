"""Everything that people fill in about a loan can be said in a scenario: each field has a phrase."""

import pytest

from applications import models
from timeskip.gherkin import dictionary

PAST = "{person}'s applications have this past"
OWED = "{person}'s borrowers owe these repayments"
PAUSE = "{person} has granted {person} a hardship pause from {day} to {day} because {string}"
NOTE = "{person} has written the {visibility} note {text} on {person}'s application"
FEE = "{person} owes a {string} fee of {amount} on {day}"
PARTY = {
    "name": "{person}'s full name is {string}",
    "kind": "{person} is the company {string}",
    "birth_date": "{person} was born on {day} and earns {money} a year",
    "annual_income": "{person} was born on {day} and earns {money} a year",
}
LOGIN = "{person}'s login has been taken away"

# Model → field → the Given that sets it.
SAID = {
    models.Branch: {"name": "{person} works in the {string} branch"},
    models.BDM: {
        "user": LOGIN,
        "branch": "{person} works in the {string} branch",
        "approval_limit": "{person}'s approval limit has been changed to {money}",
    },
    models.Broker: {
        "user": LOGIN,
        "company": "{person} is a broker of the company {string}",
        "branch": "{person} works in the {string} branch",
        "primary_bdm": "{person}'s primary BDM has become {person}",
        "other_bdms": "{person} also works with {person}",
    },
    models.Borrower: {
        **PARTY,
        "user": "{person} has no login",
        "email": "{person}'s e-mail address has been changed to {text}",
    },
    models.Guarantor: PARTY,
    models.Application: {
        "stage": "{person}'s application is at {stage}",
        "stage_since": PAST,
        "created_at": PAST,
        "amount": "{person}'s loan has been corrected to {amount}",
        "term_months": "{person}'s loan has been corrected to {count} months",
        "annual_rate": "{person}'s loan has been corrected to {rate}",
        "frequency": "{person}'s loan is repaid {frequency}",
        "valuation": "{person}'s property is valued at {amount}",
        "funding_date": "{person}'s funding date is {day}",
        "broker": "{person} has taken over {person}'s application",
        "bdm": "{person} has taken over {person}'s application",
        "borrowers": "{person} borrows together with {person}",
        "guarantors": "{person} guarantees {person}'s loan",
    },
    models.StageEvent: {
        "application": PAST,
        "from_stage": PAST,
        "to_stage": PAST,
        "at": PAST,
        "by": "{person} has moved {person}'s application to {stage} because {string}",
        "reason": "{person} has moved {person}'s application to {stage} because {string}",
    },
    models.HardshipPause: dict.fromkeys(("application", "from_day", "to_day", "reason", "author"), PAUSE),
    models.Note: {
        **dict.fromkeys(("application", "author", "text", "visibility"), NOTE),
        "assignee": "{person} has assigned {person} the {visibility} note {string} on {person}'s application",
        "remind_on": "{person} has asked for a reminder of the note {string} on {day}",
        "done_at": "{person} has marked the note {string} as done",
    },
    models.Fee: dict.fromkeys(("application", "kind", "amount", "due_date"), FEE),
    models.Repayment: {
        **dict.fromkeys(("application", "due_date", "principal", "interest"), OWED),
        "cancelled": "{person}'s repayment on {day} has been cancelled",
    },
    models.Payment: {
        **dict.fromkeys(
            ("application", "amount", "value_date"),
            "{person}'s payment of {money} with value date {day} has arrived",
        ),
        "recorded_by": "{person} has recorded {person}'s payment of {money}",
        "direction": "{person}'s payment has bounced",
        "reverses": "{person}'s payment has bounced",
    },
}
# What the CRM sets by itself, a name that the story gives, and the same for every person of a story.
NOT_SAID = {
    "BDM": {"name"},
    "Broker": {"name"},
    "Borrower": {"tax_file_number", "account_number", "address_version"},
    "Guarantor": {"user", "email", "tax_file_number", "account_number"},
    "Application": {"reference", "stale_alert"},
    "HardshipPause": {"created_at"},
    "Note": {"created_at", "reminded_for"},
    "Repayment": {"number", "amount_paid"},
    "Fee": {"amount_paid"},
    "Payment": {"recorded_at"},
}


@pytest.fixture(scope="module")
def givens(registry) -> set[str]:
    return {entry.phrase for entry in dictionary.entries(registry) if entry.keyword == "Given"}


@pytest.mark.parametrize("model", SAID, ids=lambda model: model.__name__)
def test_each_field_can_be_said(model, givens):
    said, not_said = SAID[model], NOT_SAID.get(model.__name__, set())
    fields = {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)} - {"id"}
    assert fields == said.keys() | not_said
    assert set(said.values()) <= givens
