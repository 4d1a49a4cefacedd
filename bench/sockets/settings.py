"""Settings of a production-like web process: the live stack's, with a cache that processes share."""

from reliability.settings import *  # noqa: F403 all of them, and the cache
from timeskip.stacks.real.addresses import Addresses

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": Addresses.from_environment().redis,
    }
}
