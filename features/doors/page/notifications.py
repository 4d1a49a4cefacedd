"""The inbox with its bell, and the page of preferences."""

from collections import Counter
from collections.abc import Callable

from features.doors.page.desk import Desk
from features.doors.page.screen import Part
from features.doors.protocol import Told
from features.drivers.person import Person
from features.words import CHANNELS, EVENTS, RHYTHMS
from timeskip.gherkin import label_of


class Notifications:
    def __init__(self, desk: Callable[[Person], Desk]) -> None:
        self._desk = desk

    def inbox(self, who: Person) -> list[Told]:
        pages = self._desk(who).every_page("/inbox/", "Pages", older="Earlier")
        items = [item for page in pages for item in page.items() if item.text() != "No notifications yet."]
        times: Counter[tuple[str, str]] = Counter()
        inbox = []
        for message, at, is_read in map(_told, reversed(items)):
            times[message, at] += 1
            inbox.append(Told((message, at, times[message, at]), message, at, is_read))
        return inbox

    def unread(self, who: Person) -> int:
        return self._desk(who).open("/inbox/").unread()


def _told(item: Part) -> tuple[str, str, bool]:
    said, when = filter(None, item.lines()[:4])
    is_new = said.startswith("New ")
    return said.removeprefix("New "), when.rpartition(", ")[2], not is_new


class Preferences:
    def __init__(self, desk: Callable[[Person], Desk]) -> None:
        self._desk = desk

    def switch(self, who: Person, event: str, channel: str, *, on: bool) -> None:
        desk = self._desk(who)
        before, after = ("off", "on") if on else ("on", "off")
        sent = {"event": event, "channel": channel, "enabled": after}
        with desk.offered_or("/preferences/switch/", **sent):
            screen = desk.open("/preferences/")
            label = f"{label_of(EVENTS, event).capitalize()}, {label_of(CHANNELS, channel)}"
            if f"{label}: {after}" not in screen.buttons():
                desk.press(f"{label}: {before}")

    def choose_rhythm(self, who: Person, rhythm: str) -> None:
        desk = self._desk(who)
        with desk.offered_or("/preferences/rhythm/", rhythm=rhythm):
            desk.open("/preferences/")
            desk.press("Save", {"Send e-mails as": label_of(RHYTHMS, rhythm)})

    def switched_off(self, who: Person) -> list[tuple[str, str]]:
        off = []
        for button in self._desk(who).open("/preferences/").buttons():
            label, _, state = button.partition(": ")
            if state == "off":
                event, channel = label.rsplit(", ", 1)
                off.append((EVENTS[event.lower()], CHANNELS[channel]))
        return off
