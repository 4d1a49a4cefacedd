"""How a sweep over many rows is split among workers."""

import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)


def in_shares(ids: list[int], share: Callable[..., dict[str, int]], size: int, **more) -> dict[str, int]:
    """Run the task `share` on the first `size` ids here, and queue it for the others, `size` ids a task.

    Returns how many ids are `due`, and what the share that ran here returns.
    """
    if ids:
        logger.info("%s: %s due, ids %s to %s", share.name, len(ids), ids[0], ids[-1])
    for start in range(size, len(ids), size):
        share.delay(ids[start : start + size], **more)
    done = share(ids[:size], **more) if ids else {}
    return {"due": len(ids), **done}
