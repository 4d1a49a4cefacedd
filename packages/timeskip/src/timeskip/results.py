"""Results: in memory instead of a server, and get() runs the story instead of waiting."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from celery import Celery, states
from celery.app.backends import by_url
from celery.backends.base import Backend, DisabledBackend, KeyValueStoreBackend
from celery.exceptions import TimeoutError as CeleryTimeoutError

from timeskip.clocks import Clock
from timeskip.errors import CheckFailed
from timeskip.private_names import active_apps
from timeskip.stand_ins import StandIn

RunNext = Callable[[], bool]


class StoryBackend(KeyValueStoreBackend):
    """Celery's own key-value backend over a dictionary; results expire on the story's clock, as in Redis."""

    supports_autoexpire = True
    implements_incr = True
    persistent = True

    def __init__(self, app: Celery, clock: Clock) -> None:
        self._clock = clock
        # Each value with the virtual second at which it expires.
        self._kept: dict[Any, tuple[Any, float]] = {}
        super().__init__(app=app)

    def get(self, key: Any) -> Any:
        value, expires = self._kept.get(key, (None, 0.0))
        return value if expires > self._clock.elapsed else None

    def mget(self, keys: list) -> list:
        return [self.get(key) for key in keys]

    def set(self, key: Any, value: Any) -> None:
        self._kept[key] = (value, self._expiry(self.expires))

    def delete(self, key: Any) -> None:
        self._kept.pop(key, None)

    def incr(self, key: Any) -> int:
        value = (self.get(key) or 0) + 1
        self._kept[key] = (value, float("inf"))
        return value

    def expire(self, key: Any, value: float) -> None:
        self._kept[key] = (self.get(key), self._expiry(value))

    def _expiry(self, seconds: float | None) -> float:
        return self._clock.elapsed + seconds if seconds else float("inf")


class Results:
    """The result backend of every Celery app."""

    def __init__(self, clock: Clock, run_next: RunNext) -> None:
        self._clock, self._run_next = clock, run_next
        self._stand_ins: dict[Celery, StoryBackend] = {}
        self._kept: dict[Celery, bool] = {}

    @contextmanager
    def simulated(self) -> Iterator[None]:
        """While this lasts, results need no server, and get() runs what is due."""
        real = Celery.backend
        with ExitStack() as stack:
            for app in active_apps():
                if self._is_kept(app):
                    self._never_wait(app.backend, stack)

            def backend(app: Celery) -> Backend:
                return real.fget(app) if self._is_kept(app) else self._stand_in(app)

            stack.enter_context(StandIn(Celery, "backend", property(backend, real.fset)))
            yield

    def _is_kept(self, app: Celery) -> bool:
        """Whether a project sees its own backend: none, or one in its database. Celery's others need a server."""
        # Kept, because a task asks for its backend four times.
        if app not in self._kept:
            cls, _ = by_url(app.conf.result_backend, app.loader)
            is_celerys = cls.__module__.startswith("celery.backends.")
            self._kept[app] = issubclass(cls, DisabledBackend) or not is_celerys
        return self._kept[app]

    def _stand_in(self, app: Celery) -> StoryBackend:
        if app not in self._stand_ins:
            self._stand_ins[app] = backend = StoryBackend(app, self._clock)
            backend.wait_for = self._wait_in(backend)
        return self._stand_ins[app]

    def _never_wait(self, backend: Any, stack: ExitStack) -> None:
        if not isinstance(backend, DisabledBackend):
            stack.enter_context(StandIn(backend, "wait_for", self._wait_in(backend)))

    def _wait_in(self, backend: Any) -> Callable[..., dict]:
        def wait_for(task_id: str, timeout: float | None = None, **options: Any) -> dict:
            while (meta := backend.get_task_meta(task_id))["status"] not in states.READY_STATES:
                if self._run_next():
                    continue
                if timeout is not None:
                    raise CeleryTimeoutError("The operation timed out.")
                raise CheckFailed(
                    f"get() would never return: nothing that is due ends task {task_id}. "
                    "Let time pass with story.advance(), or give get() a timeout."
                )
            return meta

        return wait_for
