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
from applications.selectors.bank_file import bank_files_stored_before
from applications.selectors.note import notes_to_remind_of, notes_to_write_about, notes_visible_to
from applications.selectors.repayment import (
    repayments_owing,
    repayments_to_remind_of,
    repayments_to_write_about,
    with_owed,
)
from applications.selectors.staleness import applications_gone_stale, stale_applications_to_write_about

__all__ = [
    "application_by_id",
    "application_for",
    "applications",
    "applications_gone_stale",
    "applications_visible_to",
    "bank_files_stored_before",
    "facts_of",
    "may_see",
    "move_to",
    "notes_to_remind_of",
    "notes_to_write_about",
    "notes_visible_to",
    "repayments_owing",
    "repayments_to_remind_of",
    "repayments_to_write_about",
    "stale_applications_to_write_about",
    "with_owed",
]
