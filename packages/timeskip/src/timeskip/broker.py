"""The broker: Celery publishes through kombu as ever, into a transport that hands each message to the story."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from celery import Celery
from celery.app.amqp import AMQP
from celery.app.control import Control
from celery.worker import state as worker_state
from kombu import Connection
from kombu.exceptions import OperationalError
from kombu.pools import ProducerPool
from kombu.serialization import prepare_accept_content
from kombu.transport import virtual

from timeskip.errors import NotSimulated
from timeskip.private_names import active_apps, setting_changed
from timeskip.stand_ins import StandIn

# What a message is kept as until a worker receives it: kombu's own dictionary.
RawMessage = dict[str, Any]
Accept = Callable[[Celery, RawMessage], None]


class StoryChannel(virtual.Channel):
    """kombu's channel, without queues: what is published goes to the story, which also takes the answers."""

    # Of a channel that somebody else opens, neither is known: what goes over it is no task.
    app: Celery | None = None
    broker: "Broker | None" = None

    def basic_publish(self, message: RawMessage, exchange: str, routing_key: str, **kwargs: Any) -> None:
        if self.app is None or self.broker is None:
            raise NotSimulated(_NO_TASK)
        properties = message["properties"]
        properties["delivery_tag"] = self.broker.next_tag()
        properties["delivery_info"] = {"exchange": exchange, "routing_key": routing_key}
        self.broker.publish(self.app, message)

    def basic_ack(self, delivery_tag: Any, multiple: bool = False) -> None:
        self.broker.answers[delivery_tag] = "acknowledged"

    def basic_reject(self, delivery_tag: Any, requeue: bool = False) -> None:
        self.broker.answers[delivery_tag] = "requeued" if requeue else "rejected"

    # Declarations are of no consequence here: there are no queues.

    def exchange_declare(self, *args: Any, **kwargs: Any) -> None:
        """Accept any exchange."""

    def queue_declare(self, queue: str | None = None, passive: bool = False, **kwargs: Any) -> Any:
        return virtual.base.queue_declare_ok_t(queue or "", 0, 0)

    def queue_bind(self, *args: Any, **kwargs: Any) -> None:
        """Accept any binding."""

    def basic_get(self, *args: Any, **kwargs: Any) -> Any:
        raise NotSimulated(_NO_QUEUES)

    def basic_consume(self, *args: Any, **kwargs: Any) -> Any:
        raise NotSimulated(_NO_QUEUES)

    def queue_purge(self, *args: Any, **kwargs: Any) -> Any:
        raise NotSimulated(_NO_QUEUES)


_NO_TASK = (
    "A story carries what apply_async() and send_task() publish, in Celery's message protocol 2, and this message is "
    "something else. Set task_protocol = 2, or test other uses of kombu, and Celery's events, without a story."
)
_NO_QUEUES = (
    "A story has no queues to read from or to purge: tasks run when they are due. "
    "Look at story.tasks.waiting, or use kombu's memory transport in a test without a story."
)


class StoryTransport(virtual.Transport):
    """kombu's virtual transport with the story's channel."""

    Channel = StoryChannel
    driver_type = driver_name = "timeskip"


class Broker:
    """Stands in for the broker of every Celery app."""

    def __init__(self, accept: Accept) -> None:
        self._accept = accept
        self._tags = itertools.count(1)
        self._revoked: set[str] = set()
        self._channels: dict[Celery, StoryChannel] = {}
        self.connection = Connection(transport=StoryTransport)
        self.is_reachable = True
        # How each delivery was answered, by its tag.
        self.answers: dict[Any, str] = {}

    def next_tag(self) -> int:
        """Return a new delivery tag."""
        return next(self._tags)

    def publish(self, app: Celery, message: RawMessage) -> None:
        """Take a message that a producer has sent."""
        if not self.is_reachable:
            raise OperationalError("The broker is down (story.tasks.reachable is False).")
        headers = message["headers"]
        if "task" in headers:
            self._accept(app, message)
        elif not str(message["properties"]["delivery_info"]["exchange"]).startswith("celeryev"):
            raise NotSimulated(_NO_TASK)

    def deliver(self, app: Celery, message: RawMessage) -> virtual.Message:
        """Return a message as a worker receives it."""
        message["properties"]["delivery_tag"] = self.next_tag()
        accept = prepare_accept_content(app.conf.accept_content)
        return virtual.Message(message, channel=self._channel(app), accept=accept)

    @contextmanager
    def connected(self) -> Iterator[None]:
        """While this lasts, every Celery app publishes to this broker and runs nothing eagerly."""
        connections = self.connection.Pool(limit=1)
        producers = ProducerPool(connections, limit=1)
        with ExitStack() as stack:
            for name, ours in (
                ("producer_or_acquire", self._producer()),
                # An app keeps the pools that it has made, and would keep the story's.
                ("pool", property(lambda app: connections)),
                ("producer_pool", property(lambda app: producers)),
                ("connection_for_write", lambda app, *args, **kwargs: Connection(transport=StoryTransport)),
                ("connection_for_read", lambda app, *args, **kwargs: Connection(transport=StoryTransport)),
            ):
                stack.enter_context(StandIn(Celery, name, ours))
            stack.enter_context(StandIn(AMQP, "producer_pool", property(lambda amqp: producers)))
            stack.enter_context(StandIn(Control, "broadcast", self._broadcast()))
            for app in active_apps():
                if app.conf.task_always_eager:
                    stack.enter_context(setting_changed(app, "task_always_eager", False))
            stack.callback(self._forget)
            yield

    def _forget(self) -> None:
        """Leave nothing behind: what is revoked is noted for the whole process."""
        for task_id in self._revoked:
            worker_state.revoked.discard(task_id)
        self.connection.release()

    def _channel(self, app: Celery) -> StoryChannel:
        if app not in self._channels:
            channel = self._channels[app] = self.connection.channel()
            channel.app, channel.broker = app, self
        return self._channels[app]

    def _producer(self) -> Callable[..., Any]:
        producers: dict[Celery, Any] = {}

        @contextmanager
        def producer_or_acquire(app: Celery, producer: Any = None) -> Iterator[Any]:
            # One that the caller brings may lead to a real broker.
            if app not in producers:
                producers[app] = app.amqp.Producer(self._channel(app), auto_declare=False)
                # A sixth of what publishing costs, and without queues to no purpose.
                producers[app].maybe_declare = lambda *args, **kwargs: False
            yield producers[app]

        return producer_or_acquire

    def _broadcast(self) -> Callable[..., Any]:
        def broadcast(control: Control, command: str, arguments: dict | None = None, **kwargs: Any) -> Any:
            if command != "revoke":
                raise NotSimulated(
                    f"A story has no worker processes to send {command!r} to; only revoke() reaches it. "
                    "Test remote control with a real worker: celery.contrib.testing.worker.start_worker."
                )
            given = (arguments or {})["task_id"]
            ids = {given} if isinstance(given, str) else set(given)
            self._revoked |= ids
            worker_state.revoked.update(ids)
            return []

        return broadcast
