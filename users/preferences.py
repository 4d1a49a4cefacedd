"""Who hears of what, on which channel, unless they say otherwise."""

from collections.abc import Mapping

from django.db.models import TextChoices


class Role(TextChoices):
    ADMIN = "admin", "Admin"
    BDM = "bdm", "BDM"
    BROKER = "broker", "Broker"
    BORROWER = "borrower", "Borrower"


STAFF = (Role.ADMIN, Role.BDM)  # the lender's own people


class Channel(TextChoices):
    IN_APP = "in_app", "in-app"
    EMAIL = "email", "e-mail"


class Rhythm(TextChoices):
    """How a person's e-mails come: each on its own, or together in a digest."""

    SINGLE = "single", "single e-mails"
    DAILY = "daily", "a daily digest"
    WEEKLY = "weekly", "a weekly digest"


class Event(TextChoices):
    APPLICATION_STATUS = "application_status", "Application status"
    DOCUMENT_READY = "document_ready", "Document ready"
    SIGNATURE_REQUIRED = "signature_required", "Signature required"
    REPAYMENT_UPCOMING = "repayment_upcoming", "Repayment upcoming"
    REPAYMENT_OVERDUE = "repayment_overdue", "Repayment overdue"
    REPAYMENT_ESCALATED = "repayment_escalated", "Repayment escalated"
    REPAYMENT_ARREARS = "repayment_arrears", "Repayment in arrears"
    STALE_APPLICATION = "stale_application", "Stale application"
    REPORT_READY = "report_ready", "Report ready"
    DELIVERY_FAILED = "delivery_failed", "Delivery failed"
    NOTE_REMINDER = "note_reminder", "Note reminder"


IN_APP = frozenset({Channel.IN_APP})
BOTH = frozenset({Channel.IN_APP, Channel.EMAIL})

# Event → role → channels. A role that is not listed for an event is not notified of it.
DEFAULTS: Mapping[Event, Mapping[Role, frozenset[Channel]]] = {
    Event.APPLICATION_STATUS: {
        Role.BROKER: BOTH,
        Role.BDM: BOTH,
        Role.BORROWER: BOTH,
        Role.ADMIN: IN_APP,
    },
    Event.DOCUMENT_READY: {Role.BROKER: IN_APP, Role.BDM: IN_APP, Role.BORROWER: IN_APP},
    Event.SIGNATURE_REQUIRED: {Role.BROKER: IN_APP, Role.BDM: IN_APP, Role.BORROWER: BOTH},
    Event.REPAYMENT_UPCOMING: {Role.BORROWER: BOTH},
    Event.REPAYMENT_OVERDUE: {Role.BROKER: IN_APP, Role.BDM: IN_APP, Role.BORROWER: BOTH},
    Event.REPAYMENT_ESCALATED: {Role.BROKER: IN_APP, Role.BDM: BOTH, Role.ADMIN: IN_APP},
    Event.REPAYMENT_ARREARS: {Role.BDM: BOTH, Role.ADMIN: BOTH},
    Event.STALE_APPLICATION: {Role.BROKER: IN_APP, Role.BDM: BOTH},
    Event.REPORT_READY: {Role.BDM: BOTH, Role.ADMIN: BOTH},
    Event.DELIVERY_FAILED: {Role.BDM: IN_APP, Role.ADMIN: IN_APP},
    Event.NOTE_REMINDER: {Role.ADMIN: BOTH, Role.BDM: BOTH, Role.BROKER: BOTH},
}

# What a lender must be able to prove it sent, so no preference switches it off.
MANDATORY = frozenset({(Event.SIGNATURE_REQUIRED, Channel.EMAIL), (Event.REPAYMENT_OVERDUE, Channel.EMAIL)})

# What is read too late in a digest.
AT_ONCE = frozenset({Event.REPAYMENT_ESCALATED, Event.REPAYMENT_ARREARS})

# Digest → the preferences of those whose waiting notifications it brings. A person who returns to single
# e-mails gets what still waits in the next daily digest.
BRINGS_TO: Mapping[Rhythm, frozenset[Rhythm]] = {
    Rhythm.DAILY: frozenset({Rhythm.DAILY, Rhythm.SINGLE}),
    Rhythm.WEEKLY: frozenset({Rhythm.WEEKLY}),
}

# Role → the rhythms that it may choose: borrowers get each e-mail on its own.
RHYTHMS_FOR: Mapping[Role, tuple[Rhythm, ...]] = {
    role: (Rhythm.SINGLE,) if role == Role.BORROWER else tuple(Rhythm) for role in Role
}

SWITCHED_OFF = "switched off by the person"
NOT_FOR_THE_ROLE = "not for this role"


def why_not(
    role: Role, event: Event, channel: Channel, choices: Mapping[tuple[Event, Channel], bool]
) -> str | None:
    """Why a person of `role` does not hear of `event` on `channel`; None where they do.

    `choices` are the person's own, (event, channel) → switched on.
    """
    if channel not in DEFAULTS[event].get(role, frozenset()):
        return NOT_FOR_THE_ROLE
    if (event, channel) not in MANDATORY and not choices.get((event, channel), True):
        return SWITCHED_OFF
    return None


def at_once_for(role: Role) -> list[Event]:
    """What is e-mailed to this role on its own, in every rhythm."""
    return [event for event in Event if event in AT_ONCE and Channel.EMAIL in DEFAULTS[event].get(role, ())]


def waits_for_digest(event: Event, rhythm: Rhythm) -> bool:
    """Whether a person with this rhythm reads an e-mail of this event in a digest instead of on its own."""
    return rhythm != Rhythm.SINGLE and event not in AT_ONCE
