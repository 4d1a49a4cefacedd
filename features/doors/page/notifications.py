"""The inbox with its bell, and the page of preferences."""

import re
from collections import Counter
from collections.abc import Callable

from features.doors.page.desk import Desk
from features.doors.page.screen import Part
from features.doors.protocol import Told
from features.drivers.person import Person
from features.words import CHANNELS, EVENTS, RHYTHMS
from timeskip.gherkin import label_of

# A notification's own button, which says the notification.
MARK = re.compile(r"Mark as (?P<as>read|unread): (?P<message>.*)")
AT = re.compile(r" · (\d{1,2} \w+ \d{4} \d\d:\d\d)")
OFF = re.compile(r"Switch on (?P<channel>\S+) for (?P<event>.+)")


class Notifications:
    def __init__(self, desk: Callable[[Person], Desk]) -> None:
        self._desk = desk

    def inbox(self, who: Person) -> list[Told]:
        pages = self._desk(who).every_page("/inbox/", "Pages", older="Earlier")
        told = [_told(item) for page in pages for item in page.items() if item.buttons()]
        times: Counter[tuple[str, str]] = Counter()
        inbox = []
        for message, at, is_read in reversed(told):
            times[message, at] += 1
            inbox.append(Told((who.name, message, at, times[message, at]), message, at, is_read))
        return inbox

    def unread(self, who: Person) -> int:
        return self._desk(who).open("/inbox/").unread()


def _told(item: Part) -> tuple[str, str, bool]:
    """Return message, time, and whether it is read."""
    marked = next(filter(None, map(MARK.fullmatch, item.buttons())))
    said = item.text()
    if marked["message"] not in said:
        raise AssertionError(f"The button says “{marked['message']}”, and the notification “{said}”.")
    return marked["message"], AT.search(said)[1], marked["as"] == "unread"


class Preferences:
    def __init__(self, desk: Callable[[Person], Desk]) -> None:
        self._desk = desk

    def switch(self, who: Person, event: str, channel: str, *, on: bool) -> None:
        desk = self._desk(who)
        wanted, other = ("on", "off") if on else ("off", "on")
        what = f"{label_of(CHANNELS, channel)} for {label_of(EVENTS, event)}"
        with desk.offered_or("/preferences/switch/", event=event, channel=channel, enabled=wanted):
            # A button that says the other is there where it is so already.
            if f"Switch {other} {what}" not in desk.open("/preferences/").buttons():
                desk.press(f"Switch {wanted} {what}")

    def choose_rhythm(self, who: Person, rhythm: str) -> None:
        desk = self._desk(who)
        with desk.offered_or("/preferences/rhythm/", rhythm=rhythm):
            desk.open("/preferences/")
            desk.press("Save", {"Send e-mails as": label_of(RHYTHMS, rhythm)})

    def switched_off(self, who: Person) -> list[tuple[str, str]]:
        off = map(OFF.fullmatch, self._desk(who).open("/preferences/").buttons())
        return [(EVENTS[one["event"]], CHANNELS[one["channel"]]) for one in off if one]
