"""behave's hooks: a story for each scenario, and what is always so, checked after each step."""

from contextlib import contextmanager

from room.models import Message

from features.project import PROJECT
from timeskip.behave import install
from timeskip.gherkin import use_phrases


@contextmanager
def around_step(context, step):
    """Everybody in the room sees every message once."""
    yield
    context.story.settle()
    texts = [message.text for message in Message.objects.order_by("pk")]
    for who, (since, socket) in context.in_the_room.items():
        seen = [frame["text"] for frame in socket.frames]
        assert seen == texts[since:], f"Everybody in the room sees every message once. But {who} has seen {seen}."


def django_ready(context):
    """Nobody is in the room yet."""
    context.in_the_room = {}


use_phrases(around=around_step)
install(globals(), PROJECT)
