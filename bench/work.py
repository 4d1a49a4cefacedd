"""The work: what every variant does once per repetition, apart from how it opens a socket and cleans up."""

from django.test import AsyncClient, Client

from bench.facts import NEWS, ORIGIN, WAITING, WHO
from features.drivers.factories import UserFactory
from users.models import Inbox, Notification, User
from users.notifications import Notice, notify
from users.preferences import Event


def introduce() -> User:
    """One user."""
    return UserFactory(name=WHO, role="admin", is_staff=True, is_superuser=True)


def fill_inbox(user: User) -> None:
    """Three notifications that the user has not read."""
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
    """One more thing to tell, which the commit pushes to the user's sockets."""
    notify([Notice(recipient=user, event=Event.APPLICATION_STATUS, message=NEWS, dedupe_key="news")])


def headers_of(client: Client | AsyncClient) -> list[tuple[bytes, bytes]]:
    """What a browser with this test client's login sends along when it opens a socket."""
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return [(b"cookie", cookies.encode()), (b"origin", ORIGIN.encode())]
