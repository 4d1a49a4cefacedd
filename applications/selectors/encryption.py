"""Whether the encryption keys do what they are for."""

from applications.models import Borrower
from applications.models.fields import EncryptedField


def numbers_are_readable() -> str:
    """“ok”; raises where the keys can encrypt nothing, or cannot read the newest tax file number."""
    field = EncryptedField()
    field.from_db_value(field.get_prep_value("probe"), None, None)
    stored = Borrower.objects.exclude(tax_file_number=None).order_by("-pk")
    stored.values_list("tax_file_number", flat=True).first()
    return "ok"
