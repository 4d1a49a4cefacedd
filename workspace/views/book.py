"""The applications as a table, as a spreadsheet, and the search."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone

from applications.repayment_schedule import Frequency
from applications.seen import seen_by
from applications.selectors.board import board
from applications.selectors.book import LATEST_FIRST, ORDERS, balances_of, book, search
from applications.stages import Stage
from common.text import LONGEST_SEARCH
from workspace.access import LENDER, WRITERS, page, render_page
from workspace.book_filter import BookFilter
from workspace.lists import kept, part
from workspace.spreadsheets import spreadsheet

A_PAGE = 50
FIGURE = "figure"
# Name of the order, heading, and style: figures stand right, and a phone leaves out lesser columns.
COLUMNS = (
    ("reference", "Reference", ""),
    ("borrower", "Borrowers", "names"),
    ("stage", "Stage", ""),
    ("amount", "Amount", FIGURE),
    ("broker", "Broker", "less"),
    ("bdm", "BDM", "less"),
    ("applied", "Applied on", "less"),
    ("days", "Days at stage", FIGURE),
    ("due", "Days past due", FIGURE),
    ("overdue", "Overdue", FIGURE),
)
SPREADSHEET = (
    *("Reference", "Borrowers", "Stage", "Amount", "Rate", "Term in months", "Repayments", "Broker"),
    *("BDM", "Branch", "Applied on", "At this stage since", "Balance", "Days past due", "Overdue"),
)


@page(*LENDER)
def show(request: HttpRequest) -> HttpResponse:
    """The applications that the filter chooses, in the order that somebody asks for."""
    wanted = BookFilter(request.user, request.GET)
    order = request.GET.get("order") or LATEST_FIRST
    found = board(request.user, **wanted.chosen())
    applications = part(book(found, order=order), request.GET.get("page"), A_PAGE)
    context = {
        "filter": wanted,
        "applications": applications,
        "count": applications.paginator.count,
        "columns": _headings(request, order),
        "order": order if order.removeprefix("-") in ORDERS else LATEST_FIRST,
        "filtered_by": kept(request, "page"),
        "filtered_without_order": kept(request, "page", "order"),
    }
    template = "workspace/_book.html" if request.htmx else "workspace/book.html"
    return render_page(request, template, context)


@page(*LENDER)
def csv(request: HttpRequest) -> HttpResponse:
    """The same applications, all of them, as a spreadsheet; none where a filter makes no sense, because the
    file would not say that it was ignored."""
    wanted = BookFilter(request.user, request.GET)
    if ignored := wanted.ignored():
        return HttpResponseBadRequest("\n".join(ignored), content_type="text/plain; charset=utf-8")
    chosen = board(request.user, **wanted.chosen())
    found = book(chosen, order=request.GET.get("order", LATEST_FIRST))
    balances = balances_of(chosen)
    name = f"Applications {timezone.localdate():%Y-%m-%d}"
    rows = (_cells(row, balances.get(row.reference)) for row in seen_by(request.user, found))
    return spreadsheet(name, [SPREADSHEET, *rows])


@page(*WRITERS)
def find(request: HttpRequest) -> HttpResponse:
    """The applications that somebody's words mean, and where each of them is."""
    words = request.GET.get("words", "").strip()[:LONGEST_SEARCH]
    found = part(search(request.user, words) if words else [], request.GET.get("page"), A_PAGE)
    context = {
        "searched": words,
        "found": found,
        "count": found.paginator.count,
        "filtered_by": kept(request, "page"),
    }
    return render_page(request, "workspace/search.html", context)


def _headings(request: HttpRequest, order: str) -> list[dict]:
    """Each column with the address that puts the table in its order, or turns it round."""
    query = kept(request, "page", "order")
    return [
        {
            "label": label,
            "style": style,
            "sorted": {name: "ascending", f"-{name}": "descending"}.get(order),
            "query": f"{query}order={_turned(order, name, largest_first=FIGURE in style)}",
        }
        for name, label, style in COLUMNS
    ]


def _turned(order: str, name: str, *, largest_first: bool) -> str:
    """The order that a press on a column's heading asks for: the other way round, if it is in order of it."""
    turned = {name: f"-{name}", f"-{name}": name}
    return turned.get(order, f"-{name}" if largest_first else name)


def _cells(row, balance: Decimal | None) -> tuple:
    # Of what is not funded nothing can be due.
    past_due = (row.days_past_due, row.overdue or Decimal(0)) if row.stage == Stage.FUNDED else (None, None)
    return (
        row.reference,
        ", ".join(one.name for one in row.borrowers),
        Stage(row.stage).label,
        row.amount,
        row.annual_rate,
        row.term_months,
        Frequency(row.frequency).label,
        row.broker.name,
        row.bdm.name,
        row.bdm.branch.name,
        row.created_at,
        row.stage_since,
        balance,
        *past_due,
    )
