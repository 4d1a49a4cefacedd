"""The API, called by a program of each person."""

from features.doors.api.applications import Applications
from features.doors.api.caller import Caller
from features.doors.api.checklists import Checklists
from features.doors.api.documents import Documents
from features.doors.api.hardship_pauses import HardshipPauses
from features.doors.api.notes import Notes
from features.doors.api.notifications import Notifications, Preferences
from features.doors.api.parties import Parties
from features.doors.api.payments import BankFiles, Loans, Payments, Suspense
from features.doors.api.reports import Reports
from features.doors.api.staff import Staff
from features.drivers.person import Person


class ApiDoor:
    """Acts and looks with requests. Each person's program has a token."""

    def __init__(self) -> None:
        self._callers: dict[str, Caller] = {}
        self.applications = Applications(self.caller)
        self.checklists = Checklists(self.caller)
        self.notes = Notes(self.caller, self.applications)
        self.hardship_pauses = HardshipPauses(self.caller)
        self.parties = Parties(self.caller)
        self.staff = Staff(self.caller)
        self.documents = Documents(self.caller, self.applications)
        self.payments = Payments(self.caller)
        self.bank_files = BankFiles(self.caller)
        self.suspense = Suspense(self.caller)
        self.preferences = Preferences(self.caller)
        self.notifications = Notifications(self.caller)
        self.reports = Reports(self.caller)
        self.loans = Loans(self.caller)

    def caller(self, who: Person) -> Caller:
        """Return somebody's program; it takes a new token where the last one has ended."""
        caller = self._callers.get(who.name)
        if caller is None or not caller.is_known:
            caller = self._callers[who.name] = Caller(who)
        return caller

    def close(self) -> None:
        """There is nothing to give back."""
