"""The only readers of the loan book. Each docstring lists its conditions."""

from applications.selectors.application import (
    application_by_id,
    application_by_reference,
    application_for,
    applications,
    applications_visible_to,
    facts_of,
    may_see,
    move_to,
)
from applications.selectors.arrears import days_to_age, funded_before, loans_to_age, standings
from applications.selectors.bank_file import (
    bank_file_by_id,
    bank_files_visible_to,
    bank_line_with,
    bank_lines_with,
    is_dishonoured,
    loans_by_reference,
    suspense_visible_to,
)
from applications.selectors.compliance import disorder_of, dues_of, known_by
from applications.selectors.document import (
    document_for,
    documents_visible_to,
    facts_for_papers,
    is_party,
    newest_document,
    repayments_to_print,
)
from applications.selectors.note import notes_visible_to
from applications.selectors.obligation import (
    fees_with_owed,
    is_closed,
    obligations_owing,
    repayments_touched,
    repayments_with_state,
    state_on,
    with_unallocated,
)
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
    "application_by_reference",
    "application_for",
    "applications",
    "applications_of",
    "applications_visible_to",
    "bank_file_by_id",
    "bank_files_visible_to",
    "bank_line_with",
    "bank_lines_with",
    "days_to_age",
    "disorder_of",
    "document_for",
    "documents_visible_to",
    "dues_of",
    "facts_for_papers",
    "facts_of",
    "fees_with_owed",
    "first_cutoff",
    "funded_before",
    "histories",
    "is_closed",
    "is_dishonoured",
    "is_party",
    "known_by",
    "latest_reports",
    "loans_by_reference",
    "loans_to_age",
    "may_see",
    "move_to",
    "newest_document",
    "notes_visible_to",
    "obligations_owing",
    "repayments_owing",
    "repayments_to_print",
    "repayments_to_remind_of",
    "repayments_to_write_about",
    "repayments_touched",
    "repayments_with_state",
    "report_by_id",
    "reports_due",
    "reports_visible_to",
    "rungs_dealt_with",
    "standings",
    "state_on",
    "suspense_visible_to",
    "with_owed",
    "with_unallocated",
]
