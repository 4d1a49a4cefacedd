"""The services and selectors themselves, which pages and the API call."""

from features.doors.service.applications import Applications
from features.doors.service.checklists import Checklists
from features.doors.service.documents import Documents
from features.doors.service.hardship_pauses import HardshipPauses
from features.doors.service.notes import Notes
from features.doors.service.notifications import Notifications, Preferences
from features.doors.service.parties import Parties
from features.doors.service.payments import BankFiles, Loans, Payments, Suspense
from features.doors.service.reports import Reports
from features.doors.service.staff import Staff
from features.drivers.background_tasks import BackgroundTasks


class ServiceDoor:
    """Acts and looks without a page or a request."""

    def __init__(self, tasks: BackgroundTasks) -> None:
        self.applications = Applications()
        self.checklists = Checklists()
        self.notes = Notes()
        self.hardship_pauses = HardshipPauses()
        self.parties = Parties()
        self.staff = Staff()
        self.documents = Documents(tasks)
        self.payments = Payments()
        self.bank_files = BankFiles(tasks)
        self.suspense = Suspense()
        self.preferences = Preferences()
        self.notifications = Notifications()
        self.reports = Reports()
        self.loans = Loans()

    def close(self) -> None:
        """There is nothing to give back."""
