"""What every door does, by noun. Each method is one person's act, or what one person sees.

Rows say which application, note or line a step means. A door takes from them what that person would know: a
reference, a text, a name. `times` is how often the same request comes. Every act raises Refusal with the
reason; NotThere where the CRM answers as if there were nothing.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile

from applications.models import (
    Application,
    BankFile,
    BankLine,
    Document,
    HardshipPause,
    Note,
    Payment,
    Report,
)
from common.refusals import Absent
from features.drivers.person import Person

Row = dict[str, str]


class NotThere(Absent):
    """No page offers this, or the CRM answers as if there were no such thing. Neither says why."""

    def __str__(self) -> str:
        return "There is no such page."


@dataclass(frozen=True)
class Told:
    """A notification as its reader sees it. `key` tells it from others with the same words."""

    key: object
    message: str
    at: str  # such as 14 March 2025 09:00
    is_read: bool


@dataclass(frozen=True)
class ListedReport:
    """A report in somebody's list. `of` is empty for a report on the whole book."""

    title: str
    of: str


@dataclass(frozen=True)
class Checklist:
    """What is to be done before the next stage; empty where somebody sees none. Tasks: what, who."""

    next_stage: str = ""
    mover: str = ""
    tasks: tuple[Row, ...] = ()


class Applications(Protocol):
    """Applications for loans."""

    def look_at(self, who: Person, application: Application) -> None:
        """Keep an application open; the next move starts from what is on the screen now."""

    def move(self, who: Person, application: Application, stage: str, reason: str) -> None:
        """Move an application from the stage at which this person sees it."""

    def open(
        self,
        who: Person,
        broker: Person,
        borrower: Person,
        amount: Decimal | None,
        reference: str,
        times: int,
    ) -> None:
        """Open an application through a broker; `reference` is for the door that can choose it."""

    def change_term(self, who: Person, application: Application, term: str, value: Any) -> None:
        """Change one term, named by its field."""

    def look_up(self, who: Person, reference: str) -> str:
        """Return the reference of the application that is shown."""

    def listed(self, who: Person) -> set[str]:
        """Return the references of every application in somebody's lists."""

    def moves(self, who: Person, application: Application) -> list[Row]:
        """Return an application's moves, oldest first: from, to, by, on, reason."""


class Checklists(Protocol):
    """What applications lack for their next stage."""

    def of(self, who: Person, application: Application) -> Checklist:
        """Return what somebody sees of it."""


class Notes(Protocol):
    """Notes on applications."""

    def write(
        self,
        who: Person,
        application: Application,
        text: str,
        visibility: str,
        assignee: Person | None,
        times: int,
    ) -> None:
        """Write a note, perhaps for somebody else to deal with."""

    def ask_for_reminder(self, who: Person, note: Note, on: date) -> None:
        """Set the day of a note's reminder."""

    def finish(self, who: Person, note: Note) -> None:
        """Mark a note as done."""

    def listed(self, who: Person) -> list[str]:
        """Return the texts of the notes that somebody sees, in any order."""


class HardshipPauses(Protocol):
    """Days on which nobody is reminded."""

    def grant(self, who: Person, application: Application, from_day: date, to_day: date, reason: str) -> None:
        """Grant a pause."""

    def end(self, who: Person, pause: HardshipPause, day: date) -> None:
        """End a pause early."""

    def remove(self, who: Person, pause: HardshipPause) -> None:
        """Take a pause back."""


class Parties(Protocol):
    """Who takes part in a loan; `role` is borrower or guarantor."""

    def add(self, who: Person, application: Application, role: str, joining: Person, times: int) -> None:
        """Add somebody to a loan: on file if they are in another loan, new otherwise."""

    def remove(self, who: Person, application: Application, role: str, party: Any) -> None:
        """Remove somebody from a loan."""

    def change(
        self, who: Person, application: Application, role: str, party: Any, particular: str, value: str
    ) -> None:
        """Change one particular of somebody."""

    def hand_over(self, who: Person, application: Application, to: Person) -> None:
        """Let another BDM or broker look after an application."""

    def invite(self, who: Person, application: Application, borrower: Any) -> None:
        """Open a login for a borrower."""

    def invite_again(self, who: Person, application: Application, borrower: Any) -> None:
        """Send a borrower another invitation."""

    def move_login(self, who: Person, application: Application, borrower: Any) -> None:
        """Move a borrower's login to the e-mail address among the particulars."""

    def set_login(self, who: Person, application: Application, borrower: Any, *, active: bool) -> None:
        """Deactivate or reactivate a borrower's login."""


class Staff(Protocol):
    """The lender's people, looked after by admins."""

    def change(self, who: Person, person: Person, field: str, value: Any) -> None:
        """Change one field of a BDM or a broker."""

    def hand_over(self, who: Person, bdm: Person, to: Person) -> None:
        """Give everything that a BDM looks after to another."""

    def set_active(self, who: Person, person: Person, *, active: bool) -> None:
        """Deactivate or reactivate somebody's login."""

    def invite(self, who: Person, kind: str, name: str, email: str, values: dict[str, Any]) -> None:
        """Open a login for somebody new; `kind` is bdm or broker, `values` are their other fields."""

    def open_branch(self, who: Person, name: str) -> None:
        """Open a branch."""


