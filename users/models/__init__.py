"""People, their notifications and their e-mail. Nothing here knows of a loan."""

from users.models.email import FINISHED, TO_BE_SENT, UNFINISHED, EmailDelivery, EmailState
from users.models.notification import Digest, Inbox, Notification
from users.models.user import ApiToken, NotificationPreference, User

__all__ = [
    "FINISHED",
    "TO_BE_SENT",
    "UNFINISHED",
    "ApiToken",
    "Digest",
    "EmailDelivery",
    "EmailState",
    "Inbox",
    "Notification",
    "NotificationPreference",
    "User",
]
