"""What stands in the outbox, what was not delivered, and what the calendar does next."""

from datetime import datetime

from celery import current_app
from celery.schedules import crontab
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from users import delivery
from workspace.access import ADMINS, page

SHOWN = 50


@page(*ADMINS)
def show(request: HttpRequest) -> HttpResponse:
    """All of it at a glance."""
    context = {
        "standing": delivery.states_of_emails(),
        "unfinished": delivery.unfinished()[:SHOWN],
        "given_up": delivery.given_up()[:SHOWN],
        "calendar": sorted(_calendar(), key=lambda entry: entry["next"]),
    }
    return render(request, "workspace/operations.html", context)


def _calendar() -> list[dict]:
    return [
        {"name": name.replace("_", " "), "next": _next(entry["schedule"])}
        for name, entry in current_app.conf.beat_schedule.items()
    ]


def _next(schedule: crontab) -> datetime:
    since, pause, _ = schedule.remaining_delta(timezone.now())
    return since + pause
