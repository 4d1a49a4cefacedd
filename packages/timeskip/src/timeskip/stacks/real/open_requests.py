"""What the stack's processes tell the run, through Redis: which tasks were asked for, and what became of them."""

import json
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import redis
from celery.exceptions import Retry
from django.utils import timezone

from timeskip.stacks.real.addresses import Addresses
from timeskip.task_log import TaskFailed, TaskRun, words_of

# So many requests fewer are open; tells the run, and the process that waits for this one.
TELL = """
redis.call('RPUSH', KEYS[2], redis.call('DECRBY', KEYS[1], ARGV[2]) .. ' ' .. ARGV[1])
if ARGV[3] == '1' then redis.call('RPUSH', KEYS[3], '1') end
"""

# Tells the run of something that closes no request.
TELL_MORE = "redis.call('RPUSH', KEYS[2], (redis.call('GET', KEYS[1]) or 0) .. ' ' .. ARGV[1])"

Failures = dict[str, list[str]]


class OpenRequests:
    """Counts requests that no worker has finished yet, and carries the results of those that are finished."""

    def __init__(self, addresses: Addresses) -> None:
        self._url = addresses.redis
        self._prefix = f"{addresses.prefix}run:"
        # Whether this very process has asked for something since it last waited.
        self.has_asked = False

    @cached_property
    def server(self) -> redis.Redis:
        return redis.Redis.from_url(self._url, decode_responses=True)

    def key(self, name: str) -> str:
        return f"{self._prefix}{name}"

    def open(self) -> Failures:
        """Before a request is published: it is open until a worker has finished it. Returns its worker failures."""
        self.has_asked = True
        with self.server.pipeline() as pipeline:
            pipeline.incr(self.key("open"))
            pipeline.get(self.key("failures"))
            _, failures = pipeline.execute()
        return json.loads(failures) if failures else {}

    def cause(self, failures: Failures) -> None:
        """Give these worker failures to whatever is asked for from now on."""
        self.server.set(self.key("failures"), json.dumps(failures))

    def dies_again(self, request: str) -> int:
        """Return how often a request's worker has died, with the one that is about to."""
        return self.server.hincrby(self.key("deaths"), request, 1)

    def leave_word(self, request: str, words: str) -> None:
        """A process that is about to die says of what, for the worker that will give its request up."""
        self.server.hset(self.key("last words"), request, words)

    def last_words(self, request: str) -> str | None:
        """Return what the process that ran a request has said before its death, once; None where it said nothing."""
        with self.server.pipeline() as pipeline:
            pipeline.hget(self.key("last words"), request)
            pipeline.hdel(self.key("last words"), request)
            return pipeline.execute()[0]

    def told(self, account: dict[str, Any], *, closes: bool = True, rival: str | None = None) -> None:
        """A worker has run a request; everything that it asked for was counted before.

        `closes` is false where the request comes back. `rival` names what somebody waits for.
        """
        self._tell(
            keys=[self.key("open"), self.key("runs"), self.key(f"rival:{rival}")],
            args=[json.dumps(account, default=str), int(closes), int(rival is not None)],
        )

    def wrote(self, tables: list[str]) -> None:
        """A process writes to tables, and not for a request."""
        self._tell_more(keys=[self.key("open"), self.key("runs")], args=[json.dumps({"wrote": tables})])

    def collect(self) -> tuple[list[dict[str, Any]], int]:
        """Return what was told since the last time, oldest first, and how many requests are open."""
        with self.server.pipeline() as pipeline:
            pipeline.get(self.key("open"))
            pipeline.lrange(self.key("runs"), 0, -1)
            pipeline.delete(self.key("runs"))
            count, lines, _ = pipeline.execute()
        return [_read(line)[0] for line in lines], int(count or 0)

    def wait(self, seconds: float) -> tuple[dict[str, Any], int] | None:
        """Wait until something is told: that, and how many requests were open then; None if nothing is in time."""
        found: Any = self.server.blpop([self.key("runs")], timeout=seconds)
        return _read(found[1]) if found else None

    def wait_for_rival(self, name: str, seconds: float) -> bool:
        """Wait until a second worker has done the whole work; False where it has not in time."""
        return self.server.blpop([self.key(f"rival:{name}")], timeout=seconds) is not None

    def clear(self) -> None:
        """Forget everything."""
        self.server.delete(*map(self.key, ("open", "runs", "failures", "deaths", "last words")))

    @cached_property
    def _tell(self) -> Any:
        return self.server.register_script(TELL)

    @cached_property
    def _tell_more(self) -> Any:
        return self.server.register_script(TELL_MORE)


def account_of(task: Any, request: Any, state: str, result: Any) -> dict[str, Any]:
    """Return what a process reports about a run."""
    is_error = isinstance(result, BaseException)
    shown = str(result) if isinstance(result, Retry) else repr(result)
    return {
        "name": task.name,
        "at": timezone.now().timestamp(),
        "state": state,
        "result": None if is_error else result,
        "error": [words_of(result), shown] if is_error else None,
        "id": request.id,
        "retries": getattr(request, "retries", None) or 0,
        "args": list(request.args or ()),
        "kwargs": dict(request.kwargs or {}),
    }


def is_run(told: dict[str, Any]) -> bool:
    """Whether a process reports a run, and not only writes."""
    return "name" in told


def as_run(told: dict[str, Any]) -> TaskRun:
    """Return the run of which a process has told."""
    return TaskRun(
        name=told["name"],
        at=datetime.fromtimestamp(told["at"], UTC),
        state=told["state"],
        result=TaskFailed(*told["error"]) if told["error"] else told["result"],
        id=told["id"],
        retries=told["retries"],
        args=tuple(told["args"]),
        kwargs=told["kwargs"],
    )


def _read(line: str) -> tuple[dict[str, Any], int]:
    count, _, run = line.partition(" ")
    return json.loads(run), int(count)
