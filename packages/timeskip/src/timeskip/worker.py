"""The worker: runs one message through Celery's own request and tracer."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from celery import Celery, Task, signals, states
from celery.app.trace import trace_task
from celery.exceptions import TaskRevokedError
from celery.result import denied_join_result
from celery.utils.imports import symbol_by_name
from celery.worker import state as worker_state
from kombu.transport.virtual import Message

from timeskip.clocks import Clock
from timeskip.errors import NotSimulated
from timeskip.private_names import current_app, forget_tracer
from timeskip.task_log import EXPIRED
from timeskip.worker_deaths import WORKER_DIED, WorkerDied, fate_of, loss

HOSTNAME = "story@timeskip"

# The process of a pool that runs a task, from its start to its end.
Process = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True)
class Outcome:
    """The state and the result, or the error, in which a delivery ended."""

    state: str
    result: Any


class _InlinePool:
    """Celery's pool of child processes, as one call in this process."""

    is_green = False

    def __init__(self, app: Celery, clock: Clock, process: Process) -> None:
        self._app, self._clock, self._process = app, clock, process
        self.outcome = Outcome(states.PENDING, None)

    def apply_async(
        self,
        target: Any,
        args: tuple,
        *,
        accept_callback: Callable,
        callback: Callable,
        error_callback: Callable,
        **options: Any,
    ) -> None:
        """Run the task; Celery's own callbacks hear of its end, or of the death of its process."""
        name, task_id, request, *_ = args
        task = self._app.tasks[name]
        accept_callback(os.getpid(), monotonic())
        began = self._clock.real_time()
        try:
            with self._process(), denied_join_result():
                result, info, runtime = self._trace(task, task_id, request)
        except WorkerDied as death:
            fate = fate_of(task, request.get("retries") or 0)
            self.outcome = Outcome(WORKER_DIED, f"{death}; {fate}")
            error_callback(loss())
            return
        _check_time_limits(name, self._clock.real_time() - began, options)
        self.outcome = Outcome(info.state, info.retval) if info else Outcome(states.SUCCESS, result)
        callback((1 if info else 0, result, runtime))

    def _trace(self, task: Task, task_id: str, request: dict) -> tuple[Any, Any, float]:
        """Do what celery.app.trace.trace_task_ret does, which keeps only the repr of the result."""
        result, info, runtime, _ = trace_task(
            task,
            task_id,
            request["args"],
            request["kwargs"],
            request,
            hostname=HOSTNAME,
            loader=self._app.loader,
            app=self._app,
        )
        return result, info, runtime


class Worker:
    """Runs messages, one after the other."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def run(self, app: Celery, message: Message, process: Process = nullcontext) -> Outcome:
        """Run one message; whether it is acknowledged shows at the broker. WorkerDied ends a process alone."""
        task = app.tasks[message.headers["task"]]
        forget_tracer(task)
        request = symbol_by_name(task.Request)(
            message,
            app=app,
            task=task,
            hostname=HOSTNAME,
            on_ack=message.ack_log_error,
            on_reject=message.reject_log_error,
        )
        # As trace_task_ret does: what rides along with the arguments belongs to the request.
        request.request_dict.update({"is_eager": False}, **(message.payload[2] or {}))
        pool = _InlinePool(app, self._clock, process)
        with current_app(app):
            try:
                if request.revoked():
                    return self._revoked(request)
                signals.task_received.send(sender=self, request=request)
                request.execute_using_pool(pool)
            except TaskRevokedError:
                return self._revoked(request)
            finally:
                worker_state.task_ready(request)
                forget_tracer(task)
        return pool.outcome

    @staticmethod
    def _revoked(request: Any) -> Outcome:
        if not request.expires or request.expires > datetime.now(UTC):
            return Outcome(states.REVOKED, "revoked")
        # Celery notes an expired task among the revoked ones, for the whole process.
        worker_state.revoked.discard(request.id)
        return Outcome(states.REVOKED, EXPIRED)


def _check_time_limits(name: str, seconds: float, options: dict) -> None:
    limits = [limit for limit in (options.get("soft_timeout"), options.get("timeout")) if limit]
    if limits and seconds > min(limits):
        raise NotSimulated(
            f"{name} ran for {seconds:.1f} real seconds, over its time limit of {min(limits)}. A story cannot stop a "
            "task, and no story time passes while one runs. Test the limit with a real prefork worker."
        )
