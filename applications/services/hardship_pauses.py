"""Hardship pauses: days on which nobody is reminded of a loan's repayments."""

from django.db import transaction

from applications import refusals
from applications.models import Application, HardshipPause
from applications.wording import day


@transaction.atomic
def hardship_pause_save(*, pause: HardshipPause) -> None:
    """Save a new or changed pause. Raises PausesOverlap."""
    if refusal := refusal_to_pause(pause):
        raise refusal
    pause.save()


def refusal_to_pause(pause: HardshipPause) -> refusals.PausesOverlap | None:
    """Why a loan cannot have a pause on these days; None where it can.

    Locks the application until the transaction ends, so that the second of two pauses at once is refused.
    """
    Application.objects.select_for_update().get(pk=pause.application_id)
    others = HardshipPause.objects.filter(application=pause.application_id).exclude(pk=pause.pk)
    other = others.filter(from_day__lte=pause.to_day, to_day__gte=pause.from_day).order_by("from_day").first()
    return refusals.PausesOverlap(day(other.from_day), day(other.to_day)) if other else None
