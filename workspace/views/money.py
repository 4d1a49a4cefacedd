"""The money of one loan: its repayments, and its ledger."""

from django.core.paginator import Page
from django.http import HttpRequest
from django.utils import timezone

from applications.models import Application
from applications.selectors.loan_totals import loan_totals
from applications.selectors.obligation import repayments_with_state, state_on
from workspace.lists import A_PAGE, part_of


def money_sections(request: HttpRequest, application: Application) -> dict:
    """The variables of the money sections of an application's page."""
    return {
        "totals": loan_totals(application, today=timezone.localdate()),
        "repayments": _repayments(application, request.GET.get("repayments")),
        "payments": part_of(
            application.payments.order_by("-value_date", "-pk"), request.GET.get("ledger", 1)
        ),
    }


def _repayments(application: Application, number: str | None) -> Page:
    """A page of the repayments with their states, by default the page with the next one due."""
    today = timezone.localdate()
    over = application.repayments.filter(due_date__lt=today).count()
    found = repayments_with_state(application.repayments.order_by("number"))
    part = part_of(found, number or over // A_PAGE + 1)
    for repayment in part:
        repayment.state = state_on(repayment, today)
    return part
