"""What an ASGI server serves: pages over HTTP, the live channel over WebSocket."""

import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import OriginValidator
from django.conf import settings
from django.core.asgi import get_asgi_application

from crm_backend.production import require_safe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_backend.settings")
http_application = get_asgi_application()
require_safe()

# Only once Django is set up: they import models.
from crm_backend.limits import LimitedBodies  # noqa: E402
from users.routing import websocket_urlpatterns  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": LimitedBodies(http_application),
        "websocket": OriginValidator(
            AuthMiddlewareStack(URLRouter(websocket_urlpatterns)), settings.LIVE_CHANNEL_ORIGINS
        ),
    }
)
