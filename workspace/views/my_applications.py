"""A broker's applications."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from applications.selectors.board import board, board_totals
from applications.selectors.my_applications import my_applications
from applications.selectors.today import notes_to_do
from applications.stages import ENDED, Stage
from workspace.access import render_page
from workspace.lists import loan_lists
from workspace.views.pipeline import NO_APPLICATIONS

A_PAGE = 25  # applications of each group
NOT_OPEN = (Stage.FUNDED, *ENDED)


def show(request: HttpRequest) -> HttpResponse:
    """What waits for the broker, what is stale, the rest, and how many are funded or have ended."""
    user, today = request.user, timezone.localdate()
    groups = {"notes": notes_to_do(user, today), **my_applications(user, today)}
    totals = board_totals(board(user))
    context = {
        **loan_lists(request, groups, A_PAGE),
        "today": today,
        "others": [{**totals.get(stage, NO_APPLICATIONS), "stage": stage} for stage in NOT_OPEN],
    }
    return render_page(request, "workspace/my_applications.html", context)
