"""What may differ when the CRM's stories are told otherwise, each with its reason.

docs/told_otherwise.md lists it; `make docs/told_otherwise.md` writes that file.
"""

from datetime import timedelta

from features.ledger import read
from timeskip.retelling import MayDiffer, NotRetold, Retelling

# An e-mail whose worker died is taken up again after ten minutes, by a sweep that comes every fifteen.
AFTERMATH = timedelta(minutes=30)

LATER = "Beat makes up for what it missed when it comes up again, whatever the hour."

MAY_DIFFER = (
    MayDiffer(
        ways=("worker-dies",),
        tables=("letters",),
        columns=("times", "at"),
        reason="If a worker dies when the mail server has the letter, nobody knows whether it has. "
        "It is sent again under the same Message-ID, and mailboxes show it once.",
    ),
    MayDiffer(
        ways=("worker-dies",),
        tables=("e-mail deliveries",),
        columns=("attempts", "next_attempt_at", "sent_at", "last_error"),
        reason="An e-mail whose worker died is sent when its claim has run out, ten minutes later.",
    ),
    MayDiffer(
        ways=("rival", "other-order"),
        tables=("notifications",),
        columns=("sequence",),
        reason="People's notifications are numbered in the order in which tasks notify them.",
    ),
    MayDiffer(
        ways=("beat-down",),
        step="Then ",
        reason="What beat missed comes later, or as one notice, or not at all: see below.",
    ),
    MayDiffer(
        ways=("beat-down",),
        tables=("reports",),
        columns=("created_at", "cutoff", "sha256"),
        reason=f"{LATER} A report says when it was made.",
    ),
    MayDiffer(ways=("beat-down",), tables=("documents",), columns=("created_at",), reason=LATER),
    MayDiffer(ways=("beat-down",), tables=("applications",), columns=("stale_alert",), reason=LATER),
    MayDiffer(
        ways=("beat-down",),
        tables=("reminders",),
        columns=("state", "created_at"),
        reason="A rung whose day has passed is not sent late: it has expired, or a later one stands for it.",
    ),
    MayDiffer(
        ways=("beat-down",),
        tables=("letters", "e-mail deliveries", "notifications", "digests", "inboxes"),
        lacks=True,
        adds=True,
        reason="A reminder whose day has passed is not sent, one digest covers the days of two, and an alert "
        "counts the days up to the one on which it is sent.",
    ),
)
NOT_RETOLD: tuple[NotRetold, ...] = ()

RETELLING = Retelling(books=read, aftermath=AFTERMATH, may_differ=MAY_DIFFER, not_retold=NOT_RETOLD)
