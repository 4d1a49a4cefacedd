"""How long notifications, e-mails and bank files are kept."""

from datetime import date, datetime, timedelta

from common.days import midnight

# The day itself and so many more; nobody looks for the words of a letter after a quarter of a year.
DAYS_KEPT = timedelta(days=90)


def kept_since(today: date) -> datetime:
    """Start of the retention period (midnight, inclusive)."""
    return midnight(today - DAYS_KEPT)
