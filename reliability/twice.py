"""Every request reaches the broker twice, while a fault says so; read by every process that publishes."""

import redis
from celery.signals import after_task_publish
from timeskip.stacks.real.addresses import Addresses
from timeskip.stacks.real.worker_failures import deliver_again

from reliability.rig import KEY

server = redis.Redis.from_url(Addresses.from_environment().redis)


@after_task_publish.connect
def again(headers, body, exchange, routing_key, **_) -> None:
    try:
        is_on = server.exists(KEY)
    except redis.ConnectionError:
        # It is the channel layer's server, which a fault may have taken down.
        return
    if is_on:
        deliver_again(headers, body, exchange, routing_key)
