"""The web process of a live stack: the CRM, and a way to tell that a socket has nothing left to say."""

import json

from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler

from crm_backend.asgi import application
from features.support.stacks.live import signals
from users.consumers import NotificationConsumer

__all__ = ["application", "signals"]

receive = NotificationConsumer.receive


async def answer_or_receive(consumer, text_data=None, bytes_data=None):
    """Frames are handled in order, and so is what comes off the channel layer: an echo that goes through both
    comes after everything else."""
    try:
        number = json.loads(text_data)["echo"]
    except (TypeError, ValueError, KeyError, RecursionError):
        await receive(consumer, text_data, bytes_data)
    else:
        await consumer.channel_layer.send(consumer.channel_name, {"type": "acceptance.echo", "echo": number})


async def acceptance_echo(consumer, event):
    await consumer.send_frame({"echo": event["echo"]})


# Of the pages' style and scripts; in production whitenoise has them.
application.application_mapping["http"] = ASGIStaticFilesHandler(application.application_mapping["http"])
NotificationConsumer.receive = answer_or_receive
NotificationConsumer.acceptance_echo = acceptance_echo
