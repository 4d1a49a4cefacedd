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
from applications.selectors.document import (
    document_for,
    documents_visible_to,
    facts_for_papers,
    is_party,
    newest_document,
    repayments_to_print,
)
from applications.selectors.note import notes_visible_to
from applications.selectors.repayment import (
    repayments_owing,
    repayments_to_remind_of,
    repayments_to_write_about,
    with_owed,
)

__all__ = [
    "application_by_id",
    "application_for",
    "applications",
    "applications_visible_to",
    "document_for",
    "documents_visible_to",
    "facts_for_papers",
    "facts_of",
    "is_party",
    "may_see",
    "move_to",
    "newest_document",
    "notes_visible_to",
    "repayments_owing",
    "repayments_to_print",
    "repayments_to_remind_of",
    "repayments_to_write_about",
    "with_owed",
]
