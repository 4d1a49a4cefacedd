"""What the stack's processes tell the suite, through Redis: what was asked for, and what became of it."""

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import redis

from features.support.stacks.live.addresses import Addresses

# One request fewer is open; says so, and to whoever waits for this one.
TELL = """
redis.call('RPUSH', KEYS[2], redis.call('DECR', KEYS[1]) .. ' ' .. ARGV[1])
if ARGV[2] == '1' then redis.call('RPUSH', KEYS[3], '1') end
"""


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
        # Whether this very process has asked for something since it last waited.
        self.has_asked = False

    @cached_property
    def server(self) -> redis.Redis:
        return redis.Redis.from_url(self._url, decode_responses=True)

    def key(self, name: str) -> str:
        return f"{self._prefix}{name}"

    def asked(self) -> dict[str, Any]:
        """Before a request is published: it is open until it is done. Returns the trouble it is to have."""
        self.has_asked = True
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
        self._tell(
            keys=[self.key("open"), self.key("done"), self.key(f"rival:{rival}")],
            args=[json.dumps(asdict(done), default=str), int(rival is not None)],
        )

    def collect(self) -> tuple[list[Done], int]:
        """What was done since the last time, oldest first, and how many requests are open."""
        with self.server.pipeline() as pipeline:
            pipeline.get(self.key("open"))
            pipeline.lrange(self.key("done"), 0, -1)
            pipeline.delete(self.key("done"))
            count, done, _ = pipeline.execute()
        return [_read(one)[0] for one in done], int(count or 0)

    def wait(self, seconds: float) -> tuple[Done, int] | None:
        """Wait until something is done: that, and how many requests were open then; None if nothing is."""
        found = self.server.blpop([self.key("done")], timeout=seconds)
        return _read(found[1]) if found else None

    def wait_for_rival(self, name: str, seconds: float) -> bool:
        """Wait until a second worker has done the whole work; False where it has not in time."""
        return self.server.blpop([self.key(f"rival:{name}")], timeout=seconds) is not None

    def clear(self) -> None:
        """Forget everything that was told."""
        self.server.delete(*map(self.key, ("open", "done", "trouble", "deaths")))

    @cached_property
    def _tell(self):
        return self.server.register_script(TELL)


def _read(line: str) -> tuple[Done, int]:
    count, _, done = line.partition(" ")
    return Done(**json.loads(done)), int(count)
