"""What the stack's processes tell the suite through Redis: what was asked for, what was done, with what result."""

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import redis

from features.support.stacks.live.addresses import Addresses


@dataclass(frozen=True)
class Done:
    """What became of one request for background work; `at` is seconds since 1970 on the worker's clock."""

    task: str
    state: str
    result: Any
    error: str
    at: float


class Wire:
    """Counts requests that nobody has finished yet, and carries the results of those that are finished."""

    def __init__(self, addresses: Addresses) -> None:
        self._url = addresses.redis
        self._prefix = f"{addresses.prefix}suite:"

    @cached_property
    def server(self) -> redis.Redis:
        return redis.Redis.from_url(self._url, decode_responses=True)

    def key(self, name: str) -> str:
        return f"{self._prefix}{name}"

    def asked(self, count: int = 1) -> None:
        """Before a request is published: it is open until it is done."""
        self.server.incrby(self.key("open"), count)

    def withdrawn(self) -> None:
        """A request could not be published."""
        self.server.decr(self.key("open"))

    def done(self, done: Done) -> None:
        """A request is finished, and everything that it asked for in its turn was counted before."""
        with self.server.pipeline() as pipeline:
            pipeline.rpush(self.key("done"), json.dumps(asdict(done), default=str))
            pipeline.decr(self.key("open"))
            pipeline.execute()

    def collect(self) -> tuple[list[Done], int]:
        """What was done since the last time, oldest first, and how many requests are open."""
        with self.server.pipeline() as pipeline:
            pipeline.get(self.key("open"))
            pipeline.lrange(self.key("done"), 0, -1)
            pipeline.delete(self.key("done"))
            count, done, _ = pipeline.execute()
        return [Done(**json.loads(one)) for one in done], int(count or 0)

    def wait(self, seconds: float) -> list[Done]:
        """Wait until something is done, or the time is up."""
        found = self.server.blpop([self.key("done")], timeout=seconds)
        return [Done(**json.loads(found[1]))] if found else []

    def clear(self) -> None:
        """Forget everything that was told."""
        keys = list(self.server.scan_iter(f"{self._prefix}*"))
        if keys:
            self.server.delete(*keys)
