"""A mail server that remembers what it took, and has trouble when it is told to."""

import asyncio
from collections.abc import Callable, Iterable
from email.parser import BytesHeaderParser

from aiosmtpd.controller import Controller

REPLIES = {"later": "451 Try again later", "never": "550 No such mailbox"}


class Mail:
    """What it took, in order, as (address, Message-ID); and the trouble that some conversations have."""

    def __init__(self, port: int) -> None:
        self.accepted: list[tuple[str, str]] = []
        self.times: int = 0
        # Number of a conversation → its trouble: later, never, hang, break off.
        self._trouble: dict[int, str] = {}
        self._conversations = 0
        # Called with the sender's port when an e-mail is taken and nothing was answered yet.
        self.on_taken: Callable[[int], None] = lambda port: None
        self._controller = Controller(self, hostname="127.0.0.1", port=port, server_hostname="localhost")

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    def clear(self) -> None:
        self.accepted.clear()
        self._trouble.clear()
        self._conversations = 0
        self.times = 0
        self.on_taken = lambda port: None

    def give_trouble(self, trouble: str, conversations: Iterable[int]) -> None:
        """Have trouble in these conversations, counted from 1 since the morning began."""
        self._trouble |= dict.fromkeys(conversations, trouble)

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options) -> str:  # noqa: N802
        """aiosmtpd asks whether somebody is known here."""
        self._conversations += 1
        session.trouble = self._trouble.get(self._conversations, "")
        if session.trouble:
            self.times += 1
        if session.trouble in REPLIES:
            return REPLIES[session.trouble]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        """aiosmtpd has received a whole e-mail."""
        if session.trouble == "hang":
            await asyncio.sleep(30)
            server.transport.abort()
            return "451 Too late"
        message_id = BytesHeaderParser().parsebytes(envelope.content)["Message-ID"]
        self.accepted.append((*envelope.rcpt_tos, message_id))
        if session.trouble == "break off":
            server.transport.abort()
        self.on_taken(session.peer[1])
        return "250 OK"
