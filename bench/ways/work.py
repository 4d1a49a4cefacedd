"""The work that each way does once a repetition, apart from how it opens a socket and cleans up."""

from django.test import AsyncClient, Client

from users.models import Inbox, Notification, User
from users.notifications import Notice, notify
from users.preferences import Event

WHO = "Ada"
WAITING = 3  # notifications in the inbox before the socket opens
NEWS = "It is done."
PATH = "/ws/notifications/"
ORIGIN = "http://localhost:8000"
MOMENT = "2025-03-03T09:00:00+11:00"


def introduce() -> User:
    """Create an admin."""
    return User.objects.create(
        name=WHO, email="ada@example.com", password="!", role="admin", is_staff=True, is_superuser=True
    )


def fill_inbox(user: User) -> None:
    """Create notifications that the user has not read."""
    for number in range(1, WAITING + 1):
        Notification.objects.create(
            user=user,
            notification_type=Event.APPLICATION_STATUS,
            message=f"Waiting no. {number}",
            sequence=number,
            dedupe_key=f"waiting:{number}",
        )
    Inbox.objects.create(user=user, last_sequence=WAITING)


def tell(user: User) -> None:
    """Notify the user once more; the commit pushes it to the user's sockets."""
    notify([Notice(recipient=user, event=Event.APPLICATION_STATUS, message=NEWS, dedupe_key="news")])


def headers_of(client: Client | AsyncClient) -> list[tuple[bytes, bytes]]:
    """What a browser with this client's login sends when it opens a socket."""
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return [(b"cookie", cookies.encode()), (b"origin", ORIGIN.encode())]
