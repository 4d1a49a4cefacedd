"""Operations: failed, recent and scheduled tasks, and the outbox."""

from datetime import datetime

from celery import current_app
from celery.schedules import crontab
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from users.outbox import retry_email
from users.selectors import email_counts_by_state, failed_emails, unfinished_emails
from workspace.access import ADMINS, action, asked, page, render_page
from workspace.runs import failures, in_words, last_runs, runs, task_title

A_PAGE = 20  # runs, failures, e-mails to be sent
GIVEN_UP_A_PAGE = 10


@page(*ADMINS)
def show(request: HttpRequest) -> HttpResponse:
    """The operations page."""
    context = {
        "standing": email_counts_by_state(),
        "unfinished": Paginator(unfinished_emails(), A_PAGE).get_page(request.GET.get("outbox")),
        "given_up": Paginator(failed_emails(), GIVEN_UP_A_PAGE).get_page(request.GET.get("failed")),
        "calendar": sorted(_calendar(), key=lambda entry: entry["next"]),
        "failures": _part(failures(), request.GET.get("failures")),
        "runs": _part(runs(), request.GET.get("ran")),
    }
    return render_page(request, "workspace/operations.html", context)


def _part(found: QuerySet, number: str | None) -> Page:
    part = Paginator(found, A_PAGE).get_page(number)
    part.object_list = in_words(part.object_list)
    return part


@action(*ADMINS)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an e-mail again now."""

    def act() -> str:
        email = retry_email(delivery_id=pk)
        return f"“{email.subject}” is being sent to {email.address} again."

    return asked(request, act, "workspace:operations")


def _calendar() -> list[dict]:
    entries = current_app.conf.beat_schedule.values()
    last = last_runs([entry["task"] for entry in entries])
    return [
        {
            "name": task_title(entry["task"]),
            "next": _next(entry["schedule"]),
            "last": last.get(entry["task"]),
        }
        for entry in entries
    ]


def _next(schedule: crontab) -> datetime:
    since, pause, _ = schedule.remaining_delta(timezone.now())
    return since + pause
