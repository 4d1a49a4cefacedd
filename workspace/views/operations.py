"""What ran and what failed, what stands in the outbox, and what the calendar does next."""

from datetime import datetime

from celery import current_app
from celery.schedules import crontab
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from users import delivery
from users.outbox import retry_email
from workspace.access import ADMINS, action, asked, page, render_page
from workspace.runs import last_runs, latest_failures, latest_runs, title_of

SHOWN = 20
A_PAGE = 10  # e-mails that were given up


@page(*ADMINS)
def show(request: HttpRequest) -> HttpResponse:
    """All of it at a glance."""
    context = {
        "standing": delivery.states_of_emails(),
        "unfinished": delivery.unfinished()[:SHOWN],
        "given_up": Paginator(delivery.given_up(), A_PAGE).get_page(request.GET.get("failed")),
        "calendar": sorted(_calendar(), key=lambda entry: entry["next"]),
        "failures": latest_failures(SHOWN),
        "runs": latest_runs(SHOWN),
    }
    return render_page(request, "workspace/operations.html", context)


@action(*ADMINS)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """An e-mail is tried now, whatever became of it before."""

    def act() -> str:
        email = retry_email(delivery_id=pk)
        return f"“{email.subject}” to {email.address} is being tried again."

    return asked(request, act, "workspace:operations")


def _calendar() -> list[dict]:
    entries = current_app.conf.beat_schedule.values()
    last = last_runs([entry["task"] for entry in entries])
    return [
        {
            "name": title_of(entry["task"]),
            "next": _next(entry["schedule"]),
            "last": last.get(entry["task"]),
        }
        for entry in entries
    ]


def _next(schedule: crontab) -> datetime:
    since, pause, _ = schedule.remaining_delta(timezone.now())
    return since + pause
