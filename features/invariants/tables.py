"""The tables of the lender's books, and what invariants look at in each."""

from django.db.models import Model

from applications import models as loans
from users import models as users

# Table → model and columns. Each is read by itself, so that a write to one makes no other out of date.
TABLES: dict[str, tuple[type[Model], str]] = {
    "applications": (
        loans.Application,
        "pk reference stage stage_since created_at amount frequency funding_date broker_id bdm_id",
    ),
    "borrowers_of_applications": (loans.Application.borrowers.through, "application_id borrower_id"),
    "guarantors_of_applications": (loans.Application.guarantors.through, "application_id guarantor_id"),
    "brokers": (loans.Broker, "pk user_id"),
    "bdms": (loans.BDM, "pk user_id approval_limit"),
    "borrowers": (loans.Borrower, "pk user_id email birth_date annual_income"),
    "guarantors": (loans.Guarantor, "pk email birth_date annual_income"),
    "stage_events": (loans.StageEvent, "pk application_id from_stage to_stage at by_id reason"),
    "repayments": (
        loans.Repayment,
        "pk application_id number due_date principal interest cancelled amount_paid",
    ),
    "fees": (loans.Fee, "pk application_id amount due_date amount_paid"),
    "payments": (
        loans.Payment,
        "pk application_id direction amount value_date recorded_at reverses_id",
    ),
    "allocations": (loans.Allocation, "pk payment_id repayment_id fee_id amount"),
    "reminders": (loans.Reminder, "pk repayment_id rung state created_at"),
    "pauses": (loans.HardshipPause, "pk application_id from_day to_day"),
    "snapshots": (loans.ArrearsSnapshot, "pk application_id day days_past_due"),
    "bank_files": (loans.BankFile, "pk"),
    "bank_lines": (
        loans.BankLine,
        "pk line_number kind amount reference state payment_id application_id resolved_by_id",
    ),
    "reports": (loans.Report, "pk kind first_day last_day bdm_id version figures cutoff"),
    "documents": (loans.Document, "pk application_id kind version"),
    "personal_copies": (loans.PersonalCopy, "pk document_id borrower_id file"),
    "signatures": (loans.Signature, "pk document_id borrower_id guarantor_id"),
    "notes": (
        loans.Note,
        "pk application_id author_id assignee_id text visibility remind_on reminded_for done_at",
    ),
    "people": (users.User, "pk name email role is_active rhythm"),
    "preferences": (users.NotificationPreference, "pk user_id event channel enabled"),
    "inboxes": (users.Inbox, "user_id last_sequence"),
    "notifications": (
        users.Notification,
        "pk user_id notification_type message subject_ref sequence dedupe_key hidden read_at for_digest "
        "digest_id created_at",
    ),
    "emails": (
        users.EmailDelivery,
        "pk address subject context dedupe_key message_id state attempts next_attempt_at expires_at "
        "notification_id",
    ),
}
