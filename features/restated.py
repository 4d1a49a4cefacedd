"""Tables of the dictionary, restated by hand: who may do what, who is notified, when reminders come."""

# From → to → who makes the move. An admin may make every one of them.
MOVES = {
    "Inquiry": {"Pre-approval": "broker", "Declined": "BDM", "Withdrawn": "broker"},
    "Pre-approval": {"Valuation": "BDM", "Declined": "BDM", "Withdrawn": "broker"},
    "Valuation": {
        "Formal approval": "BDM",
        "Pre-approval": "BDM",
        "Declined": "BDM",
        "Withdrawn": "broker",
    },
    "Formal approval": {
        "Settlement": "BDM",
        "Valuation": "BDM",
        "Declined": "BDM",
        "Withdrawn": "broker",
    },
    "Settlement": {"Funded": "BDM", "Formal approval": "BDM", "Withdrawn": "broker"},
    "Declined": {"Inquiry": "admin"},
    "Withdrawn": {"Inquiry": "admin"},
}
# Moves back and out of an end. A broker reads their reasons, because the broker has to act on them.
CAME_BACK = {
    ("Valuation", "Pre-approval"),
    ("Formal approval", "Valuation"),
    ("Settlement", "Formal approval"),
    ("Declined", "Inquiry"),
    ("Withdrawn", "Inquiry"),
}
NEED_A_REASON = CAME_BACK | {
    ("Inquiry", "Declined"),
    ("Pre-approval", "Declined"),
    ("Valuation", "Declined"),
    ("Formal approval", "Declined"),
    ("Inquiry", "Withdrawn"),
    ("Pre-approval", "Withdrawn"),
    ("Valuation", "Withdrawn"),
    ("Formal approval", "Withdrawn"),
    ("Settlement", "Withdrawn"),
}
# Days after the due date, before it if negative → the event.
LADDER = {
    -7: "repayment upcoming",
    -1: "repayment upcoming",
    3: "repayment overdue",
    7: "repayment overdue",
    10: "repayment escalated",
    30: "repayment in arrears",
}
# Event → who is notified in the app only, and who also by e-mail.
NOTIFIED = {
    "application status": ("Admin", "Broker, BDM, Borrower"),
    "document ready": ("Broker, BDM, Borrower", ""),
    "signature required": ("Broker, BDM", "Borrower"),
    "repayment upcoming": ("", "Borrower"),
    "repayment overdue": ("Broker, BDM", "Borrower"),
    "repayment escalated": ("Broker, Admin", "BDM"),
    "repayment in arrears": ("", "BDM, Admin"),
    "stale application": ("Broker", "BDM"),
    "report ready": ("", "BDM, Admin"),
    "delivery failed": ("BDM, Admin", ""),
    "note reminder": ("", "Admin, BDM, Broker"),
}
# E-mailed at once, also to somebody who has chosen a digest.
AT_ONCE = ("repayment escalated", "repayment in arrears")
# Nobody can switch off their e-mail.
MANDATORY = ("signature required", "repayment overdue")
WHO_READS = (
    "The reason of a move: staff read it. A broker reads it if the application came back or was reopened, or "
    "if the broker gave it, but not why it was declined. A borrower never reads it.",
    "An internal note: staff read it. A broker reads only what that broker wrote or is assigned, so not the "
    "notes of a former broker. Its reminder does not quote it.",
    "A report: an admin reads that of everything, a BDM one of the BDM's own applications. A BDM without any "
    "gets none.",
)


def moves() -> list[str]:
    """Return who may make which move, a line for each stage."""
    return [
        *(
            f"{stage}: {'; '.join(_move(stage, to, who) for to, who in targets.items())}."
            for stage, targets in MOVES.items()
        ),
        "An admin may make every move. Funded is the end.",
    ]


def reminders() -> list[str]:
    """Return on which days a repayment that is owed is spoken of."""
    return [f"{_day(days)}: {event}." for days, event in LADDER.items()]


def _move(stage: str, to: str, who: str) -> str:
    reason = ", with a reason" if (stage, to) in NEED_A_REASON else ""
    return f"{who} → {to}{reason}"


def _day(days: int) -> str:
    count = f"{abs(days)} day{'s' * (abs(days) > 1)}"
    return f"{count} {'before' if days < 0 else 'after'} the due date"
