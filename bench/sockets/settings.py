"""Settings of a production-like web process: those of reliability, with a shared cache."""

from reliability.settings import *  # noqa: F403 all of them, and the cache
from timeskip.stacks.real.addresses import Addresses

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": Addresses.from_environment().redis,
    }
}
