"""Open tabs, whatever carries their frames, and what each of them has shown."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from features.support.evidence import Evidence

PATH = "/ws/notifications/"
REFUSED = 1006  # all that a browser learns of a handshake that the server refused
OWN_ORIGIN = "http://localhost:8000"


@dataclass
class Tab:
    """One socket, with the frames that have arrived and how many of them the scenario has spoken of."""

    person: str
    session_client: Client
    # The reader's end of the socket: what it is depends on the stack.
    line: Any = None
    accepted: bool = False
    closed_with: int | None = None
    closed_because: str = ""
    frames: list[dict[str, Any]] = field(default_factory=list)
    # Frames that the scenario has not spoken of yet.
    unseen: list[dict[str, Any]] = field(default_factory=list)
    count: int | None = None
    last_sequence: int = 0
    silent: bool = False

    @property
    def open(self) -> bool:
        """Whether the server accepted the socket and has not closed it."""
        return self.accepted and self.closed_with is None

    def arrive(self, frame: dict[str, Any]) -> None:
        """Take in a frame as a client's program does: it knows the count and the last sequence."""
        self.frames.append(frame)
        self.unseen.append(frame)
        if frame["type"] == "unread_count":
            self.count = frame["count"]
        elif frame["type"] == "notification":
            self.last_sequence = max(self.last_sequence, frame["notification"]["sequence"])

    def see(self, message: str) -> None:
        """Take the first notification with these words, and its count, off what is unseen."""
        index = next(
            index
            for index, frame in enumerate(self.unseen)
            if frame["type"] == "notification" and frame["notification"]["message"] == message
        )
        del self.unseen[index]
        if index < len(self.unseen) and self.unseen[index]["type"] == "unread_count":
            del self.unseen[index]

    def take(self, frame_type: str) -> list[dict[str, Any]]:
        """Take the frames of one type off what is unseen."""
        taken = [frame for frame in self.unseen if frame["type"] == frame_type]
        self.unseen = [frame for frame in self.unseen if frame["type"] != frame_type]
        return taken


class Tabs:
    """Everybody's open tabs."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self.tabs: list[Tab] = []

    def connect(self, person: str, client: Client, origin: str | None = OWN_ORIGIN, path: str = PATH) -> Tab:
        """Open a socket as the browser behind `client` does; whether it stays open is the server's answer."""
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        headers = {"cookie": cookies} if cookies else {}
        if origin:
            headers["origin"] = origin
        tab = Tab(person, client)
        self.tabs.append(tab)
        self._open(tab, path, headers)
        return tab

    def send(self, tab: Tab, *, text: str | None = None, data: bytes | None = None) -> None:
        """Send one frame as it is, text or binary."""
        shown = repr(data) if text is None else text
        self._evidence.frame(tab.person, "sends", shown if len(shown) < 200 else f"{shown[:200]}…")
        self._send(tab, data if text is None else text)

    def disconnect(self, tab: Tab) -> None:
        """Close a tab from the reader's side."""
        self._leave(tab)
        self.tabs.remove(tab)

    def tabs_of(self, person: str) -> list[Tab]:
        """A person's tabs, in the order they were opened; AssertionError where there are none."""
        tabs = [tab for tab in self.tabs if tab.person == person]
        if not tabs:
            raise AssertionError(f"{person} is not online: say “Given {person} is online” first.")
        return tabs

    def finish(self) -> None:
        """Fail the scenario in which somebody was said to see nothing and then saw something."""
        for tab in self.tabs:
            if tab.silent and tab.unseen:
                raise AssertionError(f"{tab.person} was said to see nothing live, and then saw {tab.unseen}")

    def _open(self, tab: Tab, path: str, headers: dict[str, str]) -> None:
        raise NotImplementedError

    def _send(self, tab: Tab, frame: str | bytes) -> None:
        raise NotImplementedError

    def _leave(self, tab: Tab) -> None:
        raise NotImplementedError

    def _arrived(self, tab: Tab, frame: dict[str, Any]) -> None:
        tab.arrive(frame)
        self._evidence.frame(tab.person, "receives", frame)

    def _closed(self, tab: Tab, code: int, reason: str = "") -> None:
        tab.closed_with, tab.closed_because = code, reason
        self._evidence.frame(tab.person, "is closed with", f"{code} {reason}".strip())
