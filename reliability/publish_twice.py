"""While a fault says so, every message reaches the broker twice; imported by every process that publishes."""

import redis
from celery.signals import after_task_publish

from reliability.rig import KEY
from timeskip.stacks.real.addresses import Addresses
from timeskip.stacks.real.worker_failures import deliver_again

server = redis.Redis.from_url(Addresses.from_environment().redis)


@after_task_publish.connect
def again(headers, body, exchange, routing_key, **_) -> None:
    try:
        is_on = server.exists(KEY)
    except redis.ConnectionError:
        # KEY is on the channel layer's server, which a fault may have stopped.
        return
    if is_on:
        deliver_again(headers, body, exchange, routing_key)
