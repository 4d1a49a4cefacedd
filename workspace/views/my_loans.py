"""A borrower's loans."""

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
    return render_page(request, "workspace/my_loans.html", {"loans": loans, "pages_of_loans": pages})
