"""The lender, and the machines that it runs."""

from dataclasses import dataclass

DAYS_A_YEAR = 365
# Repayments a year, and how many of ten loans have them.
FREQUENCIES = {12: 5, 26: 4, 52: 1}
# Rungs of the ladder that every repayment reaches: 7 days before it is due, and the day before.
RUNGS_BEFORE = 2
# Tasks a second that somebody waits for: five in a book of a million loans.
URGENT_A_LOAN = 5e-6


@dataclass(frozen=True)
class Lender:
    """What comes in and goes out.

    `busiest` is the busiest morning beside the average: rents and wages fall on the first of a month.
    `late` is the share of repayments that are reminded of twice more after their due date, `online` the
    share of borrowers who have a tab open.
    """

    loans: int = 1_000_000
    busiest: float = 3.0
    late: float = 0.03
    online: float = 0.01

    @property
    def due_a_day(self) -> float:
        """Repayments that fall due on an average day."""
        a_year = sum(times * share for times, share in FREQUENCIES.items()) / sum(FREQUENCIES.values())
        return self.loans * a_year / DAYS_A_YEAR

    @property
    def reminders(self) -> int:
        """Reminders of the busiest morning."""
        return round(self.due_a_day * (RUNGS_BEFORE + 2 * self.late) * self.busiest)

    @property
    def urgent(self) -> float:
        """Tasks a second that somebody waits for."""
        return self.loans * URGENT_A_LOAN

    @property
    def tabs(self) -> int:
        """Tabs that are open at once."""
        return round(self.loans * self.online)


@dataclass(frozen=True)
class Machines:
    """What the lender runs.

    `bulk` and `mail` are processes of Celery's pools that take that queue and, if need be, the other;
    `urgent` takes its own queue only, unless it is 0: then the processes of `mail` take it too, as in the
    Procfile. `emails_a_second` is what the mail server takes, `answer` how long it takes for one, in seconds.
    """

    bulk: int
    mail: int
    urgent: int = 4
    database_cores: int = 8
    web: int = 4
    emails_a_second: float = 300
    answer: float = 0.02

    @property
    def connections(self) -> int:
        """Connections to PostgreSQL at the most: one a pool process, ten a web process."""
        return self.bulk + self.mail + self.urgent + 10 * self.web
