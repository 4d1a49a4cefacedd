"""The keys that tax file and account numbers are encrypted with."""

from contextlib import ExitStack

from cryptography.fernet import Fernet
from django.conf import settings
from django.test import override_settings

from applications.models import fields


class EncryptionKeys:
    """Replaces the key, until the scenario ends."""

    def __init__(self, resources: ExitStack) -> None:
        self._resources = resources

    def replace(self, *, keep_old: bool) -> None:
        """Encrypt with a new key from now on; without the old one, older values cannot be read."""
        keys = [Fernet.generate_key().decode(), *(settings.FIELD_ENCRYPTION_KEYS if keep_old else [])]
        self._resources.callback(fields._cipher.cache_clear)
        self._resources.enter_context(override_settings(FIELD_ENCRYPTION_KEYS=keys))
        fields._cipher.cache_clear()
