"""What the dictionary says besides words and phrases: what a story begins with, and what it can look at."""

from datetime import datetime

from django.conf import settings

from features.drivers import factories
from features.project import PROJECT
from features.restated import AT_ONCE, MANDATORY, NOTIFIED, WHO_READS, moves, reminders
from timeskip.gherkin import Note

STAGES_LISTED = "every stage"
# Report → table → its columns, and what stands in the first of them.
REPORT_TABLES = {
    "weekly": {
        "Key figures": (
            ("Figure", "Value"),
            "Applications created, Loans funded, Amount funded, Stale applications",
        ),
        "Applications by stage": (("Stage", "Opening", "In", "Out", "Closing"), STAGES_LISTED),
        "Amounts by stage": (("Stage", "Opening", "In", "Out", "Closing"), STAGES_LISTED),
        "Time in stage": (("Stage", "Left in the week", "Median days", "Mean days"), STAGES_LISTED),
        "Conversion": (("Stage", "Reached", "Share"), f"{STAGES_LISTED} but Inquiry"),
    },
    "monthly": {
        "Key figures": (
            ("Figure", "Value"),
            "On-time rate, Collection rate, Repayments still unpaid, Applications with a document missing, "
            "Undelivered notices",
        ),
        "Repayments due in the month": (
            ("Repayments", "Number"),
            "Due, Paid on time, Paid late, Still unpaid",
        ),
        "Collection": (("Repayments due in the month", "Amount"), "Due, Allocated"),
        "Arrears": (
            ("Days past due", "Loans", "Arrears", "Balance", "Share of book"),
            "1–29, 30–59, 60–89, 90+, All loans",
        ),
        "Undelivered notices": (
            ("Notices", "Number"),
            "E-mails not delivered, Reminders without a recipient",
        ),
    },
}


# Background work → when the scheduler begins it.
SCHEDULE = {
    "arrears": "every day at 01:00",
    "clean-up": "every day at 03:30",
    "monthly compliance check": "on day 1 of each month at 06:00",
    "weekly report": "every Monday at 06:30",
    "repayment reminders": "every day at 07:00",
    "note reminders": "every day at 08:00",
    "stale application alerts": "every day at 09:00",
    "daily digests": "every day at 17:30",
    "weekly digests": "every Friday at 17:30",
    "bank files left behind": "every 4 hours, from 00:20",
    "reports' documents left behind": "every 4 hours, from 00:40",
    "outbox": "every 15 minutes, from 00:00",
}
HOW = ("in the app only", "in the app and by e-mail")
HOW_TO_WRITE = (
    "“(and the lines)” in an example: the lines stand below the step, between two lines of three quotation "
    "marks.",
    '    Then Omar receives an e-mail "Your loan HL-OMAR is approved" that says',
    '      """',
    "      Amount: $250,000.00",
    '      """',
    "“(and a table: person | text)”: a table stands below the step, its first row with the names of the "
    "columns. The meaning of a phrase lists the columns; most phrases let you leave some out.",
    "    Then Omar's application has this history",
    "      | from    | to           |",
    "      | Inquiry | Pre-approval |",
)


def notes() -> tuple[Note, ...]:
    """Return the notes; the figures are those of the suite's own defaults."""
    return (
        Note("When a story begins", (_beginning(),)),
        Note("What people come with", tuple(_people())),
        Note("What an application comes with", tuple(_application())),
        Note("Tables of the reports", tuple(_tables())),
        Note("When scheduled work begins", tuple(f"{job}: {begins}." for job, begins in SCHEDULE.items())),
        Note("Who is notified of what", tuple(_notified())),
        Note("Who may make which move", tuple(moves())),
        Note("When reminders of a repayment come", tuple(reminders())),
        Note("Who reads what", WHO_READS),
        Note("How to write lines and tables", HOW_TO_WRITE),
        Note(
            "What the messages say",
            (
                "`make wordings` writes every e-mail, document, notification and refusal of the last run, "
                "each text once, to reports/wordings.md. Without a run it first runs every feature, which "
                "takes some minutes.",
                "The view Gallery of reports/acceptance.html shows them as they were sent.",
            ),
        ),
    )


def _beginning() -> str:
    begins = datetime.fromisoformat(PROJECT.begins)
    return (
        f"Without a date, a story begins on {begins:%A} {_day(begins)} at {begins:%H:%M}, "
        f"on the clocks of {settings.TIME_ZONE}."
    )


def _people() -> list[str]:
    bdm, broker = factories.BDMFactory.build(name="Ben"), factories.BrokerFactory.build(name="Bella")
    borrower = factories.BorrowerFactory.build(name="Omar")
    guarantor = factories.GuarantorFactory.build(name="Greta")
    return [
        f"Everybody gets single e-mails, at an address made of the name: {borrower.email}.",
        "Everybody has a login, and every notification of the role switched on; a guarantor has no login.",
        f"A BDM who is introduced with a broker may approve up to {_money(bdm.approval_limit)}.",
        f"BDMs work in the {bdm.branch.name} branch, brokers in the {broker.branch.name} branch.",
        f"A borrower is an {borrower.kind}, born on {_day(borrower.birth_date)}, who earns "
        f"{_money(borrower.annual_income)} a year. Tax file number {borrower.tax_file_number}, "
        f"account {borrower.account_number}.",
        f"A guarantor is an {guarantor.kind} without such data.",
    ]


def _application() -> list[str]:
    loan = factories.ApplicationFactory.build()
    return [
        "The reference is HL- and the borrower's name: HL-OMAR; a second one of Omar's is HL-OMAR-2.",
        f"It is at “{loan.stage.label}”: over {loan.term_months} months at {float(loan.annual_rate):g} %, "
        f"repaid {loan.frequency}, with a valuation of {_money(loan.valuation)} and the funding date "
        f"{_day(loan.funding_date)}.",
        "Its file is complete: identification, proof of income, contract and a formal approval that "
        "everybody has signed.",
        "A loan that somebody owes a repayment of was funded a year before that, or earlier.",
    ]


def _notified() -> list[str]:
    lines = [
        f"{event}: " + "; ".join(f"{who} {how}" for who, how in zip(hear, HOW, strict=True) if who) + "."
        for event, hear in NOTIFIED.items()
    ]
    return [
        *lines,
        "Somebody who has chosen a digest gets these e-mails in it, at 17:30, and only "
        f"{' and '.join(AT_ONCE)} at once. Without a digest, every e-mail is sent at once.",
        f"Nobody can switch off the e-mail of {' and '.join(MANDATORY)}.",
    ]


def _tables() -> list[str]:
    return [
        f"{report}, “{title}”: {' | '.join(columns)}. The first column has {first}."
        for report, tables in REPORT_TABLES.items()
        for title, (columns, first) in tables.items()
    ]


def _day(day: datetime) -> str:
    return f"{day:%-d %B %Y}"


def _money(amount: float) -> str:
    return f"${amount:,.2f}"
