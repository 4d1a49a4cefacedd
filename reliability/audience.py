"""People with open tabs, in a process of their own."""

import json
import signal
import sys
import time
from collections import defaultdict

from django.test import Client

from reliability.rig import Rig
from timeskip.stacks.processes import Process
from users.models import Notification, User

STAFF = ("ben@harbour.example", "bella@harbour.example")
READERS = 20  # borrowers whose tabs are open, beside the broker's and the BDM's
ORIGIN = "http://localhost:8000"
PATIENCE = 60  # seconds until every tab is open


class Audience:
    """A tab for each of some people, which records what it shows."""

    def __init__(self, rig: Rig, name: str, people: list[User], *, floods: bool = False) -> None:
        self._people = people
        self._shown = rig.folder / f"{name}.shown"
        self._shown.unlink(missing_ok=True)
        places = rig.folder / f"{name}.places"
        url = f"ws://127.0.0.1:{rig.addresses.web}/ws/notifications/"
        headers = [{"cookie": f"sessionid={_logged_in(person)}", "origin": ORIGIN} for person in people]
        places.write_text(json.dumps([[url, one] for one in headers]))
        command = [sys.executable, "-m", "reliability.tabs", str(places), str(self._shown)]
        self.process = Process(name, [*command, *(["flood"] if floods else [])], rig.log(name), {})

    def __enter__(self) -> "Audience":
        self.process.start()
        self.process.wait_until(lambda: len(self._read()[1]) == len(self._people), PATIENCE)
        return self

    def __exit__(self, *_) -> None:
        self.process.kill()

    def unseen(self) -> int:
        """How many notifications the tabs do not show."""
        shown, _ = self._read()
        there = defaultdict(set)
        for user, sequence in Notification.objects.filter(hidden=False).values_list("user_id", "sequence"):
            there[user].add(sequence)
        return sum(len(there[person.pk] - shown[number]) for number, person in enumerate(self._people))

    def longest_absence(self) -> float:
        """The longest time that a tab was disconnected, in seconds."""
        absences = self._read()[1].values()
        # The first is the time until it connected at all.
        return max((seconds for one in absences for seconds in one[1:]), default=0)

    def _read(self) -> tuple[dict[int, set[int]], dict[int, list[float]]]:
        shown, absences = defaultdict(set), defaultdict(list)
        if self._shown.exists():
            whole, _, _half = self._shown.read_text().rpartition("\n")
            for line in whole.splitlines():
                what, tab, figure = line.split()
                if what == "shown":
                    shown[int(tab)].add(int(figure))
                else:
                    absences[int(tab)].append(float(figure))
        return shown, absences


def everybody() -> list[User]:
    """The broker and the BDM, who get every notification, and READERS of the borrowers."""
    staff = list(User.objects.filter(email__in=STAFF))
    return staff + list(User.objects.filter(role="borrower").order_by("pk")[:READERS])


def stall(audience: Audience, seconds: float) -> None:
    """Stop reading for so many seconds while the connections stay open."""
    audience.process.send(signal.SIGSTOP)
    try:
        time.sleep(seconds)
    finally:
        audience.process.send(signal.SIGCONT)


def vanish(audience: Audience) -> None:
    """Kill the process, so that no connection is closed properly, and start it again."""
    audience.process.kill()
    audience.process.start()


def _logged_in(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value
