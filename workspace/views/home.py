"""The first page of each role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from users.preferences import Role
from workspace.access import WRITERS, page
from workspace.book_filter import BookFilter
from workspace.views import book, my_applications, my_loans, today

FIRST = {
    Role.ADMIN: book.show,
    Role.BDM: today.show,
    Role.BROKER: my_applications.show,
    Role.BORROWER: my_loans.show,
}


@page()
def show(request: HttpRequest) -> HttpResponse:
    """The first page of the user's role. The pipeline, with its filter, was here once: its links go on."""
    if request.user.role in WRITERS and any(name in BookFilter.base_fields for name in request.GET):
        return redirect(f"{reverse('workspace:pipeline')}?{request.GET.urlencode()}")
    return FIRST[request.user.role](request)
