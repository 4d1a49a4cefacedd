"""Where the live channel's database and cache calls run."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from channels.db import DatabaseSyncToAsync

P = ParamSpec("P")
T = TypeVar("T")

# asgiref runs thread-sensitive calls one after another, so one slow query would hold up every socket of the
# process. Each thread here has a database connection of its own; four keep those few.
OPTIONS: dict[str, Any] = {
    "thread_sensitive": False,
    "executor": ThreadPoolExecutor(max_workers=4, thread_name_prefix="live"),
}


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a blocking function in a thread and return its result."""
    return await DatabaseSyncToAsync(function, **OPTIONS)(*args, **kwargs)
