"""What is always so: the books are checked after every step of every story.

A file a noun. Each invariant restates the business's words, and imports no rule of the CRM.
"""

from features.invariants import (
    arrears,
    digests,
    documents,
    emails,
    live,
    notes,
    notifications,
    outbox,
    payments,
    privacy,
    reminders,
    repayments,
    reports,
    schedule,
    scope,
    stages,
)
from features.invariants.watcher import BreachError, Watcher

__all__ = [
    "BreachError", "Watcher", "arrears", "digests", "documents", "emails", "live", "notes", "notifications",
    "outbox", "payments", "privacy", "reminders", "repayments", "reports", "schedule", "scope", "stages",
]  # fmt: skip
