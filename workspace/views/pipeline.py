"""The pipeline: applications by stage."""

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from applications.selectors.board import board, board_choices, board_column, board_rows, board_totals
from applications.stages import Stage
from workspace.access import page, render_page

# Stages that are shown only if the filter asks for them.
ENDED = (Stage.DECLINED, Stage.WITHDRAWN)
SHOWN_A_STAGE = 25
A_PAGE = 50  # applications at one stage


class Filter(forms.Form):
    """The filter form. A value that is not among the choices is ignored."""

    words = forms.CharField(label="Search", required=False, max_length=100)
    stage = forms.ChoiceField(required=False, choices=[("", "Every stage"), *Stage.choices])
    broker = forms.ModelChoiceField(None, required=False, empty_label="Every broker")
    bdm = forms.ModelChoiceField(None, required=False, empty_label="Every BDM", label="BDM")
    branch = forms.ModelChoiceField(None, required=False, empty_label="Every branch")

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, choices in board_choices(user).items():
            self.fields[name].queryset = choices


@page()
def show(request: HttpRequest) -> HttpResponse:
    """Each stage with its number of applications, their total amount and the oldest of them.

    If the filter names a stage: all of its applications, page by page.
    """
    wanted = Filter(request.user, request.GET)
    wanted.is_valid()
    chosen = {name: value for name, value in wanted.cleaned_data.items() if value}
    stage = chosen.pop("stage", None)
    found = board(request.user, **chosen)
    stages = [stage] if stage else [one for one in Stage if one not in ENDED]
    totals = board_totals(found)
    nothing = {"count": 0, "amount": None}
    columns = [{**totals.get(one, nothing), "stage": Stage(one)} for one in stages]
    if stage:
        columns[0]["applications"] = _part(board_column(found, stage), request)
    else:
        rows = board_rows(found, stages, SHOWN_A_STAGE)
        for column in columns:
            column["applications"] = rows.get(column["stage"], [])
    template = "workspace/_board.html" if request.htmx else "workspace/pipeline.html"
    context = {
        "filter": wanted,
        "columns": columns,
        "one_stage": bool(stage),
        "filtered_by": _kept(request, "page"),
        "filtered_without_stage": _kept(request, "page", "stage"),
    }
    return render_page(request, template, context)


def _part(rows: QuerySet, request: HttpRequest) -> Page:
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))


def _kept(request: HttpRequest, *left_out: str) -> str:
    """The filter as the start of a query string, without the parameters in `left_out`."""
    kept = request.GET.copy()
    for name in left_out:
        kept.pop(name, None)
    return f"{kept.urlencode()}&" if kept else ""
