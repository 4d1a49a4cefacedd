"""The settings that production requires, each as a Django system check.

`PRODUCTION` is on unless the environment contains `DEBUG=true`. Management commands run the checks, except
those without system checks (such as `collectstatic`). The web process, the workers and beat call
`require_safe`.
"""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import django
from cryptography.fernet import Fernet
from django.conf import LazySettings, settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

logger = logging.getLogger(__name__)

TAG = "production"
# These two are public: they are in the repository.
PUBLISHED_SECRET_KEY = "for development only"  # noqa: S105 used in development only
PUBLISHED_ENCRYPTION_KEY = "ZGV2ZWxvcG1lbnQtb25seS1ub3QtYS1zZWNyZXQtMzI="
SHORTEST_SECRET_KEY = 50  # characters
FEWEST_DIFFERENT = 5  # characters of a secret key

MAIL = "django.core.mail.backends."
# Backends that processes do not share.
OWN_MEMORY_CACHES = tuple(
    f"django.core.cache.backends.{name}" for name in ("locmem.LocMemCache", "dummy.DummyCache")
)
OWN_MEMORY_LAYER = "channels.layers.InMemoryChannelLayer"
OWN_MEMORY_BROKERS = ("", "memory", "filesystem")


def has_secret_key(settings: LazySettings) -> bool:
    try:
        key = settings.SECRET_KEY
    except ImproperlyConfigured:  # raised by Django if it is empty
        return False
    return len(key) >= SHORTEST_SECRET_KEY and len(set(key)) >= FEWEST_DIFFERENT


def has_encryption_keys(settings: LazySettings) -> bool:
    keys = settings.FIELD_ENCRYPTION_KEYS
    return bool(keys) and all(_is_fernet_key(key) and key != PUBLISHED_ENCRYPTION_KEY for key in keys)


def has_hosts(settings: LazySettings) -> bool:
    return bool(settings.ALLOWED_HOSTS) and "*" not in settings.ALLOWED_HOSTS


def has_origins(settings: LazySettings) -> bool:
    # The default is ALLOWED_HOSTS, which has a requirement of its own.
    return settings.LIVE_CHANNEL_ORIGINS == settings.ALLOWED_HOSTS or "*" not in settings.LIVE_CHANNEL_ORIGINS


def has_database(settings: LazySettings) -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def has_broker(settings: LazySettings) -> bool:
    return urlsplit(settings.CELERY_BROKER_URL).scheme not in OWN_MEMORY_BROKERS


def has_channel_layer(settings: LazySettings) -> bool:
    return settings.CHANNEL_LAYERS["default"]["BACKEND"] != OWN_MEMORY_LAYER


def has_cache(settings: LazySettings) -> bool:
    return settings.CACHES["default"]["BACKEND"] not in OWN_MEMORY_CACHES


def has_mail_server(settings: LazySettings) -> bool:
    if f"{MAIL}smtp.EmailBackend" == settings.EMAIL_BACKEND:
        return bool(settings.EMAIL_HOST)
    return not settings.EMAIL_BACKEND.startswith(MAIL)


def has_site_url(settings: LazySettings) -> bool:
    url = urlsplit(settings.SITE_URL)
    return url.scheme == "https" and bool(url.hostname)


@dataclass(frozen=True)
class Requirement:
    """A required setting, and the message when it is missing or unsafe."""

    number: int
    is_met: Callable[[LazySettings], bool]
    otherwise: str


REQUIREMENTS = (
    Requirement(1, has_secret_key, "Set SECRET_KEY to at least 50 random characters of your own."),
    Requirement(
        2,
        has_encryption_keys,
        "Set FIELD_ENCRYPTION_KEYS to valid Fernet keys of your own, separated by commas; not the published "
        "development key.",
    ),
    Requirement(3, has_hosts, "Set ALLOWED_HOSTS to the host names of this site, without “*”."),
    Requirement(
        4, has_database, "Set DATABASE_URL to a PostgreSQL server, as in postgres://user:password@host/name."
    ),
    Requirement(5, has_broker, "Set BROKER_URL to a message broker, as in redis://host:6379/0."),
    Requirement(
        6, has_channel_layer, "Set CHANNEL_LAYER_URL to a Redis server, as in redis+pubsub://host:6379/0."
    ),
    Requirement(
        7, has_cache, "Set CACHE_URL to a cache that all processes share, as in redis://host:6379/1."
    ),
    Requirement(
        8, has_mail_server, "Set EMAIL_URL to a mail server, as in smtp+tls://user:password@host:587."
    ),
    Requirement(9, has_site_url, "Set SITE_URL to the address of this site, as in https://crm.example.com."),
    Requirement(
        10, has_origins, "Set LIVE_CHANNEL_ORIGINS to the origins that may open sockets, without “*”."
    ),
)


def unmet(settings: LazySettings) -> list[Requirement]:
    """The requirements that these settings do not meet; none in development."""
    return [one for one in REQUIREMENTS if not one.is_met(settings)] if settings.PRODUCTION else []


@checks.register(TAG)
def check_production(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """One error for each unmet requirement; nothing in development."""
    return [checks.Error(one.otherwise, id=f"crm_backend.E{one.number:03}") for one in unmet(settings)]


@checks.register(TAG)
def check_proxies(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """A warning if all users would be counted under the proxy's address."""
    is_behind_proxy = getattr(settings, "SECURE_PROXY_SSL_HEADER", None) is not None
    if not settings.PRODUCTION or not is_behind_proxy or settings.NUM_PROXIES:
        return []
    return [
        checks.Warning(
            "Set NUM_PROXIES to the number of proxies in front. Without it, fifty failed log-ins by anyone "
            "lock everyone out.",
            id="crm_backend.W001",
        )
    ]


def require_safe(**kwargs: Any) -> None:
    """Log the unmet requirements and end this process with exit code 1 if there are any.

    For processes that Django's command line does not start. Accepts and ignores the arguments of a Celery
    signal.
    """
    django.setup()
    found = checks.run_checks(tags=[TAG])
    for one in found:
        logger.log(logging.CRITICAL if one.is_serious() else logging.WARNING, "%s", one.msg)
    if any(one.is_serious() for one in found):
        sys.exit(1)


def _is_fernet_key(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True
