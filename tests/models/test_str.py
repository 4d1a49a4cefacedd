"""The str() of each model, as people read it on the admin pages."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps

from applications import models
from features.drivers import factories
from tests.rows import row
from users.models import ApiToken, Digest, EmailDelivery, Inbox, Notification, NotificationPreference, User

pytestmark = pytest.mark.django_db


def application():
    return factories.ApplicationFactory(reference="HL-OMAR")


def repayment():
    return factories.RepaymentFactory(application=application(), number=7, due_date=date(2025, 4, 1))


def document():
    return factories.DocumentFactory(application=application(), kind="formal_approval", version=2)


def fee():
    return row(models.Fee, application=application(), kind="Valuation")


NAMED = [
    (User, {"name": "Ada"}, "Ada"),
    (
        NotificationPreference,
        {
            "user": lambda: factories.UserFactory(name="Ada"),
            "event": "repayment_arrears",
            "channel": "in_app",
        },
        "Ada: Repayment in arrears, in-app",
    ),
    (ApiToken, {"user": lambda: factories.UserFactory(name="Ada")}, "API token of Ada"),
    (Inbox, {"user": lambda: factories.UserFactory(name="Ada")}, "Inbox of Ada"),
    (
        Digest,
        {"user": lambda: factories.UserFactory(name="Ada"), "day": date(2025, 3, 14)},
        "Digest for Ada, 2025-03-14",
    ),
    (Notification, {"message": "We are having the property valued."}, "We are having the property valued."),
    (
        EmailDelivery,
        {"subject": "Your loan HL-OMAR is approved", "address": "omar@example.com"},
        "Your loan HL-OMAR is approved (omar@example.com)",
    ),
    (models.Branch, {"name": "Sydney"}, "Sydney"),
    (models.BDM, {"name": "Ben"}, "Ben"),
    (models.Broker, {"name": "Bella"}, "Bella"),
    (models.Borrower, {"name": "Omar"}, "Omar"),
    (models.Guarantor, {"name": "Greta"}, "Greta"),
    (models.Application, {"reference": "HL-OMAR"}, "HL-OMAR"),
    (
        models.StageEvent,
        {"from_stage": "formal_approval", "to_stage": "pre_approval"},
        "Formal approval → Pre-approval",
    ),
    (models.StageEvent, {"from_stage": "", "to_stage": "inquiry"}, "opened → Inquiry"),
    (
        models.AuditEntry,
        {"by": lambda: factories.UserFactory(name="Ben"), "act": "took over the application"},
        "Ben took over the application",
    ),
    (
        models.IdempotencyKey,
        {"key": "6f8a2c1e-0b1d-4c53-9a55-2f0c6f0f7f11"},
        "6f8a2c1e-0b1d-4c53-9a55-2f0c6f0f7f11",
    ),
    (
        models.HardshipPause,
        {"from_day": date(2025, 5, 1), "to_day": date(2025, 5, 31)},
        "2025-05-01 to 2025-05-31",
    ),
    (models.Document, {"kind": "income", "version": 3}, "Proof of income, version 3"),
    (
        models.document.UndrawnDocument,
        {"document": lambda: factories.DocumentFactory(kind="income", version=3)},
        "Proof of income, version 3, undrawn",
    ),
    (
        models.PersonalCopy,
        {"document": document, "borrower": lambda: factories.BorrowerFactory(name="Omar")},
        "Formal approval, version 2, for Omar",
    ),
    (
        models.Signature,
        {"document": document, "borrower": lambda: factories.BorrowerFactory(name="Omar")},
        "Omar on Formal approval, version 2",
    ),
    (
        models.Signature,
        {
            "document": document,
            "borrower": None,
            "guarantor": lambda: factories.GuarantorFactory(name="Greta"),
        },
        "Greta on Formal approval, version 2",
    ),
    (models.Fee, {"application": application, "kind": "Valuation"}, "Valuation for HL-OMAR"),
    (
        models.Payment,
        {"application": application, "amount": Decimal("1250.00"), "value_date": date(2025, 4, 1)},
        "Received 1250.00 on 2025-04-01 for HL-OMAR",
    ),
    (
        models.Allocation,
        {"repayment": repayment, "amount": Decimal("1250.00")},
        "1250.00 for HL-OMAR no. 7, due 2025-04-01",
    ),
    (
        models.Allocation,
        {"repayment": None, "fee": fee, "amount": Decimal("300.00")},
        "300.00 for Valuation for HL-OMAR",
    ),
    (
        models.Repayment,
        {"application": application, "number": 7, "due_date": date(2025, 4, 1)},
        "HL-OMAR no. 7, due 2025-04-01",
    ),
    (models.Reminder, {"repayment": repayment, "rung": -1}, "-1 for HL-OMAR no. 7, due 2025-04-01"),
    (models.Reminder, {"repayment": repayment, "rung": 10}, "+10 for HL-OMAR no. 7, due 2025-04-01"),
    (
        models.ArrearsSnapshot,
        {"application": application, "day": date(2025, 4, 11), "days_past_due": 10},
        "HL-OMAR on 2025-04-11, days past due: 10",
    ),
    (models.BankFile, {"name": "May.csv"}, "May.csv"),
    (models.BankFault, {"line_number": 12, "reason": "It is empty."}, "line 12: It is empty."),
    (
        models.BankLine,
        {"bank_file": lambda: row(models.BankFile, name="May.csv"), "line_number": 12},
        "May.csv line 12",
    ),
    (
        models.Report,
        {"kind": "monthly_compliance", "first_day": date(2025, 3, 1), "last_day": date(2025, 3, 31)},
        "Monthly compliance 2025-03-01 to 2025-03-31, version 1",
    ),
]


@pytest.mark.parametrize(("model", "fields", "name"), NAMED)
def test_str_of_each_model(model, fields, name):
    assert str(row(model, **fields)) == name


def test_str_of_a_note():
    note = row(models.Note, application=application())
    assert str(note) == f"Note {note.pk} on HL-OMAR"


def test_every_model_is_tested():
    configs = [apps.get_app_config(label) for label in ("users", "applications")]
    every = {model for config in configs for model in config.get_models()}
    assert {model for model, *_ in NAMED} | {models.Note} == every
