"""The loan book by stage."""

from django import forms
from django.http import HttpRequest, HttpResponse

from applications import selectors
from applications.stages import Stage
from workspace.access import page, render_page

# Those that nobody works on any more are shown on request only.
ENDED = (Stage.DECLINED, Stage.WITHDRAWN)
SHOWN_A_STAGE = 25


class Filter(forms.Form):
    """What of the book somebody wants to see. A value that is none of the choices filters nothing."""

    words = forms.CharField(label="Search", required=False, max_length=100)
    stage = forms.ChoiceField(required=False, choices=[("", "Every stage"), *Stage.choices])
    broker = forms.ModelChoiceField(None, required=False, empty_label="Every broker")
    bdm = forms.ModelChoiceField(None, required=False, empty_label="Every BDM", label="BDM")
    branch = forms.ModelChoiceField(None, required=False, empty_label="Every branch")

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, choices in selectors.board_choices(user).items():
            self.fields[name].queryset = choices


@page()
def show(request: HttpRequest) -> HttpResponse:
    """Each stage with how many applications stand there, for how much, and the oldest of them."""
    wanted = Filter(request.user, request.GET)
    wanted.is_valid()
    chosen = {name: value for name, value in wanted.cleaned_data.items() if value}
    stage = chosen.pop("stage", None)
    found = selectors.board(request.user, **chosen)
    stages = [stage] if stage else [one for one in Stage if one not in ENDED]
    standing = selectors.board_standing(found)
    nothing = {"count": 0, "amount": None}
    columns = [{**standing.get(one, nothing), "stage": Stage(one)} for one in stages]
    rows = selectors.board_rows(found, stages, None if stage else SHOWN_A_STAGE)
    for column in columns:
        column["applications"] = rows.get(column["stage"], [])
    template = "workspace/_board.html" if request.htmx else "workspace/pipeline.html"
    return render_page(request, template, {"filter": wanted, "columns": columns, "shown": SHOWN_A_STAGE})
