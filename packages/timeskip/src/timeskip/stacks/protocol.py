"""What every stack offers, and what a story on any of them can do.

Steps and drivers that keep to this run on each stack. What one of them cannot do raises
timeskip.stacks.NotOnThisStack.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from timeskip.beat import Beat
from timeskip.clocks import Clock
from timeskip.evidence import Evidence
from timeskip.mail import Email
from timeskip.moments import Moment
from timeskip.task_log import TaskRun


class SocketLike(Protocol):
    """A WebSocket as its client has it."""

    frames: list[Any]
    accepted: bool
    close_code: int | None
    close_reason: str

    @property
    def is_open(self) -> bool: ...

    def send(self, frame: Any) -> None: ...

    def received(self) -> list[Any]: ...

    def expect_silence(self) -> None: ...

    def close(self, code: int = ...) -> None: ...


class SocketsLike(Protocol):
    """Everybody's sockets."""

    all: list[Any]
    layer_is_up: bool

    def connect(
        self,
        user: Any,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        subprotocols: Iterable[str] = (),
        origin: str | None = ...,
        name: str | None = None,
    ) -> SocketLike: ...

    def check(self) -> None: ...


class TasksLike(Protocol):
    """What has been asked for by Celery's own means."""

    reachable: bool

    def runs(self, name: str | None = None) -> list[TaskRun]: ...

    def claim_failure(self, name: str | None = None) -> TaskRun: ...

    def check(self) -> None: ...


class TransactionsLike(Protocol):
    """What happens after commit."""

    def claim_failure(self) -> BaseException: ...

    def check(self) -> None: ...


class MailLike(Protocol):
    """The mail server and everybody's mailbox."""

    delivered: list[Email]
    is_up: bool

    def to(self, address: str) -> list[Email]: ...

    def attempts(self, address: str) -> int: ...

    def refuse(self, address: str | None = None, code: int = 550, reason: str = ...) -> None: ...

    def accept(self, address: str | None = None) -> None: ...

    def drop_next_reply(self) -> None: ...


class WorkersLike(Protocol):
    """What can go wrong with workers."""

    def die_at_each_write(self, task: str = ...) -> None: ...

    def deliver_twice(self, task: str = ...) -> None: ...

    def race_at_each_claim(self, task: str = ...) -> None: ...

    def watched(self, wrapper: Callable[..., Any]) -> AbstractContextManager[None]: ...

    def recover(self) -> None: ...

    def stop(self) -> None: ...

    def start(self) -> None: ...


class FilesLike(Protocol):
    """The default file storage."""

    is_full: bool

    def stop_after_next(self) -> None: ...


class StoryLike(Protocol):
    """One scenario's world."""

    tasks: TasksLike
    beat: Beat
    transactions: TransactionsLike
    sockets: SocketsLike
    mail: MailLike
    workers: WorkersLike
    files: FilesLike
    evidence: Evidence

    @property
    def now(self) -> datetime: ...

    def starts_at(self, moment: Moment) -> None: ...

    def advance_to(self, moment: Moment) -> None: ...

    def advance(self, **parts: float) -> None: ...

    def settle(self) -> None: ...

    def check(self) -> None: ...

    def timeline(self, *, last: int | None = None) -> str: ...

    def client(self, user: Any = None, **defaults: Any) -> Any: ...


class Stack(Protocol):
    """What the project runs on during a run."""

    name: str
    # Real seconds without progress after which a scenario is ended.
    patience: float
    # Started once a run.
    clock: Clock

    def story(self) -> AbstractContextManager[StoryLike]: ...

    def explain(self) -> str: ...

    def close(self) -> None: ...
