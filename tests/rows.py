"""One valid row of any model, with its parents."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

from django.db.models import Model
from django.utils import timezone

from applications import models
from features.drivers import factories
from users.models import ApiToken, Digest, EmailDelivery, Inbox, Notification, NotificationPreference, User

_numbers = count(1)

# Model → its fields; what can be called is called for each row.
FIELDS: Mapping[type[Model], Mapping[str, Any]] = {
    models.Branch: {"name": lambda: f"Branch {next(_numbers)}"},
    models.StageEvent: {
        "application": factories.ApplicationFactory,
        "from_stage": "inquiry",
        "to_stage": "pre_approval",
        "by": factories.UserFactory,
    },
    models.AuditEntry: {
        "application": factories.ApplicationFactory,
        "by": factories.UserFactory,
        "act": "took over the application",
    },
    models.HardshipPause: {
        "application": factories.ApplicationFactory,
        "from_day": date(2025, 5, 1),
        "to_day": date(2025, 5, 31),
        "reason": "Illness",
        "author": factories.UserFactory,
    },
    models.IdempotencyKey: {"key": uuid4, "digest": "0" * 64},
    models.Signature: {"document": factories.DocumentFactory, "borrower": factories.BorrowerFactory},
    models.document.UndrawnDocument: {"document": factories.DocumentFactory, "content": dict},
    models.PersonalCopy: {
        "document": factories.DocumentFactory,
        "borrower": factories.BorrowerFactory,
        "sha256": "0" * 64,
        "file": "documents/copy.pdf",
    },
    models.Fee: {
        "application": factories.ApplicationFactory,
        "kind": "Valuation",
        "amount": Decimal("300.00"),
        "due_date": date(2025, 4, 1),
    },
    models.Payment: {
        "application": factories.ApplicationFactory,
        "amount": Decimal("1250.00"),
        "value_date": date(2025, 4, 1),
    },
    models.Allocation: {
        "payment": lambda: row(models.Payment),
        "repayment": factories.RepaymentFactory,
        "amount": Decimal("1250.00"),
    },
    models.BankFile: {"name": "May.csv", "sha256": lambda: f"{next(_numbers):064}", "file": "May.csv"},
    models.BankFault: {
        "bank_file": lambda: row(models.BankFile),
        "line_number": 1,
        "reason": "The file is empty.",
    },
    models.BankLine: {
        "bank_file": lambda: row(models.BankFile),
        "line_number": 1,
        "identity": lambda: f"transaction {next(_numbers)}",
        "value_date": date(2025, 4, 1),
        "amount": Decimal("1250.00"),
        "state": "suspense",
    },
    models.Note: {
        "application": factories.ApplicationFactory,
        "author": factories.UserFactory,
        "text": "Call again.",
    },
    models.Reminder: {"repayment": factories.RepaymentFactory, "rung": -1, "state": "sent"},
    models.ArrearsSnapshot: {
        "application": factories.ApplicationFactory,
        "day": date(2025, 4, 11),
        "days_past_due": 10,
        "arrears": Decimal("1250.00"),
        "balance": Decimal("250000.00"),
    },
    models.Report: {
        "kind": "weekly_pipeline",
        "first_day": date(2025, 3, 3),
        "last_day": date(2025, 3, 9),
        "figures": dict,
        "cutoff": timezone.now,
    },
    NotificationPreference: {
        "user": factories.UserFactory,
        "event": "application_status",
        "channel": "email",
        "enabled": False,
    },
    Inbox: {"user": factories.UserFactory},
    Digest: {"user": factories.UserFactory, "day": date(2025, 3, 14)},
    Notification: {
        "user": factories.UserFactory,
        "notification_type": "application_status",
        "message": "We are having the property valued.",
        "sequence": lambda: next(_numbers),
        "dedupe_key": lambda: f"key {next(_numbers)}",
    },
    EmailDelivery: {
        "address": "omar@example.com",
        "subject": "Your loan HL-OMAR is approved",
        "template": "application_status",
        "dedupe_key": lambda: f"key {next(_numbers)}",
        "message_id": lambda: f"<{next(_numbers)}@harbour.example>",
        "next_attempt_at": timezone.now,
    },
}
FACTORIES = {
    ApiToken: lambda **fields: _api_token(**fields),
    User: factories.UserFactory,
    models.BDM: factories.BDMFactory,
    models.Broker: factories.BrokerFactory,
    models.Borrower: factories.BorrowerFactory,
    models.Guarantor: factories.GuarantorFactory,
    models.Application: factories.ApplicationFactory,
    models.Document: factories.DocumentFactory,
    models.Repayment: factories.RepaymentFactory,
}


def _api_token(**fields) -> ApiToken:
    # The manager's `create` draws a digest by itself, and returns the token as well.
    token = ApiToken(**{"user": fields.pop("user", None) or factories.UserFactory(), **fields})
    token.digest = token.digest or f"{next(_numbers):0128}"
    token.save()
    return token


def called(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, with what can be called replaced by what it returns."""
    return {name: value() if callable(value) else value for name, value in fields.items()}


def row(model: type[Model], **fields) -> Model:
    """A new row of `model`; it is valid but for what `fields` say."""
    given = called(fields)
    if model in FACTORIES:
        return FACTORIES[model](**given)
    others = {name: value for name, value in FIELDS[model].items() if name not in given}
    return model.objects.create(**called(others), **given)
