"""Live updates: the tabs that people have open, and what they show without being reloaded."""

import json
from typing import Any

from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import Client

from features.drivers.people import People
from features.drivers.shown import listed, shown
from features.drivers.tab import Tab
from timeskip.stacks.protocol import StoryLike

PATH = "/ws/notifications/"
OWN_ORIGIN = "http://localhost:8000"


class LiveUpdates:
    """Everybody's open tabs. A person's tabs share one login; clicks go to the first tab."""

    def __init__(self, people: People, story: StoryLike) -> None:
        self._people = people
        self._story = story
        # Those that nobody has closed, in the order in which they were opened.
        self.open_tabs: list[Tab] = []
        self._left: dict[str, Tab] = {}

    def open(self, who: str, tabs: int = 1) -> None:
        """Open tabs in one browser; the count that each receives at once is counted as named."""
        client = self._people.person(who).browser()
        for _ in range(tabs):
            self._come_online(who, client)

    def open_another(self, who: str) -> None:
        """Open one more tab in the browser of the first; the server may refuse it."""
        tab = self._connect(who, self.first_tab(who).client)
        tab.take("unread_count")

    def close_first(self, who: str) -> None:
        """Close the tab that was opened first."""
        self._close(self.first_tab(who))

    def delete_session(self, who: str) -> None:
        """Delete the session of somebody's first tab."""
        Session.objects.filter(pk=self.first_tab(who).client.session.session_key).delete()

    def open_at(self, who: str, path: str) -> None:
        """Open a socket at another path."""
        self._connect(who, self._people.person(who).browser(), path=path)

    def open_from(self, who: str, origin: str) -> None:
        """Open a socket as a page of another origin does in somebody's browser."""
        self._connect(who, self._people.person(who).browser(), origin)

    def open_without_origin(self, who: str) -> None:
        """Open a socket with somebody's cookie and without an Origin header."""
        self._connect(who, self._people.person(who).browser(), None)

    def open_with_old_login(self, who: str) -> None:
        """Open a socket with a login from before the account was deactivated."""
        user = self._people.person(who).user
        client = Client()
        client.force_login(user)
        self._connect(who, client)

    def open_as_stranger(self) -> None:
        """Open a socket without a login."""
        self._connect("somebody", Client())

    def leave(self, who: str) -> None:
        """Disconnect somebody's tab, which remembers the last notification it showed."""
        (tab,) = self.tabs(who)
        self._close(tab)
        self._left[who] = tab

    def come_back(self, who: str) -> None:
        """Connect the tab again, and ask for missed notifications."""
        left = self._left.pop(who)
        tab = self._come_online(who, left.client)
        tab.shown_before = left.last_sequence
        self.ask_for_missed(who)

    def ask_for_missed(self, who: str) -> None:
        """Ask for the notifications after the last one that the tab showed."""
        self.request(who, type="since", sequence=self.first_tab(who).last_sequence)

    def request(self, who: str, **frame: Any) -> None:
        """Send a request from somebody's first tab."""
        self.send(who, json.dumps(frame))

    def send(self, who: str, frame: str | bytes) -> None:
        """Send a frame as it stands from somebody's first tab."""
        self.first_tab(who).socket.send(frame)

    def first_tab(self, who: str) -> Tab:
        return self.tabs(who)[0]

    def log_out(self, who: str) -> None:
        """Log out in the browser of somebody's first tab."""
        request = HttpRequest()
        request.session, request.user = self.first_tab(who).client.session, self._people.person(who).user
        logout(request)

    def tabs(self, who: str) -> list[Tab]:
        """Return a person's tabs, first opened first; AssertionError if there are none."""
        tabs = [tab for tab in self.open_tabs if tab.person == who]
        if not tabs:
            raise AssertionError(f"{who} is not online: say “Given {who} is online” first.")
        return tabs

    def newest_tab(self) -> Tab:
        """Return the tab that was opened last, by anybody; AssertionError if nobody has opened one."""
        if not self.open_tabs:
            raise AssertionError("Nobody has a tab open.")
        return self.open_tabs[-1]

    def check(self) -> None:
        """Fail where a frame has arrived after a step said that nothing had."""
        for tab in self.open_tabs:
            if tab.silent and tab.further:
                saw = listed(list(map(shown, tab.further)))
                raise AssertionError(f"{tab.person} was said to see nothing live, and then saw{saw}")

    def _come_online(self, who: str, client: Client) -> Tab:
        tab = self._connect(who, client)
        if not tab.socket.is_open or not tab.take("unread_count"):
            raise AssertionError(
                f"{who} could not come online; the socket was closed with {tab.socket.close_code}."
            )
        return tab

    def _connect(self, who: str, client: Client, origin: str | None = OWN_ORIGIN, path: str = PATH) -> Tab:
        socket = self._story.sockets.connect(client, path, origin=origin, name=who)
        tab = Tab(who, client, socket)
        self.open_tabs.append(tab)
        return tab

    def _close(self, tab: Tab) -> None:
        tab.socket.close()
        self.open_tabs.remove(tab)
