"""Operations: failed, recent and scheduled tasks, and the outbox."""

from celery import current_app
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from applications.wording import counted
from common.text import quoted
from users.current_addresses import current_addresses
from users.email_errors import BY_KIND, error_of
from users.email_text import why_expired
from users.models import EmailDelivery, EmailState
from users.retries import Retried, retry_email, retry_emails, retry_failed_emails
from users.selectors import (
    email_counts_by_state,
    expired_emails,
    failed_emails,
    failed_emails_by_error,
    unfinished_emails,
)
from workspace.access import ADMINS, action, asked, page, render_page
from workspace.forms import ids_in
from workspace.lists import part
from workspace.run_again import dismiss, run_again, run_all_again
from workspace.runs import failures, failures_by_kind, in_words, last_runs, runs
from workspace.task_words import task_words
from workspace.timetable import next_run

A_PAGE = 20  # runs, failures, e-mails to be sent
GIVEN_UP_A_PAGE = 10
LISTED = "“Expired” says why."


@page(*ADMINS)
def show(request: HttpRequest) -> HttpResponse:
    """The operations page."""
    kinds = failed_emails_by_error()
    context = {
        "counts": email_counts_by_state(),
        "unfinished": _emails(unfinished_emails(), request.GET.get("outbox"), A_PAGE),
        "given_up": _emails(failed_emails(), request.GET.get("failed"), GIVEN_UP_A_PAGE),
        "expired": _expired(request.GET.get("expired")),
        "kinds": [(BY_KIND[kind], kinds[kind]) for kind in sorted(kinds, key=kinds.get, reverse=True)],
        "calendar": sorted(_calendar(), key=lambda entry: entry["next"]),
        "failed_kinds": failures_by_kind(),
        "failures": _runs(failures(), request.GET.get("failures")),
        "runs": _runs(runs(), request.GET.get("ran")),
    }
    return render_page(request, "workspace/operations.html", context)


def _runs(found: QuerySet, number: str | None) -> Page:
    ran = part(found, number, A_PAGE)
    ran.object_list = in_words(ran.object_list)
    return ran


def _emails(found: QuerySet[EmailDelivery], number: str | None, size: int) -> Page:
    """A page of e-mails; each says where it would go now, and in plain words why an attempt has failed."""
    emails = part(found, number, size)
    addresses = current_addresses(emails.object_list)
    for email in emails:
        email.about = (email.context or {}).get("reference", "")
        email.error = error_of(email.last_error).why if email.last_error else ""
        email.goes_to = addresses[email.pk] or email.address
    return emails


def _expired(number: str | None) -> Page:
    """A page of e-mails that are no longer sent; each says why."""
    emails = part(expired_emails(), number, GIVEN_UP_A_PAGE)
    for email in emails:
        email.why = why_expired(email)
    return emails


@action(*ADMINS)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an e-mail again now."""

    def act() -> str:
        email = retry_email(delivery_id=pk)
        if email.state == EmailState.EXPIRED:
            return f"{quoted(email.subject)} is no longer sent to {email.address}. {LISTED}"
        return f"{quoted(email.subject)} is being sent to {email.address} again."

    return asked(request, act, "workspace:operations")


@action(*ADMINS)
def retry_many(request: HttpRequest) -> HttpResponse:
    """Send the selected e-mails again now, or all that were given up for one kind of error."""
    kind = request.POST.get("kind", "")

    def act() -> str:
        if kind:
            return _outcome(retry_failed_emails(kind=kind))
        return _outcome(retry_emails(delivery_ids=ids_in(request.POST.getlist("email"))))

    return asked(request, act, "workspace:operations")


def _outcome(retried: Retried) -> str:
    sent = _are(retried.again, "e-mail")
    again = f"{sent} being sent again." if retried.again else "No e-mail is sent again."
    if not retried.expired:
        return again
    return f"{again} {_are(retried.expired, 'e-mail')} no longer sent. {LISTED}"


def _are(number: int, thing: str) -> str:
    return f"{counted(number, thing)} {'is' if number == 1 else 'are'}"


@action(*ADMINS)
def rerun(request: HttpRequest, pk: int) -> HttpResponse:
    """Run a failed task again."""
    return asked(request, lambda: f"{run_again(run_id=pk)} is being run again.", "workspace:operations")


@action(*ADMINS)
def dismiss_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a failed task off the list of failed ones."""
    return asked(request, lambda: f"{dismiss(run_id=pk)} was dismissed.", "workspace:operations")


@action(*ADMINS)
def rerun_many(request: HttpRequest) -> HttpResponse:
    """Run all failed tasks of one kind again."""

    def act() -> str:
        number = run_all_again(task_name=request.POST.get("task", ""))
        return f"{_are(number, 'task')} being run again."

    return asked(request, act, "workspace:operations")


def _calendar() -> list[dict]:
    entries = current_app.conf.beat_schedule.values()
    last = last_runs([entry["task"] for entry in entries])
    return [
        {
            "name": task_words(entry["task"]).name,
            "next": next_run(entry["schedule"]),
            "last": last.get(entry["task"]),
        }
        for entry in entries
    ]
