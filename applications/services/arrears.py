"""Snapshots of arrears."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from applications.arrears import days_past_due
from applications.models import Application, ArrearsSnapshot
from applications.selectors.arrears import arrears_of


def loans_age(*, loan_ids: Iterable[int], day: date) -> int:
    """Record how far behind these loans were as a day began. A snapshot that exists already is kept.

    Payments with a value date before that day count, whenever they were recorded. Returns how many loans
    still owed anything.
    """
    loans = Application.objects.filter(pk__in=loan_ids)
    snapshots = [
        ArrearsSnapshot(
            application_id=loan.application_id,
            day=day,
            days_past_due=days_past_due(loan.oldest_unpaid, day),
            arrears=loan.arrears,
            balance=loan.balance,
        )
        for loan in arrears_of(loans, day=day, counting=Q(payment__value_date__lt=day))
    ]
    ArrearsSnapshot.objects.bulk_create(snapshots, ignore_conflicts=True)
    return len(snapshots)
