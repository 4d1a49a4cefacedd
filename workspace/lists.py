"""Pages of lists, and the query that leads to them."""

import sys
from collections.abc import Mapping

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from applications.selectors.board import name_borrowers

A_PAGE = 50  # rows of a list
A_SECTION = 20  # rows of a list among others, as on the page of an application
LAST = sys.maxsize  # the number of the last page, however many there are
UNASKED = (None, 1, LAST)  # numbers where nobody has turned the pages


def part(rows: QuerySet | list, number: str | int | None, size: int = A_PAGE) -> Page:
    """A page of a list; a number that makes no sense gives the first, one too large the last.

    A list that fits on a page is read without being counted: Django takes about as long for the one as for
    the other.
    """
    pages = Paginator(rows, size)
    # With one row more than a page has, it is seen whether there are others.
    shown = list(rows[: pages.per_page + 1]) if number in UNASKED else None
    if shown is not None and len(shown) <= pages.per_page:
        pages.count = len(shown)
    found = pages.get_page(number)
    if shown is None or found.number > 1:
        shown = list(found.object_list)
    # A list, so that attributes added to a row are kept until it is rendered.
    found.object_list = shown[: pages.per_page]
    return found


def loan_lists(request: HttpRequest, lists: Mapping[str, QuerySet | list], size: int) -> dict:
    """A page of each of these lists of applications, or of rows of applications, with their borrowers' names;
    and the `counts` of whole lists. The address names a page by its list."""
    pages = {name: part(rows, request.GET.get(name), size) for name, rows in lists.items()}
    name_borrowers(getattr(row, "application", row) for page in pages.values() for row in page)
    return {**pages, "counts": {name: page.paginator.count for name, page in pages.items()}}


def kept(request: HttpRequest, *left_out: str) -> str:
    """The parameters of a request, without empty ones and those `left_out`, as the start of a query."""
    query = request.GET.copy()
    for name in request.GET:
        if name in left_out or not query[name]:
            del query[name]
    return f"{query.urlencode()}&" if query else ""
