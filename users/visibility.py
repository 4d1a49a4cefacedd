"""Which role reads which field of what `users` holds. A field that is not in the table is shown to nobody."""

from collections.abc import Mapping

from users.preferences import STAFF, Role

Table = Mapping[str, Mapping[str, frozenset[Role]]]

EVERYBODY = frozenset(Role)
LENDER = frozenset(STAFF)
ADMINS = frozenset({Role.ADMIN})


def to(roles: frozenset[Role], *fields: str) -> dict[str, frozenset[Role]]:
    """Fields that these roles read."""
    return dict.fromkeys(fields, roles)


# Model, or kind of message → field → who reads it in the rows that they may see.
SHOWN: Table = {
    "User": {**to(EVERYBODY, "id", "name"), **to(ADMINS, "pk", "email", "is_active")},
    "Notification": to(
        EVERYBODY,
        *("pk", "id", "sequence", "notification_type", "message", "subject_ref", "url"),
        *("created_at", "read_at", "user", "email_delivery"),
    ),
    "EmailDelivery": {
        **to(EVERYBODY, "state"),
        **to(ADMINS, "pk", "address", "subject", "attempts", "next_attempt_at", "error", "context", "about"),
        **to(LENDER, "created_at", "recipient", "message"),
        **to(ADMINS, "why"),
    },
    # Of one's own tokens; the token itself is shown once, when it is taken.
    "ApiToken": to(EVERYBODY, "pk", "id", "created", "expiry"),
    "e-mail digest": to(EVERYBODY, "subject", "name", "message", "url", "site_url", "chapters"),
    "e-mail invitation": to(EVERYBODY, "subject", "message", "url", "site_url", "name", "by", "link"),
    "e-mail login_address": to(EVERYBODY, "subject", "message", "url", "site_url", "name", "by", "is_new"),
    "e-mail password_reset": to(EVERYBODY, "subject", "message", "url", "site_url", "name", "link"),
}


def reads_every_notice(role: Role) -> bool:
    """Whether this role sees every notification about an application; other roles see their own."""
    return role in LENDER
