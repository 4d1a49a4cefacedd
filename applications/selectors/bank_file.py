"""Which files of the bank are still in the store."""

from datetime import datetime

from django.db.models import QuerySet

from applications.models import BankFile


def bank_files_stored_before(moment: datetime) -> QuerySet[BankFile]:
    """Files that were uploaded before a moment and whose bytes are still in the store."""
    return BankFile.objects.filter(uploaded_at__lt=moment).exclude(file="").order_by("pk")
