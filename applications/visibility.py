"""Which role reads which field of the loan book. A field that is not in the table is shown to nobody.

Selectors decide which rows a person sees; this table decides which fields of those rows.
"""

from applications.stages import Stage
from users import visibility as people
from users.preferences import Role
from users.visibility import ADMINS, EVERYBODY, LENDER, Table, to

WITH_BROKER = LENDER | {Role.BROKER}

_ROWS: Table = {
    "Application": {
        **to(
            EVERYBODY,
            *("reference", "stage", "stage_since", "amount", "term_months", "annual_rate", "frequency"),
            *("funded_on", "planned_funding_date", "broker", "bdm", "borrowers", "guarantors"),
            *("created_at", "latest_moves", "overdue_since", "days_past_due", "overdue"),
        ),
        # Of a loan found for money in suspense.
        **to(LENDER, "oldest_due", "oldest_owed"),
        **to(LENDER, "paused_until"),
        # The lender orders the valuation for its own decision.
        **to(WITH_BROKER, "valuation", "waits_for", "is_stale"),
    },
    "StageEvent": {
        # `words` names the move: the stage for staff and brokers, customers' words for a borrower.
        **to(EVERYBODY, "from_stage", "to_stage", "at", "words"),
        # Of the reasons, a broker reads only those that `reads_reason` allows.
        **to(WITH_BROKER, "by", "reason"),
    },
    "AuditEntry": to(LENDER, "by", "at", "act"),
    "Broker": {
        **to(EVERYBODY, "name"),
        **to(WITH_BROKER, "pk"),
        **to(ADMINS, "user", "branch", "company", "primary_bdm", "running"),
    },
    "BDM": {
        **to(EVERYBODY, "name", "branch"),
        **to(WITH_BROKER, "pk"),
        **to(ADMINS, "user", "approval_limit", "running"),
    },
    "Branch": {**to(EVERYBODY, "name"), **to(ADMINS, "pk")},
    # Birth date, income, tax file and account number are entered and never shown: of these, only whether they
    # are `on_file`.
    "Borrower": {
        **to(EVERYBODY, "name"),
        **to(WITH_BROKER, "pk", "kind", "email", "on_file", "login"),
        **to(LENDER, "logs_in_with"),
    },
    "Guarantor": {**to(EVERYBODY, "name"), **to(WITH_BROKER, "pk", "kind", "email", "on_file")},
    "Document": {
        **to(EVERYBODY, "pk", "kind", "version", "created_at", "signatures", "waits_for", "may_be_signed"),
        **to(WITH_BROKER, "handed_in_by"),
        **to(LENDER, "application"),
    },
    "Signature": {**to(EVERYBODY, "signed_by", "signed_at"), **to(WITH_BROKER, "recorded_by")},
    # The reason may be an illness: it is the lender's to know, and not a co-borrower's.
    "HardshipPause": {
        **to(LENDER | {Role.BORROWER}, "from_day", "to_day"),
        **to(LENDER, "pk", "reason", "author", "may_be_ended", "may_be_removed"),
    },
    "Note": {
        **to(EVERYBODY, "text", "author", "created_at"),
        **to(WITH_BROKER, "pk", "application", "assignee", "remind_on", "done_at", "may_be_finished"),
    },
    "Repayment": {
        **to(
            EVERYBODY, "number", "due_date", "principal", "interest", "owed", "paid_on", "part_paid", "state"
        ),
        **to(LENDER, "application", "passed_on_at"),
    },
    "Fee": to(EVERYBODY, "kind", "due_date", "amount", "owed"),
    "Payment": {
        **to(EVERYBODY, "value_date", "direction", "amount"),
        **to(LENDER, "id", "recorded_by", "reversed", "is_of_a_bank_file"),
        **to(ADMINS, "pk", "may_bounce", "application"),
    },
    "Report": to(
        LENDER, "pk", "kind", "first_day", "last_day", "bdm", "version", "cutoff", "title", "tables"
    ),
    "BankFile": to(
        ADMINS,
        *("pk", "id", "name", "uploaded_at", "uploaded_by", "finished_at", "lines_stated", "total_stated"),
        *("booked", "faulty", "faults", "more_faults"),
    ),
    "BankFault": to(ADMINS, "line_number", "reason"),
    "BankLine": {
        **to(LENDER, "pk", "id", "kind", "amount", "value_date", "reference", "reason"),
        **to(LENDER, "application", "resembles"),
        **to(ADMINS, "line_number", "bank_file", "state", "resolved_by", "resolved_at"),
        **to(ADMINS, "set_aside_because"),
    },
}

