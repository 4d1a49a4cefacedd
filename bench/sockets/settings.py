"""Settings of a production-like web process: the live stack's, with a cache that processes share."""

from timeskip.stacks.real.addresses import Addresses

from reliability.settings import *  # noqa: F403 all of them, and the cache

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": Addresses.from_environment().redis,
    }
}
