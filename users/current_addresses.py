"""The address that an e-mail goes to: where its reader is now, not where it was written to."""

import re
from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from users.addresses import address_key
from users.models import Digest, EmailDelivery, Notification

# E-mails → by the id of each whose reader it knows, that reader's address now; "" where there is none.
Lookup = Callable[[Collection[EmailDelivery]], Mapping[int, str]]

DIGEST = re.compile(r"digest:(?P<digest>[0-9a-f-]{36})")

_lookups: list[Lookup] = []


def knows_readers(lookup: Lookup) -> Lookup:
    """Decorates a function that finds the addresses of the readers it knows; the last one prevails."""
    _lookups.append(lookup)
    return lookup


def current_addresses(emails: Collection[EmailDelivery]) -> dict[int, str]:
    """Where each e-mail is to go now, by its id; "" where its reader has no address any more.

    It goes where it was written to if nobody knows its reader.
    """
    addresses = {email.pk: email.address for email in emails}
    for lookup in _lookups:
        addresses |= lookup(emails)
    return addresses


def readdress(email: EmailDelivery, address: str) -> bool:
    """Address an e-mail to where its reader is now: the old address may belong to somebody else.

    False if the same e-mail was written to that address already.
    """
    key = address_key(address)
    if key == email.address_key:
        return True
    # The attempt's number identifies the claim.
    row = EmailDelivery.objects.filter(pk=email.pk, attempts=email.attempts)
    try:
        with transaction.atomic():
            row.update(address=address, address_key=key)
    except IntegrityError:
        return False
    email.address, email.address_key = address, key
    return True


@knows_readers
def _of_people_with_a_notification(emails: Collection[EmailDelivery]) -> dict[int, str]:
    told = {email.pk: email.notification_id for email in emails if email.notification_id}
    if not told:
        return {}
    rows = Notification.objects.filter(pk__in=told.values()).order_by()
    addresses = dict(rows.values_list("pk", "user__email"))
    return {pk: addresses[notification] for pk, notification in told.items() if notification in addresses}


@knows_readers
def _of_people_with_a_digest(emails: Collection[EmailDelivery]) -> dict[int, str]:
    keys = {email.pk: DIGEST.fullmatch(email.dedupe_key) for email in emails}
    digests = {pk: UUID(key["digest"]) for pk, key in keys.items() if key}
    if not digests:
        return {}
    addresses = dict(Digest.objects.filter(pk__in=digests.values()).values_list("pk", "user__email"))
    return {pk: addresses[digest] for pk, digest in digests.items() if digest in addresses}
