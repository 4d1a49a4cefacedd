"""Sockets that are opened in unusual ways: the server may refuse them."""

from django.test import Client

from features.drivers.people import People
from features.drivers.tabs import Tabs


class Sockets:
    """Opens sockets with another path, origin or login than a tab's."""

    def __init__(self, people: People, tabs: Tabs) -> None:
        self._people = people
        self._tabs = tabs

    def open_at(self, who: str, path: str) -> None:
        """Open a socket at another path."""
        self._tabs.connect(who, self._people.person(who).browser(), path=path)

    def open_from(self, who: str, origin: str | None) -> None:
        """Open a socket with somebody's cookie, as a page of this origin does; a program sends no origin."""
        self._tabs.connect(who, self._people.person(who).browser(), origin)

    def open_with_old_login(self, who: str) -> None:
        """Open a socket with a login from before the account was deactivated."""
        client = Client()
        client.force_login(self._people.person(who).user)
        self._tabs.connect(who, client)

    def open_without_login(self) -> None:
        """Open a socket in a browser in which nobody is logged in."""
        self._tabs.connect("somebody", Client())
