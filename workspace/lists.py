"""Parts of lists, and the query that leads to them."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest


def part(rows: QuerySet | list, number: str | int | None, size: int) -> Page:
    """A page of a list; a number that makes no sense gives the first, one too large the last."""
    return Paginator(rows, size).get_page(number)


def kept(request: HttpRequest, *left_out: str) -> str:
    """The parameters of a request, without empty ones and those `left_out`, as the start of a query."""
    query = request.GET.copy()
    for name in request.GET:
        if name in left_out or not query[name]:
            del query[name]
    return f"{query.urlencode()}&" if query else ""
