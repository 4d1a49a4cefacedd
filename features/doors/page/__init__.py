"""The pages of the workspace, in a browser for each person."""

from collections.abc import Callable

from django.test import Client

from features.doors.page.applications import Applications
from features.doors.page.checklists import Checklists
from features.doors.page.desk import Desk
from features.doors.page.documents import Documents
from features.doors.page.hardship_pauses import HardshipPauses
from features.doors.page.notes import Notes
from features.doors.page.notifications import Notifications, Preferences
from features.doors.page.parties import Parties
from features.doors.page.payments import BankFiles, Loans, Payments, Suspense
from features.doors.page.reports import Reports
from features.doors.page.staff import Staff
from features.drivers.browser import Browser
from features.drivers.person import Person


class PageDoor:
    """Acts and looks on pages. Each person has a desk, and another for each page that a step leaves open."""

    def __init__(self, browser_of: Callable[[str, Client], Browser]) -> None:
        self._browser_of = browser_of
        self._desks: dict[str, Desk] = {}
        self._left_open: list[Desk] = []
        self.applications = Applications(self.desk, self.new_desk)
        self.checklists = Checklists(self.desk)
        self.notes = Notes(self.desk, self.applications)
        self.hardship_pauses = HardshipPauses(self.desk)
        self.parties = Parties(self.desk)
        self.staff = Staff(self.desk)
        self.documents = Documents(self.desk, self.applications)
        self.payments = Payments(self.desk)
        self.bank_files = BankFiles(self.desk)
        self.suspense = Suspense(self.desk)
        self.preferences = Preferences(self.desk)
        self.notifications = Notifications(self.desk)
        self.reports = Reports(self.desk)
        self.loans = Loans(self.desk)

    def desk(self, who: Person) -> Desk:
        """Return somebody's desk."""
        if who.name not in self._desks:
            self._desks[who.name] = Desk(who, self._browser_of)
        return self._desks[who.name]

    def new_desk(self, who: Person) -> Desk:
        """Return a desk beside somebody's own."""
        desk = Desk(who, self._browser_of)
        self._left_open.append(desk)
        return desk

    def close(self) -> None:
        """Close every browser."""
        for desk in (*self._desks.values(), *self._left_open):
            desk.close()