class Documents(Protocol):
    """Documents of applications."""

    def ask_for(self, who: Person, application: Application, kind: str) -> None:
        """Have a document drawn up."""

    def hand_in(self, who: Person, application: Application, kind: str, file: UploadedFile) -> None:
        """Upload a document."""

    def sign(self, by: Person, document: Document, signer: Any, on: date | None) -> None:
        """Sign a version of a document; `by` records the signature of `signer`, perhaps their own.

        on: the day of a signature on paper, if it is not today's.
        """

    def open(self, who: Person, document: Document) -> File:
        """Return the file that somebody gets of a version."""

    def listed(self, who: Person) -> list[tuple[str, str, int]]:
        """Return reference, kind and version of each document that somebody sees, in any order."""


class Payments(Protocol):
    """Money and fees that the lender enters by hand."""

    def enter(
        self, who: Person, application: Application, amount: Decimal, value_date: date, times: int
    ) -> None:
        """Record money received."""

    def enter_all_the_same(
        self, who: Person, application: Application, amount: Decimal, value_date: date
    ) -> None:
        """Record money received, and say that it is not what a bank file has brought."""

    def bounce(self, who: Person, payment: Payment, value_date: date) -> None:
        """Record that a payment has bounced."""

    def charge(
        self, who: Person, application: Application, kind: str, amount: Decimal, due: date, times: int
    ) -> None:
        """Charge a fee."""


class BankFiles(Protocol):
    """Files of payments from the bank."""

    def hand_in(self, who: Person, name: str, content: bytes) -> None:
        """Import a file."""

    def listed(self, who: Person) -> list[str]:
        """Return the names of the files that somebody sees, in any order."""

    def errors(self, who: Person, bank_file: BankFile) -> list[Row]:
        """Return what is wrong with a file: line, reason."""

    def more_errors(self, who: Person, bank_file: BankFile) -> int:
        """Return how many errors are counted and not listed."""


class Suspense(Protocol):
    """Lines of bank files that wait to be assigned to a loan."""

    def listed(self, who: Person) -> list[Row]:
        """Return the lines that somebody sees, oldest first: amount, reference, reason and perhaps more."""

    def resolve(self, who: Person, line: BankLine, loan: str) -> None:
        """Assign a line to the loan with a reference."""

    def resolve_all_the_same(self, who: Person, line: BankLine, loan: str) -> None:
        """Assign a line to a loan, and say that it is not what was recorded by hand."""

    def confirm(self, who: Person, line: BankLine) -> None:
        """Say that a line is the payment recorded by hand that it looks like."""

    def take_back(self, who: Person, line: BankLine, payment: Payment) -> None:
        """Reverse a payment by a dishonour."""

    def set_aside(self, who: Person, line: BankLine, reason: str) -> None:
        """Take a line out of suspense without moving money."""

    def put_back(self, who: Person, line: BankLine) -> None:
        """Put a line that was set aside back into suspense."""


class Preferences(Protocol):
    """What people want to be told, and how."""

    def switch(self, who: Person, event: str, channel: str, *, on: bool) -> None:
        """Switch an event on or off on a channel."""

    def choose_rhythm(self, who: Person, rhythm: str) -> None:
        """Choose single e-mails or a digest."""

    def switched_off(self, who: Person) -> list[tuple[str, str]]:
        """Return event and channel of each switch that is off."""


class Notifications(Protocol):
    """Inboxes."""

    def inbox(self, who: Person) -> list[Told]:
        """Return somebody's notifications, oldest first."""

    def unread(self, who: Person) -> int:
        """Return how many notifications somebody has not read, as the CRM counts them."""


class Reports(Protocol):
    """Reports of the lender."""

    def listed(self, who: Person) -> list[ListedReport]:
        """Return the reports that somebody sees, in any order."""

    def table(self, who: Person, report: Report, title: str) -> tuple[list[str], list[Row]]:
        """Return the columns and the rows of a table; AssertionError says which tables there are."""

    def pdf(self, who: Person, report: Report) -> File:
        """Return a report's PDF."""

    def restate(self, who: Person, kind: str, first_day: date) -> None:
        """Have a report produced again from everything recorded so far."""


class Loans(Protocol):
    """What is due and paid."""

    def repayments(self, who: Person, application: Application, due: date | None = None) -> list[Row]:
        """Return the repayments, all or of a day, in order: number, due, principal, interest, owed, state."""


class Door(Protocol):
    """One way in for everybody in a story."""

    applications: Applications
    checklists: Checklists
    notes: Notes
    hardship_pauses: HardshipPauses
    parties: Parties
    staff: Staff
    documents: Documents
    payments: Payments
    bank_files: BankFiles
    suspense: Suspense
    preferences: Preferences
    notifications: Notifications
    reports: Reports
    loans: Loans

    def close(self) -> None:
        """Give back what the door has opened."""
