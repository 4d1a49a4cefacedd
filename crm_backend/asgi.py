"""What an ASGI server serves: pages over HTTP, the live channel over WebSocket."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_backend.settings")
http_application = get_asgi_application()

# Only once Django is set up: the consumer imports models.
from users.routing import websocket_application  # noqa: E402

application = ProtocolTypeRouter({"http": http_application, "websocket": websocket_application})
