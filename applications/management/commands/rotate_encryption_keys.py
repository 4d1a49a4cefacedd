"""`python manage.py rotate_encryption_keys`: re-encrypts tax file and account numbers."""

from django.core.management.base import BaseCommand, CommandError

from applications.services.encryption import encrypted_fields_rotate
from applications.wording import counted


class Command(BaseCommand):
    help = (
        "Re-encrypt tax file and account numbers with the first of FIELD_ENCRYPTION_KEYS. Afterwards, the "
        "other keys can be removed. Exit codes: 0 done, 1 some numbers cannot be read with any key."
    )

    def handle(self, **options):
        counts = encrypted_fields_rotate()
        self.stdout.write(
            f"{counted(counts['rotated'], 'number')} re-encrypted, {counts['current']} already up to date."
        )
        if counts["unreadable"]:
            raise CommandError(
                f"{counted(counts['unreadable'], 'number')} cannot be read with any of "
                "FIELD_ENCRYPTION_KEYS. Add the missing key and run this command again."
            )
