"""The only readers of the loan book. Each docstring lists its conditions."""

from applications.selectors.application import (
    application_by_id,
    application_for,
    applications,
    applications_visible_to,
    facts_of,
    may_see,
    move_to,
)
from applications.selectors.arrears import days_to_age, funded_before, loans_to_age, standings
from applications.selectors.compliance import disorder_of, dues_of, known_by
from applications.selectors.note import notes_visible_to
from applications.selectors.pipeline import histories
from applications.selectors.repayment import (
    repayments_owing,
    repayments_to_remind_of,
    repayments_to_write_about,
    rungs_dealt_with,
    with_owed,
)
from applications.selectors.report import (
    applications_of,
    first_cutoff,
    latest_reports,
    report_by_id,
    reports_due,
    reports_visible_to,
)

__all__ = [
    "application_by_id",
    "application_for",
    "applications",
    "applications_of",
    "applications_visible_to",
    "days_to_age",
    "disorder_of",
    "dues_of",
    "facts_of",
    "first_cutoff",
    "funded_before",
    "histories",
    "known_by",
    "latest_reports",
    "loans_to_age",
    "may_see",
    "move_to",
    "notes_visible_to",
    "repayments_owing",
    "repayments_to_remind_of",
    "repayments_to_write_about",
    "report_by_id",
    "reports_due",
    "reports_visible_to",
    "rungs_dealt_with",
    "standings",
    "with_owed",
]
