"""The web process of a live stack: the CRM, and a way to tell that a socket has nothing left to say."""

import json

from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler

from crm_backend.asgi import application
from features.support.stacks.live import signals
from users import turns
from users.consumers import NotificationConsumer

__all__ = ["application", "signals"]

receive, answer = NotificationConsumer.receive, NotificationConsumer.answer


def echo_in(text) -> int | None:
    try:
        return json.loads(text)["echo"]
    except (TypeError, ValueError, KeyError, RecursionError):
        return None


async def receive_or_queue(consumer, text_data=None, bytes_data=None):
    """The suite's own requests do not count towards a person's limit."""
    if echo_in(text_data) is None:
        await receive(consumer, text_data, bytes_data)
    else:
        consumer.requests.put_nowait(text_data)


async def answer_or_echo(consumer, text):
    """Requests are answered in order, and so is what comes off the channel layer: an echo that goes through
    both comes after everything else."""
    if (number := echo_in(text)) is None:
        await answer(consumer, text)
    else:
        await consumer.channel_layer.send(consumer.channel_name, {"type": "acceptance.echo", "echo": number})


async def acceptance_echo(consumer, event):
    await consumer.send_frame({"echo": event["echo"]})


# Of the pages' style and scripts; in production whitenoise has them.
application.application_mapping["http"] = ASGIStaticFilesHandler(application.application_mapping["http"])
NotificationConsumer.receive = receive_or_queue
NotificationConsumer.answer = answer_or_echo
NotificationConsumer.acceptance_echo = acceptance_echo
# A step that waits for the echo of every tab is no flood.
turns.REST = 0
