"""Purges data past its retention period."""

from datetime import date, datetime

from django_celery_results.models import TaskResult

from applications.models import BankFile
from applications.selectors.bank_file import bank_files_stored_before
from users.forgetting import email_contexts_forget, notifications_forget
from users.retention import kept_since


def expired_purge(*, today: date) -> dict[str, int]:
    """Purge what is past the retention period. Returns how many rows or files of each kind."""
    before = kept_since(today)
    return {
        "notifications": notifications_forget(before=before),
        "emails": email_contexts_forget(before=before),
        "bank_files": _bank_files_forget(before),
        "task_results": TaskResult.objects.filter(date_done__lt=before).delete()[0],
    }


def _bank_files_forget(before: datetime) -> int:
    """Delete the bytes of each file from the store; its row, hash and lines stay."""
    forgotten = 0
    for bank_file in bank_files_stored_before(before):
        # The bytes first: without the row's file name, nothing would find them again.
        bank_file.file.delete(save=False)
        forgotten += BankFile.objects.filter(pk=bank_file.pk).exclude(file="").update(file="")
    return forgotten
