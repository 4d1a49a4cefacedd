"""Messages about the run as a whole: its start, the hooks around its scenarios, its end."""

import os
import uuid
from collections.abc import Callable

import cucumber_messages as messages
from gherkin.stream.id_generator import IdGenerator

from behave_messages import real_time
from behave_messages.attachments import Sent
from behave_messages.attempt import Part
from behave_messages.definitions import source_of
from behave_messages.hooks import TYPES
from behave_messages.stream import MessageStream, timestamp

# The shards of one run name it alike in this environment variable; living-docs then shows them as one.
RUN_ID = "BEHAVE_RUN_ID"


def _run_id() -> str:
    """An id that no other run has; the shards of one run have the same if the environment names it."""
    named = os.environ.get(RUN_ID)
    return f"run-{named}" if named else str(uuid.uuid4())


class Run:
    """Sends the messages about the run as a whole."""

    def __init__(self, stream: MessageStream, ids: IdGenerator) -> None:
        self.id = _run_id()
        self._stream = stream
        self._ids = ids
        self._hook_ids: dict[str, str] = {}

    def start(self, hooks: dict[str, Callable]) -> None:
        """Send the hooks, and that the run has begun."""
        for name, hook in hooks.items():
            self._send_hook(name, source_of(hook))
        started = messages.TestRunStarted(id=self.id, timestamp=timestamp(real_time.now()))
        self._stream.send(test_run_started=started)

    def hook_id(self, name: str) -> str:
        """The id of a hook; one without a definition, such as a cleanup, is sent at its first use."""
        if name not in self._hook_ids:
            self._send_hook(name, messages.SourceReference())
        return self._hook_ids[name]

    def send_hook_run(self, hook: Part) -> None:
        """Send the result of a hook that belongs to no scenario."""
        hook_id = self.hook_id(hook.hook)
        started_id = self._ids.get_next_id()
        self._stream.send(
            test_run_hook_started=messages.TestRunHookStarted(
                id=started_id,
                hook_id=hook_id,
                test_run_started_id=self.id,
                timestamp=timestamp(hook.started),
            )
        )
        for attachment in hook.attachments:
            attachment.test_run_hook_started_id = started_id
            self._stream.send_attachment(attachment)
        self._stream.send(
            test_run_hook_finished=messages.TestRunHookFinished(
                test_run_hook_started_id=started_id, result=hook.result, timestamp=timestamp(hook.finished)
            )
        )

    def send_attachment(self, attachment: Sent) -> None:
        """Send an attachment that belongs to neither a hook nor a step."""
        if isinstance(attachment, messages.Attachment):
            attachment.test_run_started_id = self.id
        self._stream.send_attachment(attachment)

    def finish(self, *, success: bool, message: str | None) -> None:
        """Send that the run has ended."""
        self._stream.send(
            test_run_finished=messages.TestRunFinished(
                success=success,
                timestamp=timestamp(real_time.now()),
                message=message,
                test_run_started_id=self.id,
            )
        )

    def _send_hook(self, name: str, source: messages.SourceReference) -> None:
        self._hook_ids[name] = self._ids.get_next_id()
        hook = messages.Hook(
            id=self._hook_ids[name], source_reference=source, name=name, type=TYPES.get(name)
        )
        self._stream.send(hook=hook)
