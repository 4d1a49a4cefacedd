"""The check and unique constraints of every model, on the database itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, Model, UniqueConstraint
from django.test import RequestFactory

from applications import models
from features.drivers import factories
from tests.rows import called, row
from users.models import ApiToken, Digest, EmailDelivery, Notification, NotificationPreference, User

pytestmark = pytest.mark.django_db

ALL = [model for label in ("users", "applications") for model in apps.get_app_config(label).get_models()]
payment = partial(row, models.Payment)
NEGATIVE = Decimal("-0.01")

# Constraint, model, and what it does not take.
CHECKS = [
    ("user_role_is_legal", User, {"role": "teller"}),
    ("user_role_is_legal", User, {"role": ""}),
    ("user_rhythm_is_legal", User, {"role": "broker", "rhythm": "hourly"}),
    ("borrower_has_no_digest", User, {"role": "borrower", "rhythm": "daily"}),
    ("borrower_has_no_digest", User, {"role": "borrower", "rhythm": "weekly"}),
    ("preference_event_is_legal", NotificationPreference, {"event": "birthday"}),
    ("preference_channel_is_legal", NotificationPreference, {"channel": "pigeon"}),
    ("notification_type_is_legal", Notification, {"notification_type": "birthday"}),
    ("email_state_is_legal", EmailDelivery, {"state": "lost"}),
    ("bdm_limit_not_negative", models.BDM, {"approval_limit": NEGATIVE}),
    ("borrower_kind_is_legal", models.Borrower, {"kind": "trust"}),
    ("borrower_income_not_negative", models.Borrower, {"annual_income": NEGATIVE}),
    ("guarantor_kind_is_legal", models.Guarantor, {"kind": "trust"}),
    ("guarantor_income_not_negative", models.Guarantor, {"annual_income": NEGATIVE}),
    # A status, and not a stage.
    ("application_stage_is_legal", models.Application, {"stage": "approved"}),
    ("application_frequency_is_legal", models.Application, {"frequency": "daily"}),
    ("application_amount_above_zero", models.Application, {"amount": 0}),
    ("application_amount_above_zero", models.Application, {"amount": NEGATIVE}),
    ("application_term_above_zero", models.Application, {"term_months": 0}),
    ("application_rate_not_negative", models.Application, {"annual_rate": Decimal("-0.0001")}),
    ("application_valuation_above_zero", models.Application, {"valuation": 0}),
    ("stage_event_from_is_legal", models.StageEvent, {"from_stage": "limbo"}),
    ("stage_event_to_is_legal", models.StageEvent, {"to_stage": "limbo"}),
    ("stage_event_to_is_legal", models.StageEvent, {"to_stage": ""}),
    ("stage_event_is_a_move", models.StageEvent, {"from_stage": "funded", "to_stage": "funded"}),
    (
        "pause_ends_after_it_begins",
        models.HardshipPause,
        {"from_day": date(2025, 5, 2), "to_day": date(2025, 5, 1)},
    ),
    ("document_kind_is_legal", models.Document, {"kind": "selfie"}),
    ("document_version_above_zero", models.Document, {"version": 0}),
    ("signature_has_one_signer", models.Signature, {"borrower": None}),
    ("signature_has_one_signer", models.Signature, {"guarantor": factories.GuarantorFactory}),
    ("fee_amount_above_zero", models.Fee, {"amount": 0}),
    ("fee_amount_paid_not_negative", models.Fee, {"amount_paid": NEGATIVE}),
    ("payment_direction_is_legal", models.Payment, {"direction": "lent"}),
    ("payment_amount_above_zero", models.Payment, {"amount": 0}),
    ("payment_amount_above_zero", models.Payment, {"amount": NEGATIVE}),
    ("reversal_names_its_payment", models.Payment, {"direction": "reversed"}),
    ("reversal_names_its_payment", models.Payment, {"reverses": payment}),
    ("allocation_has_one_purpose", models.Allocation, {"repayment": None}),
    ("allocation_has_one_purpose", models.Allocation, {"fee": partial(row, models.Fee)}),
    ("allocation_amount_above_zero", models.Allocation, {"amount": 0}),
    ("note_visibility_is_legal", models.Note, {"visibility": "public"}),
    ("repayment_number_above_zero", models.Repayment, {"number": 0}),
    ("repayment_principal_not_negative", models.Repayment, {"principal": NEGATIVE}),
    ("repayment_interest_not_negative", models.Repayment, {"interest": NEGATIVE}),
    ("repayment_amount_paid_not_negative", models.Repayment, {"amount_paid": NEGATIVE}),
    ("reminder_state_is_legal", models.Reminder, {"state": "late"}),
    ("arrears_days_not_negative", models.ArrearsSnapshot, {"days_past_due": -1}),
    ("arrears_not_negative", models.ArrearsSnapshot, {"arrears": NEGATIVE}),
    ("arrears_balance_not_negative", models.ArrearsSnapshot, {"balance": NEGATIVE}),
    ("bank_file_lines_not_negative", models.BankFile, {"lines_stated": -1}),
    ("bank_line_state_is_legal", models.BankLine, {"state": "lost", "payment": payment}),
    ("bank_line_amount_not_negative", models.BankLine, {"amount": NEGATIVE}),
    ("bank_line_kind_is_legal", models.BankLine, {"kind": "gift"}),
    ("settled_line_has_a_payment", models.BankLine, {"state": "allocated"}),
    ("settled_line_has_a_payment", models.BankLine, {"state": "reversed", "kind": "dishonour"}),
    (
        "payments_are_allocated_dishonours_reverse",
        models.BankLine,
        {"state": "reversed", "kind": "payment", "payment": payment},
    ),
    (
        "payments_are_allocated_dishonours_reverse",
        models.BankLine,
        {"state": "allocated", "kind": "dishonour", "payment": payment},
    ),
    (
        "only_a_line_in_suspense_resembles",
        models.BankLine,
        {"state": "set_aside", "resembles": payment},
    ),
    ("only_a_line_set_aside_says_why", models.BankLine, {"set_aside_because": "Paid back"}),
    ("report_kind_is_legal", models.Report, {"kind": "daily"}),
    ("report_version_above_zero", models.Report, {"version": 0}),
    ("report_period_is_a_period", models.Report, {"last_day": date(2025, 3, 2)}),
]

# The least that the same constraints do take, and what is not known yet.
TAKEN = [
    (User, {"role": "broker", "rhythm": "daily"}),
    (User, {"role": "admin", "rhythm": "weekly"}),
    (User, {"role": "borrower", "rhythm": "single"}),
    (models.BDM, {"approval_limit": Decimal(0)}),
    (models.Borrower, {"kind": "company", "annual_income": Decimal(0)}),
    (models.Borrower, {"annual_income": None}),
    (models.Guarantor, {"kind": "company", "annual_income": Decimal(0)}),
    (models.Application, {"amount": Decimal("0.01"), "valuation": Decimal("0.01"), "term_months": 1}),
    (models.Application, {"annual_rate": Decimal(0), "frequency": "fortnightly"}),
    (models.Application, {"amount": None, "valuation": None, "term_months": None, "annual_rate": None}),
    (models.StageEvent, {"from_stage": "", "to_stage": "inquiry"}),
    (models.HardshipPause, {"from_day": date(2025, 5, 1), "to_day": date(2025, 5, 1)}),
    (models.Signature, {"borrower": None, "guarantor": factories.GuarantorFactory}),
    (models.Payment, {"direction": "reversed", "reverses": payment}),
    (models.Allocation, {"repayment": None, "fee": partial(row, models.Fee), "amount": Decimal("0.01")}),
    (models.Note, {"visibility": "customer"}),
    (models.Repayment, {"principal": Decimal(0), "interest": Decimal(0)}),
    (models.ArrearsSnapshot, {"days_past_due": 0, "arrears": Decimal(0), "balance": Decimal(0)}),
    (models.BankFile, {"lines_stated": 0}),
    (models.BankFile, {"lines_stated": None}),
    (models.BankLine, {"state": "suspense", "payment": None, "amount": Decimal(0)}),
    (models.BankLine, {"state": "reversed", "kind": "dishonour", "payment": payment}),
    (models.BankLine, {"state": "suspense", "kind": "dishonour"}),
    (models.BankLine, {"state": "suspense", "resembles": payment}),
    (models.BankLine, {"state": "set_aside", "payment": None}),
    (models.BankLine, {"state": "set_aside", "set_aside_because": "Paid back"}),
    (models.Report, {"first_day": date(2025, 3, 3), "last_day": date(2025, 3, 3)}),
]


@dataclass(frozen=True)
class Unique:
    """What two rows of a model may not have in common."""

    constraint: str
    model: type[Model]
    fields: tuple[str, ...]
    # Another value of such a field, where a new row would not have one of its own.
    other: Mapping[str, Any] = field(default_factory=dict)
    # What both rows are besides.
    both: Mapping[str, Any] = field(default_factory=dict)

    def first(self) -> Model:
        return row(self.model, **self.both)

    def second(self, first: Model, *, differs_in: str | None = None) -> Model:
        """A row that has all the fields in common with the first, or all but one."""
        common = {name: getattr(first, name) for name in self.fields if name != differs_in}
        differing = {differs_in: self.other[differs_in]} if differs_in in self.other else {}
        return row(self.model, **{**self.both, **common, **differing})


def column(model: type[Model], name: str, **both) -> Unique:
    """A column in which no two rows have the same."""
    return Unique(f"{model.__name__}.{name}", model, (name,), both=both)


UNIQUE = [
    Unique(
        "preference_unique",
        NotificationPreference,
        ("user", "event", "channel"),
        other={"event": "stale_application", "channel": "in_app"},
    ),
    Unique("one_digest_a_day", Digest, ("user", "day"), other={"day": date(2025, 3, 15)}),
    Unique("notification_told_once", Notification, ("dedupe_key", "user")),
    Unique("notification_sequence_unique", Notification, ("user", "sequence")),
    column(EmailDelivery, "message_id"),
    column(ApiToken, "digest"),
    column(EmailDelivery, "notification", notification=partial(row, Notification)),
    column(models.Branch, "name"),
    column(models.BDM, "user"),
    column(models.Broker, "user"),
    column(models.Borrower, "user"),
    column(models.Guarantor, "user", user=factories.UserFactory),
    column(models.Application, "reference"),
    Unique(
        "document_version_unique",
        models.Document,
        ("application", "kind", "version"),
        other={"kind": "income", "version": 2},
    ),
    Unique("one_copy_a_borrower", models.PersonalCopy, ("document", "borrower")),
    Unique("borrower_signs_once", models.Signature, ("document", "borrower")),
    Unique(
        "guarantor_signs_once",
        models.Signature,
        ("document", "guarantor"),
        both={"borrower": None, "guarantor": factories.GuarantorFactory},
    ),
    column(models.Payment, "reverses", direction="reversed", reverses=payment),
    Unique("allocated_once_a_repayment", models.Allocation, ("payment", "repayment")),
    Unique(
        "allocated_once_a_fee",
        models.Allocation,
        ("payment", "fee"),
        both={"repayment": None, "fee": partial(row, models.Fee)},
    ),
    Unique("repayment_number_unique", models.Repayment, ("application", "number"), other={"number": 2}),
    Unique("reminded_once_a_rung", models.Reminder, ("repayment", "rung"), other={"rung": 3}),
    Unique(
        "arrears_once_a_day", models.ArrearsSnapshot, ("application", "day"), other={"day": date(2025, 4, 12)}
    ),
    column(models.BankFile, "sha256"),
    column(models.BankLine, "identity"),
    column(models.BankLine, "payment", state="allocated", payment=payment),
    column(models.BankLine, "resembles", resembles=payment),
    Unique(
        "bank_fault_listed_once",
        models.BankFault,
        ("bank_file", "line_number", "reason"),
        other={"line_number": 2, "reason": "The file ends without a total."},
    ),
    Unique(
        "bank_line_number_unique", models.BankLine, ("bank_file", "line_number"), other={"line_number": 2}
    ),
    Unique(
        "bdm_report_version_unique",
        models.Report,
        ("kind", "first_day", "bdm", "version"),
        other={"kind": "monthly_compliance", "first_day": date(2025, 3, 4), "version": 2},
        both={"bdm": factories.BDMFactory},
    ),
    Unique(
        "book_report_version_unique",
        models.Report,
        ("kind", "first_day", "version"),
        other={"kind": "monthly_compliance", "first_day": date(2025, 3, 4), "version": 2},
    ),
]


def refusal_of(write) -> str:
    """What the database says to a row that it does not take."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        write()
    return str(refused.value)


