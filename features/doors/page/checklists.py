"""Checklists on the pages of applications."""

import re
from collections.abc import Callable

from applications.models import Application
from features.doors.page.applications import page_of
from features.doors.page.desk import Desk
from features.doors.page.screen import Part, Screen
from features.doors.protocol import Checklist, Row
from features.drivers.person import Person
from features.words import STAGES

HEADING = re.compile("To do before (.+)")
MOVE = re.compile("Move to (.+)")
NEXT = re.compile(r"Next: (.+) moves it to (.+?)\.(?: |$)")
TASK = re.compile(r"(?P<what>.+\.) (?P<who>[^.]+) has to (?:sign(?: on paper)?|do this)\.")
MOVED_BY = re.compile(r"(?P<what>.+\.) (?P<who>You|An admin) ha(?:s|ve) to move it\.")


class Checklists:
    def __init__(self, desk: Callable[[Person], Desk]) -> None:
        self._desk = desk

    def of(self, who: Person, application: Application) -> Checklist:
        screen = self._desk(who).open(page_of(application.reference))
        headings = filter(None, map(HEADING.fullmatch, screen.headings()))
        heading = next(headings, None)
        if heading is None:
            return Checklist()
        stage = heading[1]
        items = screen.part(heading[0]).items()
        tasks = [_task(item, who) for item in items if not item.text().startswith("Nothing is missing.")]
        return Checklist(STAGES[stage], _mover(screen, who, stage), tuple(tasks))


def _mover(screen: Screen, who: Person, stage: str) -> str:
    if f"Move to {stage}" in screen.buttons():
        return who.name
    said = NEXT.search(screen.text())
    return said[1] if said and said[2] == stage else ""


def _task(item: Part, who: Person) -> Row:
    said = item.text()
    if other := TASK.fullmatch(said):
        return other.groupdict()
    if moved := MOVED_BY.fullmatch(said):
        return {"what": moved["what"], "who": who.name if moved["who"] == "You" else "an admin"}
    offers = [*item.links().values(), *item.buttons()]
    if not offers:
        raise AssertionError(f"The checklist does not say whose task this is: {said}")
    return {"what": said.removesuffix(offers[-1]).rstrip(), "who": who.name}
