"""The CRM's settings, on a live stack: the same for web, worker and the suite itself."""

from pathlib import Path

from kombu import Exchange, Queue

from crm_backend.development import *  # noqa: F403 all of them, and a few others
from features.support.stacks.live.addresses import Addresses

_ADDRESSES = Addresses.from_environment()
_YEARS = 100 * 365 * 24 * 60 * 60  # seconds

DEBUG = False
SECOND_FACTOR = "enrolled"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = _ADDRESSES.store
# Files: Redis would count fifteen minutes by a clock that is not frozen.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(Path(_ADDRESSES.clock).with_name("cache")),
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [_ADDRESSES.redis], "prefix": f"{_ADDRESSES.prefix}asgi"},
    }
}
# A connection for each task would cost more than the task.
DATABASES["default"]["CONN_MAX_AGE"] = None  # noqa: F405
CELERY_DB_REUSE_MAX = 1_000_000  # tasks
_NAMES = (*(_ADDRESSES.queue(queue.name) for queue in CELERY_TASK_QUEUES), _ADDRESSES.rivals)  # noqa: F405
# Gone with the workers, wherever the broker is.
_EXCHANGE = Exchange(_ADDRESSES.queue("tasks"), auto_delete=True)
CELERY_TASK_QUEUES = [Queue(name, _EXCHANGE, routing_key=name, auto_delete=True) for name in _NAMES]
CELERY_TASK_DEFAULT_QUEUE = CELERY_TASK_QUEUES[0].name
CELERY_TASK_ROUTES = {
    task: {"queue": _ADDRESSES.queue(route["queue"])}
    for task, route in CELERY_TASK_ROUTES.items()  # noqa: F405
}
# Redis' side of time is the client's, and this one jumps: what is being worked on would be delivered again.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": _YEARS, "global_keyprefix": _ADDRESSES.prefix}
