"""One scenario's world: its story, and the drivers that act and look in it, by noun."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.test import Client

from features.doors.opened import PAGE, SERVICE, opened
from features.drivers.answers import Answers
from features.drivers.api_tokens import ApiTokens
from features.drivers.applications import Applications
from features.drivers.arrears import Arrears
from features.drivers.audit import Audit
from features.drivers.background_tasks import BackgroundTasks
from features.drivers.bank_files import BankFiles
from features.drivers.browser import Browser
from features.drivers.calendar import Calendar
from features.drivers.checklist import Checklist
from features.drivers.command_line import CommandLine
from features.drivers.documents import Documents
from features.drivers.emails import Emails
from features.drivers.encryption_keys import EncryptionKeys
from features.drivers.evidence import Evidence
from features.drivers.hardship_pauses import HardshipPauses
from features.drivers.history import History
from features.drivers.inbox import InboxPage
from features.drivers.lists import Lists
from features.drivers.loans import Loans
from features.drivers.log_in import LogIn
from features.drivers.log_lines import LogLines
from features.drivers.notes import Notes
from features.drivers.notifications import Notifications
from features.drivers.page_acts import PageActs
from features.drivers.pages import Pages
from features.drivers.parties import Parties
from features.drivers.passwords import Passwords
from features.drivers.payments import Payments
from features.drivers.people import People
from features.drivers.plain_browser import PlainBrowser
from features.drivers.preferences import Preferences
from features.drivers.privacy import Privacy
from features.drivers.refusals import Refusals
from features.drivers.repayments import Repayments
from features.drivers.reports import Reports
from features.drivers.retention import Retention
from features.drivers.retries import Retries
from features.drivers.second_factor import SecondFactor
from features.drivers.sockets import Sockets
from features.drivers.spreadsheets import Spreadsheets
from features.drivers.staff import Staff
from features.drivers.suspense import Suspense
from features.drivers.tabs import Tabs
from features.drivers.taking_part import TakingPart
from features.drivers.terms import Terms
from features.private_words import LEAST_CHARACTERS
from features.project import PROJECT
from timeskip.stacks.protocol import StoryLike

if TYPE_CHECKING:
    from features.doors.page import PageDoor


class World:
    """Gives steps their drivers; made for each scenario, and closed at its end."""

    def __init__(
        self,
        story: StoryLike,
        browser_of: Callable[[str, Client], Browser] = PlainBrowser,
        door: str = SERVICE,
    ) -> None:
        self._resources = ExitStack()
        self._chosen, self._browser_of = door, browser_of
        self.story = story
        # Counts of another scenario.
        cache.clear()
        self.evidence = Evidence(story)
        self.refusals = Refusals(self.evidence)
        self.calendar = Calendar(story)
        self.background_tasks = tasks = BackgroundTasks(PROJECT.celery(), story)
        self.people = people = People(self.refusals)
        self.door = door = opened(self._chosen, tasks=tasks, browser_of=browser_of)
        self.applications = applications = Applications(people, self.refusals, door.applications)
        self.parties = Parties(people, applications)
        self.terms = Terms(people, applications, self.refusals, door.applications)
        self.notes = Notes(people, applications, self.refusals, door.notes)
        self.documents = Documents(people, applications, self.refusals, door.documents)
        self.audit = Audit(applications)
        self.taking_part = TakingPart(people, applications, self.refusals, door.parties)
        self.staff = Staff(people, self.refusals, door.staff)
        self.checklist = Checklist(people, applications, door.checklists)
        self.history = History(people, applications)
        self.loans = Loans(applications, tasks)
        self.repayments = Repayments(people, applications, tasks, door.loans)
        self.hardship_pauses = HardshipPauses(people, applications, self.refusals, door.hardship_pauses)
        self.payments = Payments(people, applications, self.refusals, door.payments)
        self.arrears = Arrears(applications, tasks)
        self.bank_files = BankFiles(people, self.refusals, tasks, story, door.bank_files)
        self.suspense = Suspense(people, self.refusals, door.suspense)
        self.reports = Reports(people, self.refusals, tasks, door.reports)
        self.notifications = Notifications(people, applications, tasks, door.notifications)
        self.preferences = Preferences(people, self.refusals, door.preferences)
        self.emails = Emails(people, tasks, story, self._resources)
        self.tabs = tabs = Tabs(people, story)
        self.sockets = Sockets(people, tabs)
        self.pages = Pages(people, applications, lambda: self._page_door)
        self.inbox_page = InboxPage(self.pages)
        self.spreadsheets = Spreadsheets(people)
        self.lists = Lists(self.pages, applications)
        self.retries = Retries(people, self.pages)
        self.page_acts = PageActs(people, applications, self.pages)
        self.passwords = passwords = Passwords(people, self.pages, self.emails)
        self.log_in = LogIn(people, self.pages, passwords)
        self.second_factor = SecondFactor(people, self.pages, passwords, self._resources)
        self.api_tokens = ApiTokens(people, self.pages, passwords)
        self.encryption_keys = EncryptionKeys(self._resources)
        self.privacy = Privacy(people, applications, self.emails, tabs)
        self.retention = Retention(people)
        self.command_line = CommandLine(self.evidence)
        self.answers = Answers()
        self._resources.enter_context(self.answers.listening())
        self.log_lines = LogLines()
        self._resources.enter_context(self.log_lines.listening())
        self._resources.callback(self.pages.close)
        self._resources.callback(door.close)

    @cached_property
    def _page_door(self) -> "PageDoor":
        """The story's door if it is one of pages, else one that opens pages and does nothing."""
        if self._chosen == PAGE:
            return self.door
        door = opened(PAGE, tasks=self.background_tasks, browser_of=self._browser_of)
        self._resources.callback(door.close)
        return door

    def secrets(self) -> frozenset[str]:
        """Return what people log in with: passwords, codes, API tokens, links to a new password.

        Without short ones, which occur by chance.
        """
        every = self.passwords.secrets() | self.second_factor.secrets() | self.api_tokens.secrets()
        return frozenset(secret for secret in every if len(secret) >= LEAST_CHARACTERS)

    def check(self) -> None:
        """Fail where no step has named a refusal, or a frame that came after silence."""
        self.refusals.check()
        self.tabs.check()

    def close(self) -> None:
        """Undo what a rollback does not."""
        self._resources.close()
