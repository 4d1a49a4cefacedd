"""The loan book."""

from applications.models.application import Application, HardshipPause, StageEvent
from applications.models.audit import AuditEntry
from applications.models.bank_file import BankFault, BankFile, BankLine
from applications.models.document import Document, PersonalCopy, Signature
from applications.models.idempotency_key import IdempotencyKey
from applications.models.money import Allocation, Fee, Payment
from applications.models.note import Note
from applications.models.parties import BDM, Borrower, Branch, Broker, Guarantor
from applications.models.repayment import ArrearsSnapshot, Reminder, Repayment
from applications.models.report import Report

__all__ = [
    "BDM",
    "Allocation",
    "Application",
    "ArrearsSnapshot",
    "AuditEntry",
    "BankFault",
    "BankFile",
    "BankLine",
    "Borrower",
    "Branch",
    "Broker",
    "Document",
    "Fee",
    "Guarantor",
    "HardshipPause",
    "IdempotencyKey",
    "Note",
    "Payment",
    "PersonalCopy",
    "Reminder",
    "Repayment",
    "Report",
    "Signature",
    "StageEvent",
]
