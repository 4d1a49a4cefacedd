"""Requests that come more than once."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4


def sent(times: int, act: Callable[..., Any], **answers: Any) -> None:
    """Call a service so often, under one idempotency key."""
    key = uuid4()
    for _ in range(times):
        act(**answers, idempotency_key=key)
