"""The mail server of the demo year: it takes every e-mail and keeps none."""

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

# Addresses that have no mailbox.
bouncing: set[str] = set()


class MailServer(BaseEmailBackend):
    """Refuses what is sent to a bouncing address. Does not put the others into bytes: nobody reads them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            refused = {address: (550, b"No such mailbox") for address in message.to if address in bouncing}
            if refused:
                raise SMTPRecipientsRefused(refused)
        return len(email_messages)
