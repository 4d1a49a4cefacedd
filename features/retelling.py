"""What may differ when the CRM's stories are told otherwise, each with its reason.

docs/told_otherwise.md lists it; `make docs/told_otherwise.md` writes that file.
"""

from datetime import timedelta

from features.ledger import read
from timeskip.retelling import MayDiffer, Retelling

# An e-mail whose worker died is taken up again after ten minutes, by a sweep that comes every fifteen.
AFTERMATH = timedelta(minutes=30)

MAY_DIFFER = (
    MayDiffer(
        ways=("worker-dies",),
        table="letters",
        columns=("times", "at"),
        reason="If a worker dies when the mail server has the letter, nobody knows whether it has. "
        "It is sent again under the same Message-ID, and mailboxes show it once.",
    ),
    MayDiffer(
        ways=("worker-dies",),
        table="users_emaildelivery",
        columns=("attempts", "next_attempt_at", "sent_at"),
        reason="An e-mail whose worker died is sent when its claim has run out, ten minutes later.",
    ),
    MayDiffer(
        ways=("beat-down",),
        step="Then ",
        reason="What beat missed comes later, or as one notice, or not at all: see the tables.",
    ),
)
NOT_RETOLD = ()

RETELLING = Retelling(books=read, aftermath=AFTERMATH, may_differ=MAY_DIFFER, not_retold=NOT_RETOLD)
