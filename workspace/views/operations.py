"""What stands in the outbox, what was not delivered, and what the calendar does next."""

from celery import current_app
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from users import delivery
from users.preferences import Role
from workspace.access import page

SHOWN = 50


@page(Role.ADMIN)
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
    now = timezone.now()
    return [
        {
            "name": name.replace("_", " "),
            "task": entry["task"],
            "next": now + entry["schedule"].remaining_estimate(now),
        }
        for name, entry in current_app.conf.beat_schedule.items()
    ]
