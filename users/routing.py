from channels.routing import URLRouter
from channels.sessions import CookieMiddleware
from django.conf import settings
from django.urls import path, re_path

from users.consumers import NotificationConsumer
from users.handshake import OriginCheck, WithLogin, unknown_path

websocket_urlpatterns = [
    path("ws/notifications/", CookieMiddleware(WithLogin(NotificationConsumer.as_asgi()))),
    re_path("", unknown_path),
]
websocket_application = OriginCheck(URLRouter(websocket_urlpatterns), settings.LIVE_CHANNEL_ORIGINS)
