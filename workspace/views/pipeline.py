"""The pipeline: applications by stage."""

from django.http import HttpRequest, HttpResponse

from applications.selectors.board import board, board_column, board_rows, board_totals
from applications.stages import ENDED, Stage
from workspace.access import LENDER, WRITERS, page, render_page
from workspace.book_filter import BookFilter
from workspace.lists import kept, part

SHOWN_A_STAGE = 10
A_PAGE = 50  # applications at one stage
NO_APPLICATIONS = {"count": 0, "amount": None}


@page(*WRITERS)
def show(request: HttpRequest) -> HttpResponse:
    """Each stage with its number of applications, their total amount and the oldest of them.

    If the filter names a stage: all of its applications, page by page.
    """
    wanted = BookFilter(request.user, request.GET)
    chosen = wanted.chosen()
    stage = chosen.pop("stage", None)
    found = board(request.user, **chosen)
    # Others are shown only if the filter asks for them.
    stages = [stage] if stage else [one for one in Stage if one not in ENDED]
    totals = board_totals(found)
    columns = [{**totals.get(one, NO_APPLICATIONS), "stage": Stage(one)} for one in stages]
    if stage:
        columns[0]["applications"] = part(board_column(found, stage), request.GET.get("page"), A_PAGE)
    else:
        rows = board_rows(found, stages, SHOWN_A_STAGE)
        for column in columns:
            column["applications"] = rows.get(column["stage"], [])
            column["more"] = column["count"] - len(column["applications"])
    template = "workspace/_board.html" if request.htmx else "workspace/pipeline.html"
    context = {
        "filter": wanted,
        "columns": columns,
        "ended": [{**totals.get(one, NO_APPLICATIONS), "stage": one} for one in ENDED],
        "one_stage": bool(stage),
        "filtered_by": kept(request, "page"),
        "filtered_without_stage": kept(request, "page", "stage"),
        "has_table": request.user.role in LENDER,
    }
    return render_page(request, template, context)
