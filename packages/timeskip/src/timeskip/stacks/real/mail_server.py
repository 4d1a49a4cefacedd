"""A real SMTP server, and behind it the mailbox of the story that is running."""

from typing import Any

from aiosmtpd.controller import Controller

from timeskip.clocks import Clock
from timeskip.evidence import Evidence
from timeskip.mail import Mail


class MailServer:
    """Listens as long as the run, or is down for a while."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._controller: Controller | None = None
        self.mail: Mail | None = None
        self.errors: list[Exception] = []

    def start(self) -> None:
        if not self._controller:
            self._controller = Controller(self, hostname="127.0.0.1", port=self._port, server_hostname="localhost")
            self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None

    @property
    def is_up(self) -> bool:
        return self._controller is not None

    # What aiosmtpd asks for.

    async def handle_exception(self, error: Exception) -> str:
        """Something here went wrong."""
        self.errors.append(error)
        return "451 The test's mail server is at fault"

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, rcpt_options: list[str]
    ) -> str:
        """Somebody wants to send to an address."""
        if self.mail is None:
            return "451 No story is told"
        if refusal := self.mail.refusal_of(address):
            return "{} {}".format(*refusal)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 aiosmtpd's name
        """A whole e-mail has come."""
        if self.mail and not self.mail.take(envelope.content, envelope.rcpt_tos):
            server.transport.abort()
        return "250 OK"


class RealMail(Mail):
    """What the server takes in one story."""

    def __init__(self, server: MailServer, clock: Clock, evidence: Evidence) -> None:
        self._server = server
        super().__init__(clock, evidence)
        server.mail = self

    @property
    def is_up(self) -> bool:
        return self._server.is_up

    @is_up.setter
    def is_up(self, value: bool) -> None:
        if value:
            self._server.start()
        else:
            self._server.stop()

    def check(self) -> None:
        """Raise what went wrong in the server itself."""
        if self._server.errors:
            raise self._server.errors.pop(0)
