"""The settings that pytest runs with: those of development, whatever the shell says."""

from crm_backend.development import *  # noqa: F403 all of them

# Tests empty the cache, which must not be one that somebody has named for something else.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
