"""`python manage.py rotate_encryption_keys`: encrypts every identifying number anew, with the first key."""

from django.core.management.base import BaseCommand, CommandError

from applications.services.encryption import encrypted_fields_rotate


class Command(BaseCommand):
    help = (
        "Encrypt tax file and account numbers anew with the first of FIELD_ENCRYPTION_KEYS. After that the "
        "other keys can be removed. Exit codes: 0 done, 1 some numbers cannot be read with any key."
    )

    def handle(self, **options):
        counts = encrypted_fields_rotate()
        self.stdout.write(f"{counts['rotated']} encrypted anew, {counts['current']} already up to date.")
        if counts["unreadable"]:
            raise CommandError(
                f"{counts['unreadable']} cannot be read with any of FIELD_ENCRYPTION_KEYS: "
                "add the key that they were encrypted with, and run this again."
            )
