"""What is asked for later: a worker would wait for an eta by a clock that does not jump, so the story keeps it."""

from datetime import UTC, datetime
from typing import Any

from celery import Celery, current_task
from celery.app.amqp import task_message
from celery.utils.time import maybe_iso8601, maybe_make_aware
from django.utils import timezone
from kombu.utils.json import dumps, loads

from timeskip.stacks.real.open_requests import OpenRequests


class PutOff:
    """The requests of every process that are due later, in Redis."""

    def __init__(self, requests: OpenRequests) -> None:
        self._requests = requests

    def keep_from(self, app: Celery) -> None:
        """From now on this process publishes nothing before it is due, and nothing that no worker can run."""
        self._app, self._send = app, app.amqp.send_task_message
        app.amqp.send_task_message = self._send_or_keep

    @property
    def next_moment(self) -> datetime | None:
        """When the first request is due."""
        first: Any = self._requests.server.zrange(self._key, 0, 0, withscores=True)
        return datetime.fromtimestamp(first[0][1], UTC) if first else None

    def publish_due(self) -> None:
        """Publish what is due by now, in order."""
        server, now = self._requests.server, timezone.now().timestamp()
        due: Any = server.zrange(self._key, "-inf", now, byscore=True)
        if due:
            server.zrem(self._key, *due)
        for line in due:
            name, message, options = loads(line.partition(" ")[2])
            with self._app.producer_or_acquire() as producer:
                self._send(producer, name, task_message(*message), **options)

    def clear(self) -> None:
        """Forget everything."""
        self._requests.server.delete(self._key)

    def _send_or_keep(self, producer: Any, name: str, message: task_message, **options: Any) -> Any:
        if name not in self._app.tasks:
            raise LookupError(f"The workers have no task {name!r}.")
        due = self._due(message.headers.get("eta"))
        if due is None or due <= timezone.now():
            return self._send(producer, name, message, **options)
        # Once it is published nobody knows any more who asked for it.
        message.headers["family"] = family_of(name)
        if queue := options.get("queue"):
            options["queue"] = getattr(queue, "name", queue)
        server = self._requests.server
        number = server.incr(self._requests.key("numbers"))
        line = f"{number:012} {dumps([name, [*message[:3], None], options])}"
        server.zadd(self._key, {line: due.timestamp()})
        return None

    def _due(self, eta: str | None) -> datetime | None:
        return maybe_make_aware(maybe_iso8601(eta), self._app.timezone) if eta else None

    @property
    def _key(self) -> str:
        return self._requests.key("put off")


def family_of(name: str) -> str:
    """Return the task that is behind it all: the running task's, or a task itself that nobody asked for."""
    return getattr(current_task and current_task.request, "family", None) or name
