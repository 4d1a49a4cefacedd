"""Why e-mails were not delivered, in plain words, and what to do next: a table, and lookups in it."""

from dataclasses import dataclass

from django.db.models import Case, CharField, Q, QuerySet, Value, When

from users.models import EmailDelivery


@dataclass(frozen=True)
class EmailError:
    """One kind of error; `starts` are the beginnings of `last_error` that mean it."""

    kind: str
    starts: tuple[str, ...]
    why: str
    advice: str


# `last_error` begins with the name of the library's error: users/mail_server.py writes it there.
EMAIL_ERRORS = (
    EmailError(
        "address",
        ("SMTPRecipientsRefused", "InvalidAddress", "LocalPartNotAscii", "UnicodeEncodeError"),
        "The mail server does not take e-mail for this address.",
        "Correct the person's e-mail address, then try again.",
    ),
    EmailError(
        "sender",
        ("SMTPSenderRefused", "SMTPAuthenticationError", "SMTPNotSupportedError"),
        "The mail server does not let us send.",
        "Check the mail server's user, password and sender address in the settings, then try again.",
    ),
    EmailError(
        "server",
        (
            *("ConnectionRefusedError", "ConnectionResetError", "ConnectionAbortedError", "BrokenPipeError"),
            *("SMTPServerDisconnected", "SMTPConnectError", "SMTPHeloError", "TimeoutError", "gaierror"),
            *("OSError", "SSLError", "SSLCertVerificationError"),
        ),
        "The mail server could not be reached.",
        "Check that the mail server is up, then try all of these again.",
    ),
    EmailError(
        "message",
        ("SMTPDataError", "SMTPResponseException"),
        "The mail server did not take the message.",
        "Try again later. If it is refused again, ask the administrator of the mail server.",
    ),
    EmailError(
        "template",
        ("Its template could not be rendered.",),
        "The e-mail could not be written.",
        "Tell the developers. Once it is fixed, try again.",
    ),
    EmailError(
        "unknown",
        ("The worker stopped before",),
        "Nobody knows whether it was sent: the worker stopped too early.",
        "It is sent again by itself; mailboxes show it once.",
    ),
)
OTHER = EmailError(
    "other",
    (),
    "It could not be sent.",
    "Try again. If it fails again, tell the developers.",
)
BY_KIND = {one.kind: one for one in (*EMAIL_ERRORS, OTHER)}


def error_of(last_error: str) -> EmailError:
    """The kind of an error that an e-mail's `last_error` states."""
    for one in EMAIL_ERRORS:
        if last_error.startswith(one.starts):
            return one
    return OTHER


def with_error_kind(emails: QuerySet[EmailDelivery]) -> QuerySet[EmailDelivery]:
    """E-mails with the kind of their last error as `error_kind`, as `error_of` finds it."""
    kinds = [When(_starts_with(one), then=Value(one.kind)) for one in EMAIL_ERRORS]
    return emails.annotate(error_kind=Case(*kinds, default=Value(OTHER.kind), output_field=CharField()))


def _starts_with(error: EmailError) -> Q:
    found = Q()
    for start in error.starts:
        found |= Q(last_error__startswith=start)
    return found
