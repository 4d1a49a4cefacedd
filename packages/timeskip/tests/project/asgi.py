import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
django_application = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from django.urls import path  # noqa: E402

from project.notes.consumers import AsyncNotes, Doorkeeper, Mirror, Protocols, SyncNotes  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": django_application,
        "websocket": AllowedHostsOriginValidator(
            AuthMiddlewareStack(
                URLRouter(
                    [
                        path("ws/async/", AsyncNotes.as_asgi()),
                        path("ws/sync/", SyncNotes.as_asgi()),
                        path("ws/door/", Doorkeeper.as_asgi()),
                        path("ws/protocols/", Protocols.as_asgi()),
                        path("ws/mirror/<str:name>/", Mirror.as_asgi()),
                    ]
                )
            )
        ),
    }
)
