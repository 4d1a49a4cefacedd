"""An SMTP server that records what it accepts and fails on demand."""

import asyncio
from collections.abc import Callable, Iterable
from email.parser import BytesHeaderParser

from aiosmtpd.controller import Controller

REPLIES = {"later": "451 Try again later", "never": "550 No such mailbox"}
HANGS_FOR = 30  # seconds


class MailServer:
    """Counts the conversations; `inject` makes some of them fail."""

    def __init__(self, port: int) -> None:
        # (address, Message-ID) of each e-mail, in order.
        self.accepted: list[tuple[str, str]] = []
        # How many faults have been injected.
        self.times: int = 0
        # Number of a conversation → its fault: later, never, hang, break off.
        self._faults: dict[int, str] = {}
        self._conversations = 0
        # Called with the sender's port after an e-mail is accepted and before the reply.
        self.on_taken: Callable[[int], None] = lambda port: None
        self._controller = Controller(self, hostname="127.0.0.1", port=port, server_hostname="localhost")

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    def clear(self) -> None:
        self.accepted.clear()
        self._faults.clear()
        self._conversations = 0
        self.times = 0
        self.on_taken = lambda port: None

    def inject(self, fault: str, conversations: Iterable[int]) -> None:
        """Fail in these conversations, counted from 1 since `clear`."""
        self._faults |= dict.fromkeys(conversations, fault)

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options) -> str:  # noqa: N802
        """Called by aiosmtpd for each recipient."""
        self._conversations += 1
        session.fault = self._faults.get(self._conversations, "")
        if session.fault:
            self.times += 1
        if session.fault in REPLIES:
            return REPLIES[session.fault]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        """Called by aiosmtpd with a whole e-mail."""
        if session.fault == "hang":
            await asyncio.sleep(HANGS_FOR)
            server.transport.abort()
            return "451 Too late"
        message_id = BytesHeaderParser().parsebytes(envelope.content)["Message-ID"]
        self.accepted.append((*envelope.rcpt_tos, message_id))
        if session.fault == "break off":
            server.transport.abort()
        self.on_taken(session.peer[1])
        return "250 OK"
