"""Tabs: the CRM as people have it open, each tab with a socket of its own."""

from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import Client

from features.drivers.live_updates import Tab
from features.drivers.lookup import own
from features.drivers.people import People
from features.drivers.shown import listed, shown
from timeskip.stacks.protocol import StoryLike

PATH = "/ws/notifications/"
OWN_ORIGIN = "http://localhost:8000"


class Tabs:
    """Everybody's open tabs. A person's tabs share one login; clicks go to the first tab."""

    def __init__(self, people: People, story: StoryLike) -> None:
        self._people = people
        self._story = story
        # Those that nobody has closed, in the order in which they were opened.
        self.open_ones: list[Tab] = []
        self._left: dict[str, Tab] = {}

    def open(self, who: str, tabs: int = 1) -> None:
        """Open tabs in one browser; the count that each receives at once is counted as named."""
        client = self._people.person(who).browser()
        for _ in range(tabs):
            self._come_online(who, client)

    def open_another(self, who: str) -> None:
        """Open one more tab in the browser of the first; the server may refuse it."""
        tab = self.connect(who, self.first(who).client)
        tab.take("unread_count")

    def close_first(self, who: str) -> None:
        """Close the tab that was opened first."""
        self._close(self.first(who))

    def leave(self, who: str) -> None:
        """Disconnect somebody's tab, which remembers the last notification it showed."""
        tab, *others = self.of(who)
        if others:
            raise AssertionError(
                f"{who} is online in {len(others) + 1} tabs, and this phrase means the only one."
            )
        self._close(tab)
        self._left[who] = tab

    @property
    def left(self) -> tuple[str, ...]:
        """Whose tab is disconnected and may come back."""
        return tuple(self._left)

    def come_back(self, who: str) -> None:
        """Connect the tab again, and ask for missed notifications."""
        self._people.person(who)
        left = own(
            who, self._left, "tab that has been offline", say=f"Given {who} has been offline since then"
        )
        del self._left[who]
        tab = self._come_online(who, left.client)
        tab.shown_before = left.last_sequence
        tab.ask_for_missed()

    def log_out(self, who: str) -> None:
        """Log out in the browser of somebody's first tab."""
        request = HttpRequest()
        request.session, request.user = self.first(who).client.session, self._people.person(who).user
        logout(request)

    def delete_session(self, who: str) -> None:
        """Delete the session of somebody's first tab."""
        Session.objects.filter(pk=self.first(who).client.session.session_key).delete()

    def of(self, who: str) -> list[Tab]:
        """Return a person's tabs, first opened first; AssertionError if there are none."""
        self._people.person(who)
        tabs = [tab for tab in self.open_ones if tab.person == who]
        if not tabs:
            raise AssertionError(f"{who} is not online: say “Given {who} is online” first.")
        return tabs

    def first(self, who: str) -> Tab:
        """Return the tab that a person opened first; AssertionError if there is none."""
        return self.of(who)[0]

    def newest(self) -> Tab:
        """Return the tab that was opened last, by anybody; AssertionError if nobody has opened one."""
        if not self.open_ones:
            raise AssertionError("Nobody has a tab open.")
        return self.open_ones[-1]

    def connect(self, who: str, client: Client, origin: str | None = OWN_ORIGIN, path: str = PATH) -> Tab:
        """Open a tab's socket, whether the server accepts it or not."""
        socket = self._story.sockets.connect(client, path, origin=origin, name=who)
        tab = Tab(who, client, socket)
        self.open_ones.append(tab)
        return tab

    def check(self) -> None:
        """Fail where a frame has arrived after a step said that nothing had."""
        for tab in self.open_ones:
            if tab.silent and tab.further:
                saw = listed(list(map(shown, tab.further)))
                raise AssertionError(f"{tab.person} was said to see nothing live, and then saw{saw}")

    def _come_online(self, who: str, client: Client) -> Tab:
        tab = self.connect(who, client)
        if not tab.socket.is_open or not tab.take("unread_count"):
            raise AssertionError(
                f"{who} could not come online; the socket was closed with {tab.socket.close_code}."
            )
        return tab

    def _close(self, tab: Tab) -> None:
        tab.socket.close()
        self.open_ones.remove(tab)
