"""Entries in the audit trail of an application, and in the history of anything else."""

from typing import TypeVar

from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Model

from applications.models import Application, AuditEntry
from users.models import User

AnyRow = TypeVar("AnyRow", bound=Model)

LONGEST_ACT = 500  # characters


def audit(*, application: Application, by: User, act: str) -> AuditEntry:
    """Record what somebody did to an application, in the transaction that does it.

    `act` goes on after the person's name, and is cut where it is too long to keep.
    """
    act = act if len(act) <= LONGEST_ACT else f"{act[: LONGEST_ACT - 1]}…"
    return AuditEntry.objects.create(application=application, by=by, act=act)


def record(row: AnyRow, by: User, act: str) -> AnyRow:
    """Put an act beside those of the admin pages, as the history of a row. Returns the row."""
    LogEntry.objects.log_actions(by.pk, [row], CHANGE, change_message=act, single_object=True)
    return row
