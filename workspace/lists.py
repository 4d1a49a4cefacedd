"""Pages of lists, and the query that leads to them."""

import sys

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

A_PAGE = 50  # rows per list
LAST = sys.maxsize  # the number of the last page, however many there are


def part(rows: QuerySet | list, number: str | int | None, size: int = A_PAGE) -> Page:
    """A page of a list; a number that makes no sense gives the first, one too large the last."""
    found = Paginator(rows, size).get_page(number)
    # Read once, so that attributes added to a row are kept until it is rendered.
    found.object_list = list(found.object_list)
    return found


def kept(request: HttpRequest, *left_out: str) -> str:
    """The parameters of a request, without empty ones and those `left_out`, as the start of a query."""
    query = request.GET.copy()
    for name in request.GET:
        if name in left_out or not query[name]:
            del query[name]
    return f"{query.urlencode()}&" if query else ""
