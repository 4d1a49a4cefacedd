"""Encrypting what the database holds anew, with the first key."""

from collections import Counter
from collections.abc import Iterator

from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import F, TextField
from django.db.models.functions import Cast

from applications.models.fields import EncryptedField

ROWS_A_BATCH = 500  # few enough that nobody waits for the lock on them


def encrypted_fields() -> list[EncryptedField]:
    """Every encrypted column of the CRM."""
    return [
        field
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, EncryptedField)
    ]


def encrypted_fields_rotate() -> dict[str, int]:
    """Encrypt every value anew that is not encrypted with the first of the keys.

    Each batch is a transaction of its own, so a run that was stopped can be started again. Returns how many
    values were `rotated`, how many were `current` already, and how many no key can read (`unreadable`).
    """
    counts = Counter(rotated=0, current=0, unreadable=0)
    for field in encrypted_fields():
        for batch in _batches(field):
            counts.update(_rotated(field, batch))
    return dict(counts)


def _batches(field: EncryptedField) -> Iterator[list[int]]:
    rows = field.model._base_manager.filter(**{f"{field.name}__isnull": False}).order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:ROWS_A_BATCH]):
        yield batch
        last = batch[-1]


@transaction.atomic
def _rotated(field: EncryptedField, batch: list[int]) -> Counter[str]:
    rows = field.model._base_manager.filter(pk__in=batch)
    # A row may be changed at the same time: the second of the two sees what the first has written.
    list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
    stored = rows.annotate(stored=Cast(F(field.name), TextField())).exclude(stored=None)
    counts: Counter[str] = Counter()
    for key, value in stored.values_list("pk", "stored"):
        state, text = _read(value)
        counts[state] += 1
        if state == "rotated":
            rows.filter(pk=key).update(**{field.name: text})
    return counts


def _read(stored: str) -> tuple[str, str]:
    """The state of a stored value, by the names that `encrypted_fields_rotate` gives them, and its text."""
    newest, *older = (Fernet(key) for key in settings.FIELD_ENCRYPTION_KEYS)
    for state, ciphers in (("current", [newest]), ("rotated", older)):
        for cipher in ciphers:
            try:
                return state, cipher.decrypt(stored).decode()
            except InvalidToken:
                continue
    return "unreadable", ""
