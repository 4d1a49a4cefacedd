"""What an ASGI server serves: pages over HTTP, the live channel over WebSocket."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

from crm_backend.production import require_safe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_backend.settings")
http_application = get_asgi_application()
require_safe()

# These import models, so Django has to be set up first.
from crm_backend.limits import LimitedBodies  # noqa: E402
from users.routing import websocket_application  # noqa: E402

application = ProtocolTypeRouter(
    {"http": LimitedBodies(http_application), "websocket": websocket_application}
)
