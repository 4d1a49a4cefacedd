"""Retention: which e-mails and bank files are kept, and for how long."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from applications.models import BankFile
from features.drivers.people import People
from users.models import EmailDelivery


class Retention:
    """Looks what is still stored."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._paths: dict[str, str] = {}

    def receive_bank_file(self, name: str) -> None:
        """A file of payments is received, and its bytes are put into the store."""
        bank_file = BankFile.objects.create(
            name=name,
            sha256=f"{name:0>64}",
            file=ContentFile(b"date,amount\n", name),
            finished_at=timezone.now(),
        )
        self._paths[name] = bank_file.file.name

    def stores(self, name: str) -> bool:
        """Whether the bytes of a bank file are in the store."""
        return default_storage.exists(self._paths[name])

    def lists(self, name: str) -> bool:
        """Whether it is on record that a bank file was received."""
        return BankFile.objects.filter(name=name).exists()

    def knows_words_of(self, who: str, subject: str) -> bool:
        """Whether it is still known what an e-mail to somebody said; that it was written has to be."""
        email = EmailDelivery.objects.get(address=self._people.person(who).address, subject=subject)
        return bool(email.context)
