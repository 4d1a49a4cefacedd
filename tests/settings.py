"""The settings for pytest: those of development, with a cache of its own."""

from crm_backend.development import *  # noqa: F403 all of them

# Tests empty the cache, which must not be one that somebody has named for something else.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