_HEAD = ("subject", "name", "message", "url", "site_url")

_EMAILS: Table = {
    "e-mail application_status": to(EVERYBODY, *_HEAD, "reference", "amount", "date"),
    "e-mail note_reminder": to(WITH_BROKER, *_HEAD, "reference", "author", "date"),
    "e-mail repayment_reminder": to(EVERYBODY, *_HEAD, "reference", "owed", "due"),
    "e-mail report_ready": to(LENDER, *_HEAD, "facts"),
    "e-mail signature_required": to(EVERYBODY, *_HEAD, "reference", "amount", "date"),
    "e-mail stale_application": to(LENDER, *_HEAD, "reference", "stage", "since"),
}

_TERMS = ("Loan amount", "Term", "Interest rate")
_PERSONAL = ("Kind", "E-mail", "Born", "Income a year", "Tax file number", "Account")
_LETTER = ("reference", "date", "names", "terms", *_TERMS)

_PAPERS: Table = {
    # Personal data are on one page per person; a borrower's copy has only that borrower's page.
    "paper application_form": to(
        EVERYBODY,
        *("reference", "date", "loan", "parties", "contacts", "people", "people.role", "people.name"),
        *(*_TERMS, "Repayments", "people.facts", *_PERSONAL, "Broker", "Business development manager"),
    ),
    "paper indicative_letter": to(EVERYBODY, *_LETTER, "Repayments", "bdm"),
    "paper formal_approval": to(EVERYBODY, *_LETTER, "Repayments", "bdm", "signers"),
    "paper repayment_schedule": to(EVERYBODY, *_LETTER, "Funded on", "rows", "totals"),
}

_SHEETS: Table = {
    "CSV applications": to(
        LENDER,
        *("Reference", "Borrowers", "Stage", "Amount", "Rate", "Term in months", "Repayments", "Broker"),
        *("BDM", "Branch", "Applied on", "At this stage since", "Balance", "Days past due", "Overdue"),
    ),
    "CSV weekly_pipeline": to(
        LENDER,
        *("Figure", "Value", "Stage", "Opening", "In", "Out", "Closing"),
        *("Left in the week", "Median days", "Mean days", "Reached", "Share"),
    ),
    "CSV monthly_compliance": to(
        LENDER,
        *("Figure", "Value", "Repayments", "Number", "Repayments due in the month", "Amount"),
        *("Days past due", "Loans", "Arrears", "Balance", "Share of book", "Notices"),
    ),
}

SHOWN: Table = {**_ROWS, **people.SHOWN, **_EMAILS, **_PAPERS, **_SHEETS}

# Moves whose reason a broker reads, because the broker must act on it: moves back, and reopening.
REASONS_FOR_BROKERS = frozenset(
    {
        (Stage.VALUATION, Stage.PRE_APPROVAL),
        (Stage.FORMAL_APPROVAL, Stage.VALUATION),
        (Stage.SETTLEMENT, Stage.FORMAL_APPROVAL),
        (Stage.DECLINED, Stage.INQUIRY),
        (Stage.WITHDRAWN, Stage.INQUIRY),
    }
)


def reads(role: str, thing: str, field: str) -> bool:
    """Whether somebody of this role reads a field of the rows of a model that they may see."""
    return role in SHOWN.get(thing, {}).get(field, ())


def always_reads(thing: str, field: str) -> bool:
    """Whether every role that reads anything of such a row reads this field."""
    return SHOWN[thing][field] == frozenset().union(*SHOWN[thing].values())


def reads_reason(role: str, *, came_from: str, went_to: str, gave_it: bool) -> bool:
    """Whether somebody of this role reads the reason of a move; `gave_it` is whether they gave it.

    The reason is the lender's own: telling a borrower of a suspicion is tipping off, which the law punishes.
    """
    if role == Role.BROKER:
        return gave_it or (came_from, went_to) in REASONS_FOR_BROKERS
    return role in LENDER
