"""What changes about the people in a loan."""

from django.db.models import F

from applications.models import Borrower


def borrower_change_address(*, borrower: Borrower, email: str) -> None:
    """Give a borrower another e-mail address; if it fails again, that is told again."""
    Borrower.objects.filter(pk=borrower.pk).exclude(email=email).update(
        email=email, address_version=F("address_version") + 1
    )
    borrower.refresh_from_db()