def names_of(model: type[Model], kind: type) -> set[str]:
    return {constraint.name for constraint in model._meta.constraints if isinstance(constraint, kind)}


@pytest.mark.parametrize(("constraint", "model", "fields"), CHECKS)
def test_check_constraint_refuses_row(constraint, model, fields):
    # Django adds a check of its own to columns of positive numbers, which may answer first.
    own = {"arrears_days_not_negative": "days_past_due", "bank_file_lines_not_negative": "lines_stated"}
    answer = refusal_of(lambda: row(model, **fields))
    assert constraint in answer or own.get(constraint, constraint) in answer


@pytest.mark.parametrize(("model", "fields"), TAKEN)
def test_check_constraint_accepts_boundary(model, fields):
    given = called(fields)
    taken = row(model, **given)
    taken.refresh_from_db()
    assert {name: getattr(taken, name) for name in given} == given


@pytest.mark.parametrize("unique", UNIQUE, ids=lambda unique: unique.constraint)
def test_unique_constraint_refuses_duplicate(unique):
    first = unique.first()
    answer = refusal_of(lambda: unique.second(first))
    # PostgreSQL names the constraint, SQLite the columns.
    table = type(first)._meta.db_table
    columns = [type(first)._meta.get_field(name).column for name in unique.fields]
    in_sqlite = "UNIQUE constraint failed: " + ", ".join(f"{table}.{name}" for name in columns)
    assert unique.constraint in answer or f"{table}_{columns[0]}" in answer or in_sqlite in answer


