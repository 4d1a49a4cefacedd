"""Retention: which e-mails and bank files have been purged."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from applications.models import BankFile
from features.drivers.lookup import known, the_one
from features.drivers.people import People
from users.models import EmailDelivery


class Retention:
    """Finds what is still stored."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._paths: dict[str, str] = {}

    def receive_bank_file(self, name: str) -> None:
        """Receive a bank file and store it."""
        bank_file = BankFile.objects.create(
            name=name,
            sha256=f"{name:0>64}",
            file=ContentFile(b"date,amount\n", name),
            finished_at=timezone.now(),
        )
        self._paths[name] = bank_file.file.name

    def stores(self, name: str) -> bool:
        """Whether a bank file is still stored."""
        return default_storage.exists(known(name, self._paths, "bank file"))

    def lists(self, name: str) -> bool:
        """Whether the record of a bank file is kept."""
        return BankFile.objects.filter(name=name).exists()

    def knows_words_of(self, who: str, subject: str) -> bool:
        """Whether the content of an e-mail is kept; its record has to be."""
        own = EmailDelivery.objects.filter(address=self._people.person(who).address).order_by("pk")
        email = the_one(
            own.filter(subject=subject), f"e-mail “{subject}” to {who}", own.values_list("subject", flat=True)
        )
        return bool(email.context)
