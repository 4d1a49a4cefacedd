"""The live channel with its database access replaced (the seed's section 5)."""

from unittest.mock import patch

import pytest
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator

import users.routing
from users.models import User


@pytest.fixture
def admin_user_unsaved():
    """A user that no database knows: the test has none."""
    return User(pk=1, email="admin@example.com", name="Admin", role="admin")


@pytest.mark.asyncio
async def test_notification_websocket_with_mocks(admin_user_unsaved):
    with patch("users.consumers.NotificationConsumer.get_unread_count") as mock_get_count:
        mock_get_count.return_value = 5
        application = URLRouter(users.routing.websocket_urlpatterns)
        communicator = WebsocketCommunicator(application, "ws/notifications/")
        communicator.scope["user"] = admin_user_unsaved

        connected, _ = await communicator.connect()
        assert connected
        response = await communicator.receive_json_from()
        assert response == {"type": "unread_count", "count": 5}
        await communicator.disconnect()
