"""A borrower's loans."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from applications.selectors.my_loans import my_loans, my_loans_told
from workspace.access import render_page
from workspace.lists import part

A_PAGE = 20  # loans


def show(request: HttpRequest) -> HttpResponse:
    """Each loan: what is owed, what comes next, what was paid, and what waits for a signature."""
    pages = part(my_loans(request.user), request.GET.get("page"), A_PAGE)
    loans = my_loans_told(list(pages), request.user, timezone.localdate())
    context = {"loans": loans, "pages_of_loans": pages, "payment_account": settings.PAYMENT_ACCOUNT}
    return render_page(request, "workspace/my_loans.html", context)