@pytest.mark.parametrize(
    ("unique", "name"),
    [
        pytest.param(unique, name, id=f"{unique.constraint}-{name}")
        for unique in UNIQUE
        for name in unique.fields
    ],
)
def test_unique_constraint_accepts_a_difference_in_one_field(unique, name):
    first = unique.first()
    second = unique.second(first, differs_in=name)
    assert unique.model.objects.filter(pk__in=[first.pk, second.pk]).count() == 2
    assert getattr(first, name) != getattr(second, name)


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (models.BDM, {"user": None}),
        (models.Broker, {"user": None}),
        (models.Borrower, {"user": None}),
        (models.Guarantor, {"user": None}),
        (models.Payment, {"reverses": None}),
        (models.BankLine, {"payment": None}),
        (models.BankLine, {"resembles": None}),
        (EmailDelivery, {"notification": None}),
        (Notification, {"digest": None}),
    ],
)
def test_unique_constraint_ignores_null(model, fields):
    rows = [row(model, **fields), row(model, **fields)]
    assert model.objects.filter(pk__in=[one.pk for one in rows], **fields).count() == 2


@pytest.mark.parametrize("address", ["omar@example.com", "OMAR@example.com", "Omar@Example.COM"])
def test_address_is_unique_in_any_case(address):
    row(User, email="Omar@example.com")
    answer = refusal_of(lambda: row(User, email=address))
    assert "user_email_unique_in_any_spelling" in answer or "users_user.email_key" in answer


