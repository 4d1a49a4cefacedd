"""The e-mail address with which somebody logs in, and its change."""

from uuid import uuid4

from django.db import transaction

from common.taken import unless_taken
from users.addresses import address_key, wire_form
from users.models import EmailDelivery, User
from users.outbox import send_email
from users.passwords import invite_again
from users.refusals import AddressTaken
from users.security_log import account_name, security_event

SUBJECT = "The e-mail address of your login has changed"


@transaction.atomic
def login_readdress(*, user: User, email: str, by: User) -> bool:
    """Let somebody log in with another e-mail address; False where it is the same in another spelling.

    Both addresses are told. A person who has never logged in is invited at the new one. Links sent to the
    old one no longer work; the password, sessions and tokens stay. Raises InvalidAddress, LocalPartNotAscii
    and AddressTaken.
    """
    wire_form(email)
    current = User.objects.select_for_update().get(pk=user.pk)
    old = current.email
    if address_key(old) == address_key(email):
        return False
    current.email = email
    with unless_taken(AddressTaken()):
        current.save(update_fields=["email"])
    security_event("login address changed", account=account_name(current.pk), by=account_name(by.pk))
    if current.last_login is None:
        invite_again(user=current, by=by)
    else:
        _tell(current, by, old)
    return True


def _tell(user: User, by: User, old: str) -> None:
    """Neither address is named: the other one may be somebody else's."""
    key, context = f"login_address:{uuid4()}", {"name": user.name, "by": by.name}
    send_email(
        [
            EmailDelivery(
                address=address,
                subject=SUBJECT,
                template="login_address",
                dedupe_key=key,
                context=context | {"is_new": address == user.email},
            )
            for address in (old, user.email)
        ]
    )
