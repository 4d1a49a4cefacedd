"""A real SMTP server, and the mailbox of the scenario that is running behind it."""

from aiosmtpd.controller import Controller

from features.support.evidence import Evidence
from features.support.mailbox import Delivered, Mailbox


class MailServer:
    """Listens as long as the run, or is down for a while."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._controller: Controller | None = None
        self.mailbox: Mailbox | None = None
        self.errors: list[Exception] = []

    def start(self) -> None:
        self._controller = Controller(
            self, hostname="127.0.0.1", port=self._port, server_hostname="localhost"
        )
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None

    @property
    def is_up(self) -> bool:
        return self._controller is not None

    async def handle_exception(self, error: Exception) -> str:
        """aiosmtpd asks what to answer when something here went wrong."""
        self.errors.append(error)
        return "451 The mail server of the suite is at fault"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options) -> str:  # noqa: N802
        """aiosmtpd asks whether somebody is known here."""
        if refusal := self.mailbox.refusal_of(address):
            return "{} {}".format(*refusal)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        """aiosmtpd has received a whole e-mail."""
        self.mailbox.take(Delivered.from_wire(envelope.content, *envelope.rcpt_tos), lambda: envelope.content)
        if self.mailbox.breaks_off_now():
            server.transport.abort()
        return "250 OK"


class ServedMailbox(Mailbox):
    """What the server took in one scenario."""

    def __init__(self, evidence: Evidence, server: MailServer) -> None:
        self._server = server
        super().__init__(evidence)
        server.mailbox = self

    @property
    def up(self) -> bool:
        return self._server.is_up

    @up.setter
    def up(self, up: bool) -> None:
        if up and not self._server.is_up:
            self._server.start()
        elif not up:
            self._server.stop()

    def finish(self) -> None:
        """Raise what went wrong in the server itself."""
        if self._server.errors:
            raise self._server.errors.pop(0)
