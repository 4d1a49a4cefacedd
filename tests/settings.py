"""The settings for pytest: those of development, with a cache of its own and quick hashes of passwords."""

from crm_backend.development import *  # noqa: F403 all of them

# Tests empty the cache, which must not be one that somebody has named for something else.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# The usual one takes a third of a second on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
