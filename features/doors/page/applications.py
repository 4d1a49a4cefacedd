"""Applications on the pipeline and on their own pages."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from applications.models import Application
from features.doors.page.desk import Desk, NotOfferedHere
from features.doors.page.joining import answers_about, sent_about
from features.doors.page.screen import Screen
from features.doors.protocol import NotThere, Row
from features.drivers.person import Person
from features.words import STAGES
from timeskip.gherkin import label_of

# A reference; “new” is the page on which an application is opened.
APPLICATION = re.compile(r"/applications/(?!new/)([^/]+)/")
PIPELINE, OPENING = "/pipeline/", "/applications/new/"
# The pipeline shows these only if its filter asks for them.
ENDED = ("Declined", "Withdrawn")
# Of a stage with more applications than it shows.
MORE = re.compile(r"\d+ more at .+")
MOVE = re.compile(
    r"(?P<to>.+) (?P<on>\d{1,2} \w+ \d{4}) \d\d:\d\d(?:, (?P<by>[^:]+))?(?:: “(?P<reason>.*)”)?"
)


# What a link in the section “Stage” begins with; the button behind it says the same.
OTHER_MOVES = ("Move back to {}", "Reopen at {}")
ENDS = {"Declined": "Decline", "Withdrawn": "Withdraw"}
# Term → the label of its field.
LABELS = {
    "amount": "Amount",
    "term_months": "Term in months",
    "annual_rate": "Rate in percent a year",
    "frequency": "Repayments",
    "valuation": "Valuation",
    "funding_date": "Planned funding date",
}


def page_of(reference: str) -> str:
    """Return the address of an application's page."""
    return f"/applications/{reference}/"


class Applications:
    def __init__(self, desk: Callable[[Person], Desk], new_desk: Callable[[Person], Desk]) -> None:
        self._desk, self._new_desk = desk, new_desk
        self._looked_at: dict[tuple[str, str], Desk] = {}

    def look_at(self, who: Person, application: Application) -> None:
        desk = self._looked_at[who.name, application.reference] = self._new_desk(who)
        desk.open(page_of(application.reference))

    def move(self, who: Person, application: Application, stage: str, reason: str) -> None:
        address, label = page_of(application.reference), label_of(STAGES, stage)
        desk = self._looked_at.pop((who.name, application.reference), None)
        is_open, desk = desk is not None, desk or self._desk(who)
        sent = {"seen_at": application.stage, "reason": reason, "confirmed": "yes"}
        is_next = (application.stage, stage) in pairwise(STAGES.values())
        form = f"{address}move/" if is_next else f"{address}move/{stage}/"
        with desk.offered_or(form, **sent, **{"from": application.stage}):
            screen = desk.screen() if is_open else desk.open(address)
            if screen.headings()[0].endswith(f" {label}"):
                # It is there already: nothing is to be pressed.
                return
            if f"Move to {label}" in screen.buttons():
                desk.press(f"Move to {label}")
            else:
                _move_otherwise(desk, screen, label, reason)

    def open(
        self,
        who: Person,
        broker: Person,
        borrower: Person,
        amount: Decimal | None,
        reference: str,
        times: int,
    ) -> None:
        desk, filled_in = self._desk(who), answers_about(borrower)
        sent = {"broker": broker.party.pk, **sent_about(borrower)}
        if broker.party != who.party:
            # A broker's page does not ask for a broker.
            filled_in["Broker"] = broker.party.name
        if amount is not None:
            filled_in["Amount"] = sent["amount"] = f"{amount}"
        with desk.offered_or(OPENING, **sent):
            desk.open(OPENING)
            desk.press("Open the application", filled_in, times=times)

    def change_term(self, who: Person, application: Application, term: str, value: Any) -> None:
        desk, typed = self._desk(who), value.isoformat() if isinstance(value, date) else str(value)
        address = page_of(application.reference)
        try:
            with desk.offered_or(f"{address}terms/", **{term: typed}):
                desk.open(address)
                desk.follow("Change the terms")
                is_choice = term == "frequency"
                desk.press("Save the terms", {LABELS[term]: typed.capitalize() if is_choice else typed})
        except NotOfferedHere as missing:
            # The page names every term that this person may not change.
            raise NotThere from missing

    def look_up(self, who: Person, reference: str) -> str:
        heading, *_ = self._desk(who).open(page_of(reference)).headings()
        return reference if reference in heading.split() else heading

    def listed(self, who: Person) -> set[str]:
        desk = self._desk(who)
        if who.role == "borrower":
            loans = desk.every_page("/", "Pages", older="Older")
            return set().union(*map(_applications_on, loans))
        board = desk.open(PIPELINE)
        found = _applications_on(board)
        for address, words in board.links().items():
            if MORE.fullmatch(words):
                for screen in desk.every_page(address, "Pages", older="Newer"):
                    found |= _applications_on(screen)
        for stage in ENDED:
            desk.open(PIPELINE)
            found |= _applications_on(desk.press("Show", {"Stage": stage}))
        return found

    def moves(self, who: Person, application: Application) -> list[Row]:
        address = f"{page_of(application.reference)}?stage=1"
        rows: list[Row] = []
        for screen in self._desk(who).every_page(address, "Stage", older="Later"):
            for item in screen.part("Stage").items():
                # The section ends with the moves that this person may make, which are links.
                if not item.links():
                    said = MOVE.fullmatch(item.text())
                    rows.append({name: value or "" for name, value in said.groupdict().items()})
        # Each move begins where the one before ended. An application that is opened comes from nowhere.
        before = "" if rows and rows[0]["to"] == "Inquiry" else "Inquiry"
        starts = [before, *(row["to"] for row in rows)]
        return [row | {"from": start} for row, start in zip(rows, starts, strict=False)]


def _move_otherwise(desk: Desk, screen: Screen, label: str, reason: str) -> None:
    """Move back, out of the pipeline or in again, with a reason; an end is pressed twice."""
    orders = [words.format(label) for words in OTHER_MOVES] + [ENDS.get(label, label)]
    order = next((one for one in orders if screen.link(f"{one}…")), orders[0])
    desk.follow(f"{order}…")
    screen = desk.press(f"{order}…" if label in ENDS else order, {"Reason": reason})
    if label in ENDS and f"Yes, {order.lower()} it" in screen.buttons():
        desk.press(f"Yes, {order.lower()} it")


def _applications_on(screen: Screen) -> set[str]:
    found = map(APPLICATION.fullmatch, screen.links())
    return {one[1] for one in found if one}
