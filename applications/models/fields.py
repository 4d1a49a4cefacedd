"""Kinds of column that several models have."""

from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models

from common.text import validate_line


class MoneyField(models.DecimalField):
    """An amount in dollars and cents."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_digits": 14, "decimal_places": 2, **kwargs})


@cache
def _cipher() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_ENCRYPTION_KEYS])


class EncryptedField(models.TextField):
    """Text that the database holds encrypted; empty text is held as NULL.

    Encrypted with the first of `settings.FIELD_ENCRYPTION_KEYS` and read with any of them. The same text is
    never encrypted the same way twice, so that such a column can be neither searched nor made unique.
    """

    default_validators = (validate_line,)

    def get_prep_value(self, value: str | None) -> str | None:
        return _cipher().encrypt(value.encode()).decode() if value else None

    def from_db_value(self, value: str | None, expression, connection) -> str | None:
        return value if value is None else _cipher().decrypt(value).decode()
