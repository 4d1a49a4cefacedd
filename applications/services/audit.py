"""Entries in the audit trail."""

from applications.models import Application, AuditEntry
from users.models import User

LONGEST_ACT = 500  # characters


def audit(*, application: Application, by: User, act: str) -> AuditEntry:
    """Record what somebody did to an application, in the transaction that does it.

    `act` goes on after the person's name, and is cut where it is too long to keep.
    """
    act = act if len(act) <= LONGEST_ACT else f"{act[: LONGEST_ACT - 1]}…"
    return AuditEntry.objects.create(application=application, by=by, act=act)
