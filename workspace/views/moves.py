"""Moves: on with one button; back, out of the pipeline and in again on pages of their own."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse

from applications.directions import Direction, direction_of, next_move, order_of, other_moves
from applications.models import Application
from applications.refusals import ReasonRequired
from applications.selectors.application import application_for
from applications.selectors.moves import prospect_of
from applications.services.applications import LONGEST_REASON, application_move
from applications.stages import Move, Stage
from common.refusals import Refusal
from common.text import require_line
from users.models import User
from users.preferences import Role
from workspace.access import FORM, WRITERS, action, asked, page, render_page
from workspace.form_words import HouseForm
from workspace.forms import filled_in, form_page
from workspace.views.headings import application_page, title_of, way_back


class ReasonForm(HouseForm):
    """Why an application goes back, ends or is reopened; and the stage at which the page showed it."""

    # Without a reason the page says why there has to be one, where a browser would only point at the field.
    use_required_attribute = False

    seen_at = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(widget=forms.TextInput({"maxlength": LONGEST_REASON}))

    def __init__(self, move: Move, *args, **kwargs):
        super().__init__(*args, initial={"seen_at": move.source.value}, **kwargs)
        needed = ReasonRequired(move.source.label, move.target.label)
        self.fields["reason"].error_messages["required"] = str(needed)

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        try:
            require_line("reason", reason, most=LONGEST_REASON)
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from refusal
        return reason


def moves_otherwise(application: Application, user: User) -> list[dict[str, str]]:
    """The moves besides the usual next one that a person may make: their words and their targets."""
    moves = other_moves(Stage(application.stage), Role(user.role))
    return [{"words": order_of(move), "target": move.target.value} for move in moves]


@action(*WRITERS)
def move_on(request: HttpRequest, reference: str) -> HttpResponse:
    """Move an application to the usual next stage after the one that the page showed."""
    application = application_for(request.user, reference)
    seen_at = request.POST.get("from", "")
    onward = next_move(Stage(seen_at)) if seen_at in Stage.values else None
    if onward is None:
        raise Http404

    def act() -> str:
        return _made(application, onward, request.user, reason="")

    return asked(request, act, application_page(reference))


@page(*WRITERS, methods=FORM)
def move_otherwise(request: HttpRequest, reference: str, target: str) -> HttpResponse:
    """Ask for the reason of a move back, out or in again; an end is made at the second press only."""
    application = application_for(request.user, reference)
    seen_at = request.POST.get("seen_at", application.stage)
    move = _move(seen_at, target, Role(request.user.role))
    form = ReasonForm(move, *filled_in(request))
    ends = direction_of(move) == Direction.END
    context = {
        "title": f"{order_of(move)}: {title_of(application)}",
        **way_back(application),
        "prospect": prospect_of(application, move, request.user),
    }
    if ends and form.is_bound and form.is_valid() and "confirmed" not in request.POST:
        asked_again = {**context, "form": form, "button": f"Yes, {order_of(move).lower()} it"}
        return render_page(request, "workspace/confirm.html", asked_again)

    def act(answers: dict) -> str:
        return _made(application, move, request.user, reason=answers["reason"])

    button = f"{order_of(move)}…" if ends else order_of(move)
    return form_page(request, form, act, button=button, template="workspace/move.html", **context)


def _move(seen_at: str, target: str, role: Role) -> Move:
    moves = other_moves(Stage(seen_at), role) if seen_at in Stage.values else []
    for move in moves:
        if move.target == target:
            return move
    raise Http404


def _made(application: Application, move: Move, by: User, *, reason: str) -> str:
    application_move(application=application, seen_at=move.source, to=move.target, by=by, reason=reason)
    return f"{application.reference} is now at “{move.target.label}”."