@pytest.mark.parametrize("whole_book_first", [True, False])
def test_overall_report_and_bdm_report_coexist(whole_book_first):
    bdm = factories.BDMFactory()
    for scope in (None, bdm) if whole_book_first else (bdm, None):
        row(models.Report, bdm=scope)
    assert models.Report.objects.count() == 2


def test_one_payment_pays_a_repayment_and_two_fees():
    paid = payment()
    row(models.Allocation, payment=paid)
    for _ in range(2):
        row(models.Allocation, payment=paid, repayment=None, fee=row(models.Fee))
    assert paid.allocations.count() == 3


def test_a_borrower_and_two_guarantors_sign_one_document():
    document = factories.DocumentFactory()
    row(models.Signature, document=document)
    for _ in range(2):
        row(models.Signature, document=document, borrower=None, guarantor=factories.GuarantorFactory())
    assert document.signatures.count() == 3


def test_every_constraint_is_tested():
    checks = set().union(*(names_of(model, CheckConstraint) for model in ALL))
    assert {constraint for constraint, *_ in CHECKS} == checks
    unique = set().union(*(names_of(model, UniqueConstraint) for model in ALL))
    columns = {
        f"{model.__name__}.{column.name}"
        for model in ALL
        for column in model._meta.concrete_fields
        if column.unique and not column.primary_key
    }
    # An address is the same in any spelling: tests/users/test_addresses.py.
    address = {"User.email", "user_email_unique_in_any_spelling", "email_written_once"}
    assert {case.constraint for case in UNIQUE} | address == unique | columns


def writable() -> list:
    """The models whose rows an admin adds or changes by a form."""
    request = RequestFactory().get("/")
    request.user = User(role="admin", is_staff=True, is_superuser=True)
    pages = admin.site._registry.items()
    return [
        model for model, its in pages if its.has_add_permission(request) or its.has_change_permission(request)
    ]


def test_forms_never_show_the_name_of_a_constraint():
    unnamed = [
        constraint.name
        for model in writable()
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint) and not constraint.name.endswith("_is_legal")
        if constraint.violation_error_message == CheckConstraint.default_violation_error_message
    ]
    assert models.HardshipPause in writable()
    assert unnamed == []
