"""Django's test client, after whose requests the story settles, and clients as the owners of sockets."""

from collections.abc import Callable
from typing import Any

from django.test import Client


class StoryClient(Client):
    """A browser without a screen."""

    def __init__(self, settle: Callable[[], None], **defaults: Any) -> None:
        self._settle = settle
        super().__init__(**defaults)

    def request(self, **request: Any) -> Any:
        """Send a request, and let everything happen that follows from it."""
        response = super().request(**request)
        self._settle()
        return response


def client_of(user: Any) -> Client:
    """Return the client of a socket's owner: a user, a logged-in test client, or None for a stranger."""
    if isinstance(user, Client):
        return user
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def cookies_of(client: Client) -> dict[str, str]:
    """Return the header that carries a client's cookies; empty where it has none."""
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return {"cookie": cookies} if cookies else {}


def name_of(user: Any) -> str:
    """Return what the timeline calls the owner of a socket."""
    if user is None:
        return "A stranger"
    return "A client" if isinstance(user, Client) else str(user)
