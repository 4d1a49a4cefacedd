"""One conversation with the mail server, and what its answers mean."""

import smtplib
from dataclasses import dataclass
from enum import Enum, auto

from django.core.mail import EmailMessage, get_connection

from common.refusals import Refusal
from users.addresses import wire_form

PERMANENT = 500  # SMTP replies from 500 on will be the same next time (RFC 5321, 4.2.1).


class Answer(Enum):
    """What became of one e-mail."""

    ACCEPTED = auto()
    REFUSED_FOR_NOW = auto()
    REFUSED_FOR_GOOD = auto()
    # The conversation broke off, perhaps after the server had taken the e-mail.
    UNKNOWN = auto()


@dataclass(frozen=True)
class Outcome:
    answer: Answer
    error: str = ""


class MailServer:
    """Hands over e-mails one by one on one connection; a server that can't be reached is asked only once."""

    def __init__(self) -> None:
        self._connection = get_connection()
        self._unreachable: Outcome | None = None

    def __enter__(self) -> "MailServer":
        return self

    def __exit__(self, *exc_info) -> None:
        self._connection.close()

    def hand_over(self, message: EmailMessage) -> Outcome:
        """Send one message to its one recipient; an invalid address is refused without asking the server."""
        try:
            message.to = [wire_form(address) for address in message.to]
        except Refusal as refusal:
            return Outcome(Answer.REFUSED_FOR_GOOD, _text_of(refusal))
        if self._unreachable:
            return self._unreachable
        try:
            self._connection.open()
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self._unreachable = Outcome(Answer.REFUSED_FOR_NOW, _text_of(error))
            return self._unreachable
        try:
            self._connection.send_messages([message])
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self._connection.close()
            return Outcome(_meaning_of(error), _text_of(error))
        return Outcome(Answer.ACCEPTED)


def _meaning_of(error: Exception) -> Answer:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPResponseException):
        codes = [error.smtp_code]
    elif isinstance(error, (smtplib.SMTPServerDisconnected, OSError)) and not isinstance(
        error, smtplib.SMTPNotSupportedError
    ):
        return Answer.UNKNOWN
    else:
        # The message itself can't be put into SMTP's words: no later try will change that.
        return Answer.REFUSED_FOR_GOOD
    if min(codes) < 0:  # smtplib's mark of an answer that it could not read
        return Answer.UNKNOWN
    return Answer.REFUSED_FOR_GOOD if min(codes) >= PERMANENT else Answer.REFUSED_FOR_NOW


def _text_of(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
