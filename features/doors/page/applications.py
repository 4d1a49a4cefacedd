"""Applications on the pipeline and on their own pages."""

import re
from collections.abc import Callable
from decimal import Decimal

from applications.models import Application
from features.doors.page.desk import Desk
from features.doors.page.screen import Screen
from features.doors.protocol import Row
from features.drivers.person import Person
from features.words import STAGES
from timeskip.gherkin import label_of

APPLICATION = re.compile(r"/applications/([^/]+)/")
# The pipeline shows these only if its filter asks for them.
ENDED = ("Declined", "Withdrawn")
# Of a stage with more applications than it shows.
ALL = re.compile(r"All \d+")
MOVE = re.compile(
    r"(?P<to>.+) (?P<on>\d{1,2} \w+ \d{4}) \d\d:\d\d(?:, (?P<by>[^:]+))?(?:: “(?P<reason>.*)”)?"
)


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
        address = page_of(application.reference)
        desk = self._looked_at.pop((who.name, application.reference), None)
        is_open, desk = desk is not None, desk or self._desk(who)
        wanted = {"from": application.stage, "to": stage, "reason": reason}
        with desk.offered_or(f"{address}move/", **wanted):
            if not is_open:
                desk.open(address)
            desk.press("Move", {"Move to": label_of(STAGES, stage), "Reason": reason})

    def open(self, who: Person, borrower: Person, amount: Decimal, reference: str) -> Application:
        raise NotImplementedError

    def look_up(self, who: Person, reference: str) -> str:
        heading, *_ = self._desk(who).open(page_of(reference)).headings()
        return reference if reference in heading.split() else heading

    def listed(self, who: Person) -> set[str]:
        desk = self._desk(who)
        board = desk.open("/")
        found = _applications_on(board)
        for address, words in board.links().items():
            if ALL.fullmatch(words):
                for screen in desk.every_page(f"/{address}", "Pages", older="Newer"):
                    found |= _applications_on(screen)
        for stage in ENDED:
            desk.open("/")
            found |= _applications_on(desk.press("Show", {"Stage": stage}))
        return found

    def moves(self, who: Person, application: Application) -> list[Row]:
        address = f"{page_of(application.reference)}?stage=1"
        rows: list[Row] = []
        for screen in self._desk(who).every_page(address, "Stage", older="Later"):
            for item in screen.part("Stage").items():
                said = MOVE.fullmatch(item.text())
                rows.append({name: value or "" for name, value in said.groupdict().items()})
        # Each move begins where the one before ended. An application that is opened comes from nowhere.
        before = "" if rows and rows[0]["to"] == "Inquiry" else "Inquiry"
        starts = [before, *(row["to"] for row in rows)]
        return [row | {"from": start} for row, start in zip(rows, starts, strict=False)]


def _applications_on(screen: Screen) -> set[str]:
    found = map(APPLICATION.fullmatch, screen.links())
    return {one[1] for one in found if one}
