"""When scheduled tasks run next."""

from datetime import date, datetime

from celery import current_app
from celery.schedules import crontab
from django.utils import timezone


def next_run(schedule: crontab) -> datetime:
    """The next moment of a schedule after now."""
    since, pause, _ = schedule.remaining_delta(timezone.now())
    return since + pause


def next_note_reminders() -> date:
    """The day on which note reminders are sent next: today, or tomorrow once today's have been sent."""
    return timezone.localdate(next_run(current_app.conf.beat_schedule["send_note_reminders"]["schedule"]))
