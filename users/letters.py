"""E-mails whose words are decided when they are sent: what was true when they were queued may not be."""

from collections.abc import Callable
from dataclasses import dataclass, field

from users.models import EmailDelivery


@dataclass(frozen=True, kw_only=True)
class Words:
    """What one e-mail says. `context` is kept with the e-mail; `secret` goes to its template only."""

    subject: str
    context: dict
    secret: dict = field(default_factory=dict)


# Returns None where the reason for the e-mail is gone.
Writer = Callable[[EmailDelivery], Words | None]

_writers: dict[str, Writer] = {}


def written_when_sent(template: str) -> Callable[[Writer], Writer]:
    """Decorates the function that writes the e-mails of one template at the moment of sending."""

    def register(writer: Writer) -> Writer:
        _writers[template] = writer
        return writer

    return register


def as_queued(delivery: EmailDelivery) -> Words:
    """What an e-mail said when it was queued."""
    return Words(subject=delivery.subject, context=delivery.context)


def words_of(delivery: EmailDelivery) -> Words | None:
    """What an e-mail says now: as it was queued, unless its template has a writer; None: do not send it."""
    return _writers.get(delivery.template, as_queued)(delivery)
