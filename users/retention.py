"""How long is kept what was told, written and received."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

# The day itself and so many more; nobody looks for the words of a letter after a quarter of a year.
DAYS_KEPT = timedelta(days=90)


def kept_since(today: date) -> datetime:
    """The moment from which on everything is kept: what is of that day's date is not older than it may be."""
    return timezone.make_aware(datetime.combine(today - DAYS_KEPT, time.min))
