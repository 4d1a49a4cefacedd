"""Letting go of what was kept for long enough."""

from datetime import date, datetime

from django_celery_results.models import TaskResult

from applications.models import BankFile
from applications.selectors.bank_file import bank_files_stored_before
from users.forgetting import email_contexts_forget, notifications_forget
from users.retention import kept_since


def expired_purge(*, today: date) -> dict[str, int]:
    """Forget what is older than it may be. Returns how many there were of each."""
    before = kept_since(today)
    return {
        "notifications": notifications_forget(before=before),
        "emails": email_contexts_forget(before=before),
        "bank_files": _bank_files_forget(before),
        "task_results": TaskResult.objects.filter(date_done__lt=before).delete()[0],
    }


def _bank_files_forget(before: datetime) -> int:
    """Take the bytes of each file out of the store; the row, its hash and its lines stay."""
    forgotten = 0
    for bank_file in bank_files_stored_before(before):
        # The bytes first: a row without a name would leave them in the store for ever.
        bank_file.file.delete(save=False)
        forgotten += BankFile.objects.filter(pk=bank_file.pk).exclude(file="").update(file="")
    return forgotten
