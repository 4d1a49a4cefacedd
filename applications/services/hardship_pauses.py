"""Hardship pauses: days on which nobody is reminded of a loan's repayments."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from applications import refusals
from applications.hardship import earliest_last_day, has_begun
from applications.models import Application, HardshipPause
from applications.selectors.application import require_sight
from applications.selectors.hardship_pause import pause_for
from applications.services.audit import audit
from applications.services.once import once
from applications.stages import Stage
from applications.wording import day
from common.text import require_line
from users.models import User
from users.preferences import STAFF

LONGEST_REASON = 500  # characters


@once
@transaction.atomic
def hardship_pause_add(
    *, application: Application, from_day: date, to_day: date, reason: str, by: User
) -> HardshipPause:
    """Grant a funded loan a pause, both days included.

    Raises ApplicationNotFound where `by` may not see the application, NotYoursToPause, NotFunded,
    PauseWithoutReason, UnusableText, TextTooLong, PauseEndsTooEarly, PausesOverlap.
    """
    require_sight(by, application)
    if by.role not in STAFF:
        raise refusals.NotYoursToPause(by.get_role_display())
    if application.stage != Stage.FUNDED:
        raise refusals.NotFunded(application.reference)
    if not reason.strip():
        raise refusals.PauseWithoutReason
    require_line("reason", reason, most=LONGEST_REASON)
    if to_day < from_day:
        raise refusals.PauseEndsTooEarly
    pause = HardshipPause(application=application, from_day=from_day, to_day=to_day, reason=reason, author=by)
    hardship_pause_save(pause=pause)
    audit(application=application, by=by, act=f"granted a hardship pause from {_days(pause)}")
    return pause


@transaction.atomic
def hardship_pause_end(*, pause: HardshipPause, last_day: date, by: User) -> None:
    """End a pause early: `last_day`, today or later, is the last day without reminders.

    Raises PauseNotFound where `by` may not see it, NotYoursToPause, PauseIsOver, WrongLastDay.
    """
    pause = _locked(pause, by)
    earliest = earliest_last_day(pause.from_day, today=timezone.localdate())
    if pause.to_day < earliest:
        raise refusals.PauseIsOver(day(pause.to_day))
    if not earliest <= last_day <= pause.to_day:
        raise refusals.WrongLastDay(day(earliest), day(pause.to_day))
    if last_day == pause.to_day:
        return
    before = _days(pause)
    pause.to_day = last_day
    pause.save(update_fields=["to_day"])
    act = f"ended the hardship pause from {before} early, on {day(last_day)}"
    audit(application=pause.application, by=by, act=act)


@transaction.atomic
def hardship_pause_remove(*, pause: HardshipPause, by: User) -> None:
    """Take back a pause that has not begun. Raises PauseNotFound, NotYoursToPause, PauseHasBegun."""
    pause = _locked(pause, by)
    if has_begun(pause.from_day, today=timezone.localdate()):
        raise refusals.PauseHasBegun(day(pause.from_day))
    pause.delete()
    audit(application=pause.application, by=by, act=f"removed the hardship pause from {_days(pause)}")


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


def _locked(pause: HardshipPause, by: User) -> HardshipPause:
    """The pause as it is now, where `by` may change it; nobody else changes it until commit."""
    pause_for(by, pause.pk)
    if by.role not in STAFF:
        raise refusals.NotYoursToPause(by.get_role_display())
    Application.objects.select_for_update().get(pk=pause.application_id)
    return pause_for(by, pause.pk)


def _days(pause: HardshipPause) -> str:
    return f"{day(pause.from_day)} to {day(pause.to_day)}"
