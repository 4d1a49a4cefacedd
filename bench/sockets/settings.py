"""Settings of a production-like web process: the live stack's, with a cache that processes share."""

from bench.faults.settings import *  # noqa: F403 all of them, and the cache
from features.support.stacks.live.addresses import Addresses

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": Addresses.from_environment().redis,
    }
}
