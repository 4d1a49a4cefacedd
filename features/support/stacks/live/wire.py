"""What the stack's processes tell the suite, through Redis: what was asked for, and what became of it."""

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

    def asked(self) -> dict[str, Any]:
        """Before a request is published: it is open until it is done. Returns the trouble it is to have."""
        with self.server.pipeline() as pipeline:
            pipeline.incr(self.key("open"))
            pipeline.get(self.key("trouble"))
            _, trouble = pipeline.execute()
        return json.loads(trouble) if trouble else {}

    def cause(self, trouble: dict[str, Any]) -> None:
        """Whatever is asked for from now on has this trouble."""
        self.server.set(self.key("trouble"), json.dumps(trouble))

    def dies_again(self, request: str) -> int:
        """How often a request's worker has died, with the one that is about to."""
        return self.server.hincrby(self.key("deaths"), request, 1)

    def done(self, done: Done, *, rival: str | None = None) -> None:
        """A request is finished, and everything that it asked for in its turn was counted before.

        `rival` names what somebody waits for.
        """
        with self.server.pipeline() as pipeline:
            pipeline.rpush(self.key("done"), json.dumps(asdict(done), default=str))
            pipeline.decr(self.key("open"))
            if rival:
                pipeline.rpush(self.key(f"rival:{rival}"), 1)
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

    def wait_for_rival(self, name: str, seconds: float) -> bool:
        """Wait until a second worker has done the whole work; False where it has not in time."""
        return self.server.blpop([self.key(f"rival:{name}")], timeout=seconds) is not None

    def clear(self) -> None:
        """Forget everything that was told."""
        keys = list(self.server.scan_iter(f"{self._prefix}*"))
        if keys:
            self.server.delete(*keys)
