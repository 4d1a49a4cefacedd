"""A mail server that remembers what it took, and has trouble when it is told to."""

import asyncio
from collections import deque
from collections.abc import Callable
from email.parser import BytesHeaderParser

from aiosmtpd.controller import Controller

REPLIES = {"later": "451 Try again later", "never": "550 No such mailbox"}


class Mail:
    """What it took, in order, as (address, Message-ID); and the trouble of the next conversations."""

    def __init__(self, port: int) -> None:
        self.accepted: list[tuple[str, str]] = []
        # To be had by the next e-mails, one each: later, never, hang, break off.
        self.trouble: deque[str] = deque()
        self.times: int = 0
        # Called with the sender's port when an e-mail is taken and nothing was answered yet.
        self.on_taken: Callable[[int], None] = lambda port: None
        self._controller = Controller(self, hostname="127.0.0.1", port=port, server_hostname="localhost")

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    def clear(self) -> None:
        self.accepted.clear()
        self.trouble.clear()
        self.times = 0
        self.on_taken = lambda port: None

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options) -> str:  # noqa: N802
        """aiosmtpd asks whether somebody is known here."""
        if self.trouble and self.trouble[0] in REPLIES:
            self.times += 1
            return REPLIES[self.trouble.popleft()]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        """aiosmtpd has received a whole e-mail."""
        trouble = self.trouble.popleft() if self.trouble else ""
        if trouble == "hang":
            self.times += 1
            await asyncio.sleep(30)
            server.transport.abort()
            return "451 Too late"
        message_id = BytesHeaderParser().parsebytes(envelope.content)["Message-ID"]
        self.accepted.append((*envelope.rcpt_tos, message_id))
        if trouble == "break off":
            self.times += 1
            server.transport.abort()
        self.on_taken(session.peer[1])
        return "250 OK"
