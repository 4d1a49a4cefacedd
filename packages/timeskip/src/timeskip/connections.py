"""One connection for all threads, which nobody closes: consumers, executors and views see the story's rows."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from timeskip.private_names import one_connection_for_all_threads
from timeskip.stand_ins import StandIn


@contextmanager
def shared_by_all_threads() -> Iterator[None]:
    """While this lasts, every thread uses the test's own connections.

    Another connection would find SQLite's tables locked, and on PostgreSQL none of the test's rows. Django and
    Channels close "old" connections around requests and consumers' calls; in a transaction that would be the
    test's own (channels#2118).
    """
    own = {alias: connections[alias] for alias in connections}
    close = BaseDatabaseWrapper.close

    def close_others(connection: BaseDatabaseWrapper) -> None:
        if own.get(connection.alias) is not connection:
            close(connection)

    with ExitStack() as stack:
        for connection in own.values():
            connection.inc_thread_sharing()
            stack.callback(connection.dec_thread_sharing)
        stack.enter_context(one_connection_for_all_threads(own))
        stack.enter_context(StandIn(BaseDatabaseWrapper, "close", close_others))
        yield
