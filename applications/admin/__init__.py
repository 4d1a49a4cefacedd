"""The admin pages of the loan book, one file for each file of models."""

from applications.admin import (
    application,
    audit,
    bank_file,
    document,
    hardship_pause,
    money,
    note,
    parties,
    repayment,
    report,
)

__all__ = [
    "application",
    "audit",
    "bank_file",
    "document",
    "hardship_pause",
    "money",
    "note",
    "parties",
    "repayment",
    "report",
]
