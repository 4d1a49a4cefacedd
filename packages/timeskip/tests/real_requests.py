"""Requests of every kind, each with what it leaves behind: asked of Celery's own worker and of a story.

`main` starts Celery's worker on an in-memory broker and asks for everything at once.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from celery import Celery, Task, chain, chord, group
from celery.exceptions import Ignore, Reject
from celery.result import AsyncResult

# Seconds. Within the last one a worker starts a task, however busy the machine.
SOON, LATER, PATIENT = 0.4, 1.2, 5
PATIENCE = 60  # real seconds until a worker that has not left the same behind is taken to leave something else

app = Celery("requests", set_as_current=False, broker="memory://", backend="cache+memory://")
app.conf.update(task_default_queue="usual", worker_timer_precision=0.05, result_extended=True)

# What tasks have done, by the tag of the request.
LOG: dict[str, list[list[Any]]] = {}


def log(tag: str, *what: Any) -> None:
    LOG.setdefault(tag, []).append([str(each) if isinstance(each, Exception) else each for each in what])


@app.task(bind=True)
def add(self: Task, *numbers: Any, tag: str) -> int:
    log(tag, "add", numbers, self.request.retries)
    return sum(sum(number) if isinstance(number, list) else number for number in numbers)


@app.task(bind=True, expires=SOON)
def brief(self: Task, tag: str) -> None:
    log(tag, "brief")


@app.task
def boom(*args: Any, tag: str) -> None:
    log(tag, "boom", args)
    raise ValueError("boom")


@app.task(bind=True, max_retries=2)
def again(self: Task, times: int, tag: str) -> str:
    log(tag, "again", self.request.retries)
    if self.request.retries < times:
        raise self.retry(countdown=0.1, exc=ValueError("again"))
    return "done"


@app.task(bind=True)
def again_too_late(self: Task, tag: str) -> None:
    log(tag, "again", self.request.retries)
    raise self.retry(countdown=PATIENT + 1)


@app.task(bind=True, autoretry_for=(KeyError,), retry_backoff=1, retry_backoff_max=1, retry_jitter=False)
def backing_off(self: Task, tag: str) -> str:
    log(tag, "backing off", self.request.retries)
    if not self.request.retries:
        raise KeyError("first")
    return "done"


@app.task(bind=True, autoretry_for=(KeyError,), retry_backoff=1, retry_backoff_max=1, retry_jitter=True)
def jittery(self: Task, tag: str) -> str:
    log(tag, "jittery", self.request.retries)
    if not self.request.retries:
        raise KeyError("first")
    return "done"


@app.task
def errback(request: Any, error: Exception, traceback: Any, tag: str) -> None:
    log(tag, "errback", request.task, error)


@app.task(bind=True)
def bound_errback(self: Task, task_id: str, tag: str) -> None:
    log(tag, "bound errback", task_id == self.request.parent_id)


@app.task(ignore_result=True)
def forgetful(tag: str) -> int:
    log(tag, "forgetful")
    return 1


class Audited(Task):
    abstract = True

    def before_start(self, task_id: str, args: Any, kwargs: Any) -> None:
        log(kwargs["tag"], "before_start")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        log(kwargs["tag"], "call", self.request.retries)
        return super().__call__(*args, **kwargs)

    def on_success(self, retval: Any, task_id: str, args: Any, kwargs: Any) -> None:
        log(kwargs["tag"], "on_success", retval)

    def on_retry(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        log(kwargs["tag"], "on_retry")

    def on_failure(self, exc: Exception, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        log(kwargs["tag"], "on_failure", exc)

    def after_return(self, status: str, retval: Any, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        log(kwargs["tag"], "after_return", status)


@app.task(base=Audited, bind=True)
def audited(self: Task, fate: str, tag: str) -> str:
    if fate == "retry" and not self.request.retries:
        raise self.retry(countdown=0.1)
    if fate == "fail":
        raise ValueError("audited")
    return fate


@app.task(bind=True)
def curious(self: Task, tag: str) -> None:
    request = self.request
    log(tag, getattr(request, "colour", None), request.delivery_info["routing_key"], request.delivery_info["priority"])
    log(tag, request.is_eager, request.called_directly, request.root_id == request.id, request.shadow)


@app.task(bind=True, acks_late=True)
def put_back(self: Task, tag: str) -> str:
    # By count: kombu's memory transport, unlike Redis' and AMQP's, does not say that a message is redelivered.
    log(tag, "put back")
    if len(LOG[tag]) < 3:
        raise Reject("not now", requeue=True)
    return "done"


@app.task(acks_late=True)
def rejected(tag: str) -> None:
    log(tag, "rejected")
    raise Reject("never", requeue=False)


@app.task
def ignored(tag: str) -> None:
    log(tag, "ignored")
    raise Ignore


@app.task(bind=True)
def replaced(self: Task, tag: str) -> None:
    log(tag, "replaced")
    raise self.replace(add.s(1, 2, tag=tag))


@app.task(bind=True)
def reports(self: Task, tag: str) -> str:
    self.update_state(state="HALF", meta={"done": 50})
    log(tag, AsyncResult(self.request.id, app=app).state)
    return "done"


@app.task(acks_late=True, throws=(ValueError,))
def late(tag: str) -> None:
    log(tag, "late")
    raise ValueError("expected")


def in_seconds(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


def revoked(tag: str) -> Any:
    result = add.apply_async((1,), {"tag": tag}, countdown=LATER)
    result.revoke()
    return result


Ask = Callable[[str], Any]

REQUESTS: dict[str, Ask] = {
    "delay": lambda tag: add.delay(1, 2, tag=tag),
    "a tuple arrives as a list": lambda tag: add.delay((1, 2), tag=tag),
    "countdown": lambda tag: add.apply_async((1,), {"tag": tag}, countdown=SOON),
    "eta": lambda tag: add.apply_async((1,), {"tag": tag}, eta=in_seconds(SOON)),
    "eta in the past": lambda tag: add.apply_async((1,), {"tag": tag}, eta=in_seconds(-60)),
    "later before sooner": lambda tag: [
        add.apply_async((1,), {"tag": tag}, countdown=LATER),
        add.apply_async((2,), {"tag": tag}, countdown=SOON),
        add.apply_async((3,), {"tag": tag}),
    ],
    "expires, a number": lambda tag: add.apply_async((1,), {"tag": tag}, countdown=LATER, expires=SOON),
    "expires, a datetime": lambda tag: add.apply_async((1,), {"tag": tag}, countdown=LATER, expires=in_seconds(SOON)),
    "expires, ISO 8601": lambda tag: add.apply_async(
        (1,), {"tag": tag}, countdown=LATER, expires=in_seconds(SOON).isoformat()
    ),
    "expires in time": lambda tag: add.apply_async((1,), {"tag": tag}, countdown=SOON, expires=60),
    "expires, the task's own": lambda tag: brief.apply_async((), {"tag": tag}, countdown=LATER),
    "retry": lambda tag: again.delay(2, tag=tag),
    "retries run out": lambda tag: again.delay(9, tag=tag),
    "a retry of what has expired": lambda tag: again_too_late.apply_async((), {"tag": tag}, expires=PATIENT),
    "back-off": lambda tag: backing_off.delay(tag=tag),
    "back-off with jitter": lambda tag: jittery.delay(tag=tag),
    "chain": lambda tag: chain(add.s(1, tag=tag), add.s(2, tag=tag), add.s(3, tag=tag))(),
    "a chain that breaks": lambda tag: chain(add.s(1, tag=tag), boom.s(tag=tag), add.s(3, tag=tag))(),
    "group": lambda tag: list(group(add.s(number, tag=tag) for number in range(3))().results),
    "chord": lambda tag: chord([add.s(1, tag=tag), add.s(2, tag=tag)])(add.s(tag=tag)),
    "a chord with a failing part": lambda tag: chord([add.s(1, tag=tag), boom.s(tag=tag)])(
        add.s(tag=tag).on_error(errback.s(tag=tag))
    ),
    "a group in a chain": lambda tag: chain(
        add.s(1, tag=tag), group(add.s(1, tag=tag), add.s(2, tag=tag)), add.s(tag=tag)
    )(),
    "link": lambda tag: add.apply_async((1,), {"tag": tag}, link=add.s(10, tag=tag)),
    "links": lambda tag: add.apply_async((1,), {"tag": tag}, link=[add.s(10, tag=tag), add.si(5, tag=tag)]),
    "errback": lambda tag: boom.apply_async((), {"tag": tag}, link_error=errback.s(tag=tag)),
    "bound errback": lambda tag: boom.apply_async((), {"tag": tag}, link_error=bound_errback.s(tag=tag)),
    "revoke": revoked,
    "ignore_result": lambda tag: forgetful.delay(tag=tag),
    "ignore_result for once": lambda tag: add.apply_async((1,), {"tag": tag}, ignore_result=True),
    "custom base": lambda tag: audited.delay("ok", tag=tag),
    "custom base retries": lambda tag: audited.delay("retry", tag=tag),
    "custom base fails": lambda tag: audited.delay("fail", tag=tag),
    "headers": lambda tag: curious.apply_async((), {"tag": tag}, headers={"colour": "red"}, shadow="nosy"),
    "another queue": lambda tag: curious.apply_async((), {"tag": tag}, queue="special", priority=3),
    "Reject with requeue": lambda tag: put_back.delay(tag=tag),
    "Reject for good": lambda tag: rejected.delay(tag=tag),
    "Ignore": lambda tag: ignored.delay(tag=tag),
    "replace": lambda tag: replaced.delay(tag=tag),
    "update_state": lambda tag: reports.delay(tag=tag),
    "acks_late fails": lambda tag: late.delay(tag=tag),
    "send_task": lambda tag: app.send_task(add.name, (1, 2), {"tag": tag}),
    "a wrong argument": lambda tag: again.delay("one", "too", "many", tag=tag),
    "what cannot be serialised": lambda tag: add.delay(object(), tag=tag),
}


@dataclass
class Left:
    """What a request has left behind: what tasks did, in order, and the state and result of each of its results."""

    log: list[list[Any]]
    states: list[str]
    results: list[str]

    def as_json(self) -> Any:
        return json.loads(json.dumps([self.log, self.states, self.results]))


def ask_for_everything() -> dict[str, list[AsyncResult] | Exception]:
    LOG.clear()
    asked: dict[str, list[AsyncResult] | Exception] = {}
    for name, ask in REQUESTS.items():
        try:
            result = ask(name)
        except Exception as error:
            asked[name] = error
        else:
            asked[name] = result if isinstance(result, list) else [result]
    return asked


def left_behind(asked: dict[str, list[AsyncResult] | Exception]) -> dict[str, Any]:
    left = {}
    for name, results in asked.items():
        if isinstance(results, Exception):
            left[name] = Left(LOG.get(name, []), ["not sent"], [type(results).__name__])
        else:
            left[name] = Left(
                list(LOG.get(name, [])),
                [result.state for result in results],
                [str(result.result) for result in results],
            )
    return {name: each.as_json() for name, each in left.items()}


def from_a_real_worker(expected: dict[str, Any]) -> dict[str, Any]:
    """Wait until the worker has left behind what is expected, or for PATIENCE."""
    from celery.app.trace import setup_worker_optimizations
    from celery.contrib.testing.worker import start_worker

    # As `celery worker` does; start_worker leaves it out before Celery 5.7.
    setup_worker_optimizations(app)
    with start_worker(app, pool="solo", perform_ping_check=False, queues=["usual", "special"], loglevel="CRITICAL"):
        asked = ask_for_everything()
        for left in _until(time.monotonic() + PATIENCE, lambda: left_behind(asked)):
            if left == expected:
                break
    return left


def _until(deadline: float, look: Callable[[], Any]) -> Iterator[Any]:
    while time.monotonic() < deadline:
        yield look()
        time.sleep(0.1)


def main() -> None:
    """Read what is expected and print what a worker has left behind, as JSON."""
    json.dump(from_a_real_worker(json.load(sys.stdin)), sys.stdout)
