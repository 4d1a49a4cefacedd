"""What people do on pages and nowhere else: they look before they act, and go back."""

from datetime import date
from decimal import Decimal

from applications.models import BankLine
from features.drivers.applications import Applications
from features.drivers.lookup import the_last
from features.drivers.pages import Pages
from features.drivers.people import People
from features.words import STAGES
from timeskip.gherkin import label_of

# Stages that end an application → what the page calls the move; others are named by the stage.
ENDS = {"Declined": ("Decline",), "Withdrawn": ("Withdraw",)}
OTHER_MOVES = ("Move back to {}", "Reopen at {}")
OPEN = "Open the application"


class PageActs:
    """Each act begins where the last one left somebody, or on the page of an application."""

    def __init__(self, people: People, applications: Applications, pages: Pages) -> None:
        self._people = people
        self._applications = applications
        self._pages = pages

    def begin_move(self, who: str, borrower: str, stage: str) -> None:
        """Open what a page says before a move that is not the next one."""
        self._pages.open_application(who, borrower)
        label = label_of(STAGES, stage)
        orders = ENDS.get(label) or tuple(words.format(label) for words in OTHER_MOVES)
        links = self._pages.screen(who).links().values()
        order = next((one for one in orders if f"{one}…" in links), orders[0])
        self._pages.shown_to(who).follow(f"{order}…")

    def give_reason(self, who: str, reason: str) -> None:
        """Give the reason of the move that somebody is about to make."""
        self._press_one(who, "…", {"Reason": reason})

    def confirm(self, who: str, times: int = 1) -> None:
        """Confirm the move of which somebody has been asked, in so many requests."""
        self._press_one(who, " it", {}, times=times)

    def make_next_move(self, who: str) -> None:
        """Press the button of the open page for the usual next move."""
        self._press_one(who, "Move to ", {})

    def begin_terms(self, who: str, borrower: str) -> None:
        """Open the page on which terms are changed."""
        self._pages.open_application(who, borrower)
        self._pages.shown_to(who).follow("Change the terms")

    def add_valuation(self, who: str, borrower: str, amount: Decimal) -> None:
        """Go from the checklist to where the valuation is missing, and add it."""
        self._pages.open_application(who, borrower)
        page = self._pages.shown_to(who)
        page.follow("Enter it")
        page.press("Save the terms", {"Valuation": str(amount)})

    def go_back(self, who: str, words: str) -> None:
        """Go back to a page above the open one."""
        self._pages.shown_to(who).follow(words)

    def begin_signing(self, who: str, borrower: str, kind: str) -> None:
        """Open what is to be signed; AssertionError if a page asks nobody to."""
        self._applications.documents(borrower, kind)
        self._pages.open_application(who, borrower)
        self._pages.shown_to(who).follow("Read and sign")

    def sign_what_is_shown(self, who: str) -> None:
        """Sign the version on the open page, whatever is the newest."""
        self._press_one(who, "Sign version ", {})

    def write_note(self, who: str, borrower: str, text: str, remind_on: date) -> None:
        """Write an internal note with the day of its reminder at once."""
        self._pages.open_application(who, borrower)
        self._pages.shown_to(who).press("Add note", {"Text": text, "Remind on": remind_on.isoformat()})

    def correct_value_date(self, who: str, day: date) -> None:
        """Correct only the value date of a payment that was refused."""
        self._pages.shown_to(who).press("Record payment", {"Value date": day.isoformat()})

    def look_up_loan(self, who: str, reference: str) -> None:
        """Go from a line in suspense to the loans that it may be for."""
        every = BankLine.objects.order_by("pk")
        named = every.filter(reference=reference)
        line = the_last(named, f"line “{reference}”", every.values_list("reference", flat=True))
        self._pages.open(who, "/payments/")
        self._pages.shown_to(who)
        self._pages.door.desk(self._people.person(who)).go(f"/payments/suspense/{line.pk}/")

    def look_for_loan(self, who: str, words: str) -> None:
        """Look for the loan of the line that is open."""
        self._pages.shown_to(who).press("Look up", {"Reference, borrower or amount owed": words})

    def choose_loan(self, who: str, reference: str) -> None:
        """Book the line that is open to one of the loans found."""
        self._pages.shown_to(who).press(f"Book to {reference}", {})

    def open_application_for(self, who: str, filled_in: dict[str, object]) -> None:
        """Fill in the page on which applications are opened."""
        self._pages.open(who, "/pipeline/")
        page = self._pages.shown_to(who)
        page.follow("New application")
        page.press(OPEN, filled_in)

    def open_another(self, who: str, borrower: str) -> None:
        """Open another application for somebody on file."""
        person = self._people.person(borrower)
        self.open_application_for(who, {"On file": f"{borrower}, {person.address}"})

    def add_guarantor(self, who: str, borrower: str, name: str, tax_file_number: str) -> None:
        """Add somebody new who guarantees a loan."""
        self._pages.open_application(who, borrower)
        page = self._pages.shown_to(who)
        page.follow("Add a guarantor")
        page.press("Add the guarantor", {"Name": name, "Tax file number": tax_file_number})

    def change_name(self, who: str, name: str) -> None:
        """Change the name on somebody's account."""
        self._pages.open(who, "/account/")
        page = self._pages.shown_to(who)
        page.follow("Change name")
        page.press("Save name", {"Name": name})

    def _press_one(self, who: str, words: str, filled_in: dict[str, object], *, times: int = 1) -> None:
        """Press the button that has these words at one end; AssertionError says which buttons there are."""
        page = self._pages.shown_to(who)
        there = page.buttons()
        named = (one for one in there if one.startswith(words) or one.endswith(words))
        page.press(next(named, words), filled_in, times=times)
