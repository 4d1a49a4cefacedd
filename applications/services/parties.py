"""What changes about the people in a loan."""

from django.db import transaction

from applications.models import Borrower
from applications.services.telling import borrowers_key
from users import outbox
from users.addresses import address_key, require_ascii_local_part


@transaction.atomic
def borrower_change_address(*, borrower: Borrower, email: str) -> None:
    """Give a borrower another e-mail address; if it fails again, that is told again.

    Another spelling of the same address does not count as another one. Raises LocalPartNotAscii. Forms refuse
    every other text that is not an address; here it is kept, and e-mail to it fails at once.
    """
    require_ascii_local_part(email)
    current = Borrower.objects.select_for_update().get(pk=borrower.pk)
    if address_key(current.email) != address_key(email):
        current.address_version += 1
        # The old one may be somebody else's.
        outbox.readdress_emails(ending=borrowers_key("", current.pk), old=current.email, new=email)
    current.email = email
    current.save(update_fields=["email", "address_version"])
    borrower.refresh_from_db()
