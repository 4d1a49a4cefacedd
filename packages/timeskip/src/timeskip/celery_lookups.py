"""What Celery looks up a dozen times for each task: its settings, in several places under several names, and the time.

Without this a third of what a beat entry costs is looking up.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any
from unittest.mock import patch

from celery import Celery
from celery.app.utils import Settings
from django.core.signals import setting_changed

from timeskip.clocks import Clock


@contextmanager
def looked_up_once(clock: Clock) -> Iterator[None]:
    """While this lasts, each setting is looked up once, and again after a change; the time once for each moment."""
    with ExitStack() as stack:
        _settings_once(stack)
        stack.enter_context(patch.object(Celery, "now", _now_once(clock)))
        yield


def _settings_once(stack: ExitStack) -> None:
    look_up = Settings.__getitem__
    # By configuration and name; the configuration is kept, so that no other one gets its identity.
    found: dict[tuple[int, str], tuple[Settings, Any]] = {}

    def look_up_once(settings: Settings, name: str) -> Any:
        kept = found.get((id(settings), name))
        if kept is None:
            kept = found[id(settings), name] = settings, look_up(settings, name)
        return kept[1]

    def forget(**_: Any) -> None:
        found.clear()

    stack.enter_context(patch.object(Settings, "__getitem__", look_up_once))
    for name in ("__setitem__", "update", "setdefault", "add_defaults", "clear"):
        stack.enter_context(patch.object(Settings, name, _and_then(getattr(Settings, name), forget)))
    setting_changed.connect(forget)
    stack.callback(setting_changed.disconnect, forget)


def _and_then(change: Callable[..., Any], forget: Callable[[], None]) -> Callable[..., Any]:
    def change_and_forget(settings: Settings, *args: Any, **kwargs: Any) -> Any:
        try:
            return change(settings, *args, **kwargs)
        finally:
            forget()

    return change_and_forget


def _now_once(clock: Clock) -> Callable[[Celery], datetime]:
    now = Celery.now
    # By app, for the moment at which the clock stands.
    found: dict[Celery, tuple[datetime, datetime]] = {}

    def now_once(app: Celery) -> datetime:
        moment = clock.now()
        kept = found.get(app)
        if kept is None or kept[0] is not moment:
            kept = found[app] = moment, now(app)
        return kept[1]

    return now_once
