"""Reads the outbox, for the operations page and for /readyz."""

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from users.email_errors import with_error_kind
from users.models import UNFINISHED, EmailDelivery, EmailState


def email_counts_by_state() -> dict[str, int]:
    """The label of each state → how many e-mails are in it."""
    counts = dict(EmailDelivery.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state.label: counts.get(state, 0) for state in EmailState}


def unfinished_emails() -> QuerySet[EmailDelivery]:
    """E-mails still to be sent, the next one first."""
    return EmailDelivery.objects.filter(state__in=UNFINISHED).order_by("next_attempt_at", "pk")


def failed_emails() -> QuerySet[EmailDelivery]:
    """E-mails that could not be delivered, the latest first."""
    return EmailDelivery.objects.filter(state=EmailState.FAILED).order_by("-pk")


def expired_emails() -> QuerySet[EmailDelivery]:
    """E-mails that are no longer sent, those last that were to be sent longest ago."""
    return EmailDelivery.objects.filter(state=EmailState.EXPIRED).order_by("-next_attempt_at", "-pk")


def failed_emails_by_error() -> dict[str, int]:
    """Kind of error → how many e-mails were given up for it and can be tried again."""
    found = with_error_kind(EmailDelivery.objects.filter(state=EmailState.FAILED, context__isnull=False))
    return dict(found.order_by("error_kind").values_list("error_kind").annotate(Count("pk")))


def outbox_overdue() -> dict[str, int]:
    """How many e-mails are `overdue`, and by how many seconds the oldest is.

    A sweep runs every quarter of an hour: more than half an hour means that nothing sends.
    """
    now = timezone.now()
    overdue = EmailDelivery.objects.filter(state__in=UNFINISHED, next_attempt_at__lt=now)
    found = overdue.aggregate(count=Count("pk"), oldest=Min("next_attempt_at"))
    age = (now - found["oldest"]).total_seconds() if found["oldest"] else 0
    return {"overdue": found["count"], "oldest_overdue_seconds": int(age)}
