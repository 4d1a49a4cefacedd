"""What the lender's people have to look at today."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from applications.selectors.application import applications_to_list
from applications.selectors.signatures_out import signatures_out
from applications.selectors.today import (
    applications_new,
    applications_stale,
    end_of_week,
    loans_overdue,
    loans_passed_on,
    notes_to_do,
    repayments_due,
)
from applications.selectors.waiting import applications_waiting
from workspace.access import LENDER, page, render_page
from workspace.lists import loan_lists

A_PAGE = 10  # rows of each list


@page(*LENDER)
def show(request: HttpRequest) -> HttpResponse:
    """What waits, is due, overdue, passed on, new, stale, unsigned or to be done, each with its loan."""
    user, today = request.user, timezone.localdate()
    sunday = end_of_week(today)
    unsigned = signatures_out(applications_to_list(user))
    lists = {
        "waiting": applications_waiting(user, unsigned),
        "passed_on": loans_passed_on(user, today),
        "overdue": loans_overdue(user, today),
        "due_today": repayments_due(user, today, today),
        "due_this_week": repayments_due(user, today + timedelta(days=1), sunday),
        "new": applications_new(user, today),
        "stale": applications_stale(user, today),
        "unsigned": unsigned,
        "notes": notes_to_do(user, today),
    }
    context = {**loan_lists(request, lists, A_PAGE), "today": today, "sunday": sunday}
    return render_page(request, "workspace/today.html", context)
