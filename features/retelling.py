"""What may differ when the CRM's stories are told otherwise, each with its reason.

docs/told_otherwise.md lists it; `make docs/told_otherwise.md` writes that file.
"""

from datetime import timedelta

from features.ledger import read
from timeskip.retelling import MayDiffer, NotRetold, Retelling

# An e-mail whose worker died is taken up again after ten minutes, by a sweep that comes every fifteen. One
# that is not taken then is tried twice more within the hour.
AFTERMATH = timedelta(hours=2)

LATER = "Beat makes up for what it missed when it comes up again, at any hour."

MAY_DIFFER = (
    MayDiffer(
        ways=("worker-dies",),
        step="Then ",
        reason="What a dead worker leaves is taken up again minutes later. A Then looks before that, and the "
        "books are compared after it.",
    ),
    MayDiffer(
        ways=("worker-dies",),
        step="Given Omar received an e-mail",
        reason="It looks before the e-mail of a dead worker is sent again.",
    ),
    MayDiffer(
        ways=("worker-dies", "rival", "two-beats", "delivered-twice"),
        step=' report "',
        reason="A task reports what it did itself, and a second one has done it.",
    ),
    MayDiffer(
        ways=("two-beats", "delivered-twice"),
        step="reads in the task history",
        reason="The history shows the second run, which found nothing left to do, and a clean-up deletes the "
        "results of both.",
    ),
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
        ways=("worker-dies",),
        scenario="sign",
        tables=("letters", "e-mail deliveries"),
        lacks=True,
        adds=True,
        reason="Nobody is asked to sign, minutes later, what is signed or replaced by then.",
    ),
    *(
        MayDiffer(
            ways=("worker-dies",),
            scenario=invited,
            tables=("e-mail deliveries",),
            columns=("state", "template_version"),
            reason="Nobody is invited again, minutes later, who has chosen a password by then.",
        )
        for invited in ("A borrower whose login", "A borrower chooses a password", "who has logged in is not")
    ),
    MayDiffer(
        ways=("worker-dies",),
        scenario="A reminder sent before a payment bounced",
        tables=("letters", "e-mail deliveries", "reminders"),
        lacks=True,
        adds=True,
        reason="The money comes before the reminder is sent again, and a withdrawn reminder was not sent.",
    ),
    MayDiffer(
        ways=("worker-dies",),
        scenario="The BDM has",
        tables=("letters", "e-mail deliveries"),
        lacks=True,
        adds=True,
        reason="The story leaves out some days. The alert is sent again after them, and counts the days "
        "up to then.",
    ),
    MayDiffer(
        ways=("rival",),
        scenario="even if worker",
        tables=("letters", "e-mail deliveries"),
        columns=("times", "at", "attempts", "next_attempt_at", "sent_at"),
        reason="Workers die in this story, and with a rival they die at other points.",
    ),
    MayDiffer(
        ways=("rival",),
        scenario="even if worker",
        step="Then ",
        reason="Workers die in this story, and with a rival what they leave is taken up again later.",
    ),
    MayDiffer(
        ways=("worker-dies", "rival", "other-order", "real"),
        tables=("notifications",),
        columns=("sequence",),
        reason="People's notifications are numbered in the order in which tasks notify them.",
    ),
    MayDiffer(
        ways=("worker-dies",),
        tables=("notifications",),
        columns=("created_at",),
        reason="People are told of an e-mail that failed when its last try is over.",
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
    MayDiffer(
        ways=("beat-down",),
        scenario="A repayment not yet reminded of",
        tables=("repayments",),
        columns=("principal",),
        reason=f"{LATER} Here it reminds a minute before 07:00, and the repayment stays as it is.",
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
NOT_RETOLD = (
    NotRetold(
        ways=("rival",),
        step="a worker has died in the middle of",
        reason="The rival dies of it as well, and no worker is left that could be overtaken.",
    ),
)

RETELLING = Retelling(books=read, aftermath=AFTERMATH, may_differ=MAY_DIFFER, not_retold=NOT_RETOLD)
