"""Acts that are done once for each idempotency key.

A request comes again after a double click, a form that is sent again, or a timeout.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils.crypto import salted_hmac

from applications.models import IdempotencyKey
from applications.refusals import IdempotencyKeyReused

Row = TypeVar("Row", bound=Model)


def once(act: Callable[..., Row]) -> Callable[..., Row]:
    """Let a service that makes a row take an `idempotency_key`: sent again, it returns the same row.

    A refusal leaves the key unused. Raises IdempotencyKeyReused where the key came with another act, from
    another person or with other answers, or where the row is no longer there. Without a key the service acts
    each time.
    """

    @wraps(act)
    def acted(*, idempotency_key: UUID | None = None, **answers: object) -> Row:
        if idempotency_key is None:
            return act(**answers)
        digest = _digest(act, answers)
        with transaction.atomic():
            # Of two requests at once the second waits here until the first has committed.
            used, is_new = IdempotencyKey.objects.get_or_create(
                key=idempotency_key, defaults={"digest": digest}
            )
            if is_new:
                used.made = act(**answers)
                used.save(update_fields=["made_type", "made_id"])
        if used.digest != digest or used.made is None:
            raise IdempotencyKeyReused
        return used.made

    return acted


def _digest(act: Callable, answers: dict[str, object]) -> str:
    """Stands for an act and its answers. Keyed, because private numbers are few enough to be guessed."""
    said = json.dumps([act.__module__, act.__qualname__, answers], sort_keys=True, default=_written)
    return salted_hmac("applications.services.once", said, algorithm="sha256").hexdigest()


def _written(value: object) -> str:
    return f"{value._meta.label} {value.pk}" if isinstance(value, Model) else str(value)
