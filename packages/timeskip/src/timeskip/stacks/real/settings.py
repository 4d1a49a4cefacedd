"""Settings of the real stack's processes: the project's own, but for the servers and what must not expire."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from kombu import Exchange, Queue

from timeskip.stacks.real.addresses import Addresses

YEARS = 100 * 365 * 24 * 60 * 60  # seconds


class WorkersQueue(Queue):
    """A queue that is deleted with its workers, which outlast all that is published.

    kombu declares such a queue again for each message, at a quarter of what publishing costs.
    """

    can_cache_declaration = True


def real_settings(own: Mapping[str, Any], *, namespace: str = "CELERY") -> dict[str, Any]:
    """Return what the real stack changes in a project's settings, so that its processes share everything.

    A settings module of the project's, which web, worker and the run itself use, ends with:

        globals().update(real_settings(globals()))

    namespace: the prefix of Celery's settings. There is one database, `default`. Queues get names of the run's own, so
    tasks go to them by task_routes (a dictionary), and not by a name in their own options.
    """
    addresses = Addresses.from_environment()
    celery = {f"{namespace}_{name.upper()}": value for name, value in _celery(own, namespace, addresses).items()}
    return {
        "ALLOWED_HOSTS": [*own.get("ALLOWED_HOSTS", ()), "testserver", "127.0.0.1"],
        "DATABASES": {"default": _database(own, addresses)},
        # Files: Redis would count seconds by a clock that does not stand still.
        "CACHES": {
            "default": {
                "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
                "LOCATION": str(Path(addresses.clock).with_name("cache")),
            }
        },
        "CHANNEL_LAYERS": {
            "default": {
                "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
                "CONFIG": {"hosts": [addresses.redis], "prefix": f"{addresses.prefix}asgi"},
            }
        },
        "MEDIA_ROOT": addresses.files,
        "STORAGES": _storages(own),
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": addresses.mail,
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
        "EMAIL_USE_TLS": False,
        "EMAIL_USE_SSL": False,
        # Celery's integration of Django reads this one under no other name.
        "CELERY_DB_REUSE_MAX": 1_000_000,  # tasks
        **celery,
    }


def _celery(own: Mapping[str, Any], namespace: str, addresses: Addresses) -> dict[str, Any]:
    exchange = Exchange(addresses.queue("tasks"), auto_delete=True)
    names = [queue.name for queue in own.get(f"{namespace}_TASK_QUEUES") or [Queue("celery")]]
    default = own.get(f"{namespace}_TASK_DEFAULT_QUEUE") or names[0]
    # Gone with the workers, wherever the broker is.
    queues = [
        WorkersQueue(name, exchange, routing_key=name, auto_delete=True)
        for name in (*map(addresses.queue, names), addresses.rivals)
    ]
    keys = {"global_keyprefix": addresses.prefix}
    return {
        "broker_url": addresses.broker,
        # Redis' side of time is the client's, and this one jumps: what is being worked on would be delivered again.
        "broker_transport_options": {"visibility_timeout": YEARS, **keys},
        "task_always_eager": False,
        "task_queues": queues,
        "task_default_queue": addresses.queue(default),
        "task_routes": {
            task: {**route, "queue": addresses.queue(route["queue"])}
            for task, route in (own.get(f"{namespace}_TASK_ROUTES") or {}).items()
        },
        **_results(own.get(f"{namespace}_RESULT_BACKEND"), addresses.redis, keys),
    }


def _results(own: str | None, redis: str, keys: dict[str, Any]) -> dict[str, Any]:
    # The database is the run's own already.
    if not own or own.startswith("django"):
        return {}
    return {"result_backend": redis, "result_backend_transport_options": keys}


def _database(own: Mapping[str, Any], addresses: Addresses) -> dict[str, Any]:
    url = urlsplit(addresses.database)
    before = own.get("DATABASES", {}).get("default", {})
    is_postgres = before.get("ENGINE", "").endswith(("postgresql", "postgis"))
    kept = before if is_postgres else {}
    return {
        **kept,
        "ENGINE": kept.get("ENGINE", "django.db.backends.postgresql"),
        "NAME": url.path.removeprefix("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or parse_qs(url.query).get("host", [""])[0],
        "PORT": url.port or "",
        # A connection for each task would cost more than the task.
        "CONN_MAX_AGE": None,
    }


def _storages(own: Mapping[str, Any]) -> dict[str, Any]:
    from django.conf.global_settings import STORAGES

    return {
        **(own.get("STORAGES") or STORAGES),
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
