"""Channel layers in memory, in the place of the project's own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

CENTURY = 100 * 365 * 24 * 60 * 60  # seconds
CARRIED = (str, bytes, int, float, bool, type(None))


def uses_channels() -> bool:
    """Whether the project has channel layers."""
    return bool(getattr(settings, "CHANNEL_LAYERS", None))


@contextmanager
def in_memory(is_up: Callable[[], bool], *, expire: bool = False) -> Iterator[None]:
    """While this lasts, every channel layer is in memory; sending fails while `is_up` says no.

    With `expire`, messages and groups expire on the story's clock as the project has configured: channels_redis
    drops a socket from its groups after a day unless told otherwise.
    """
    from channels.layers import channel_layers

    changed = []
    for alias in channel_layers.configs:
        # The very object: modules may have held on to it since they were imported.
        layer = channel_layers[alias]
        changed.append((layer, type(layer), dict(vars(layer))))
        config = channel_layers.configs[alias].get("CONFIG", {}) if expire else None
        _become_in_memory(layer, config, is_up)
    try:
        yield
    finally:
        for layer, kind, state in changed:
            layer.__class__ = kind
            vars(layer).clear()
            vars(layer).update(state)


def _become_in_memory(layer: Any, config: dict | None, is_up: Callable[[], bool]) -> None:
    is_on_redis = type(layer).__module__.startswith("channels_redis")
    if config is None:
        expiry = {"expiry": CENTURY, "group_expiry": CENTURY}
    else:
        expiry = {name: config[name] for name in ("expiry", "group_expiry") if name in config}
    layer.__class__ = _layer_class(is_up, is_checked=is_on_redis)
    vars(layer).clear()
    layer.__init__(capacity=10_000, **expiry)


def _layer_class(is_up: Callable[[], bool], *, is_checked: bool) -> type:
    from channels.layers import InMemoryChannelLayer

    def check(message: dict) -> None:
        if not is_up():
            raise ConnectionError("The channel layer is down (story.sockets.layer_is_up is False).")
        if is_checked:
            check_carried(message)

    class StoryLayer(InMemoryChannelLayer):
        """Channels' own, which on Redis' behalf refuses what Redis cannot carry."""

        async def send(self, channel: str, message: dict) -> None:
            check(message)
            await super().send(channel, message)

        async def group_send(self, group: str, message: dict) -> None:
            check(message)
            await super().group_send(group, message)

        async def close_pools(self) -> None:
            """Redis' layer has connections to close; this one has none."""

    return StoryLayer


def check_carried(value: Any) -> None:
    """Refuse what msgpack cannot carry; in memory it would arrive, in production it would not."""
    if isinstance(value, dict):
        for key, each in value.items():
            check_carried(key)
            check_carried(each)
    elif isinstance(value, list | tuple):
        for each in value:
            check_carried(each)
    elif type(value) not in CARRIED and not isinstance(value, CARRIED):
        raise TypeError(
            f"channels_redis cannot send {value!r} ({type(value).__name__}) through a channel layer: "
            "it carries text, numbers, bytes, lists and dictionaries."
        )
