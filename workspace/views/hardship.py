"""Hardship pauses of an application: listed, granted, ended, removed."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from applications.hardship import can_end_early, earliest_last_day, has_begun
from applications.models import Application
from applications.refusals import PauseWithoutReason
from applications.selectors.application import application_for
from applications.selectors.hardship_pause import pause_for, pauses_visible_to
from applications.services.hardship_pauses import (
    LONGEST_REASON,
    hardship_pause_add,
    hardship_pause_end,
    hardship_pause_remove,
)
from applications.stages import Stage
from applications.wording import day
from users.preferences import Role
from workspace.access import FORM, LENDER, action, asked, page
from workspace.form_words import HouseForm
from workspace.forms import OnceForm, day_field, filled_in, form_page
from workspace.lists import A_SECTION, part
from workspace.views.headings import application_page, way_back


class PauseForm(OnceForm):
    """The days of a pause, both included, and why it is granted."""

    from_day = day_field(label="From")
    to_day = day_field(label="To", help_text="The last day without reminders.")
    reason = forms.CharField(
        max_length=LONGEST_REASON,
        help_text="Only the lender's staff read it.",
        error_messages={"required": str(PauseWithoutReason())},
    )


class EndForm(HouseForm):
    """The last day of a pause that ends early."""

    last_day = day_field(label="Last day", help_text="Reminders are sent again from the day after it.")


def section(request: HttpRequest, application: Application) -> dict:
    """What the section of an application's page shows: nothing to brokers, nor before the loan is funded."""
    user = request.user
    if user.role == Role.BROKER or application.stage != Stage.FUNDED:
        return {"pauses": None}
    pauses, today = pauses_visible_to(user).filter(application=application), timezone.localdate()
    shown = part(pauses, request.GET.get("pauses", 1), A_SECTION)
    for pause in shown:
        pause.may_be_ended = can_end_early(pause.from_day, pause.to_day, today=today)
        pause.may_be_removed = not has_begun(pause.from_day, today=today)
    return {"pauses": shown, "may_pause": user.role in LENDER}


@page(*LENDER, methods=FORM)
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Grant a pause."""
    application = application_for(request.user, reference)

    def act(answers: dict) -> str:
        pause = hardship_pause_add(application=application, by=request.user, **answers)
        return f"No reminders from {day(pause.from_day)} to {day(pause.to_day)}."

    return form_page(
        request,
        PauseForm(*filled_in(request)),
        act,
        title="Add a hardship pause",
        button="Add the pause",
        **way_back(application, "hardship"),
    )


@page(*LENDER, methods=FORM)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a pause early."""
    pause = pause_for(request.user, pk)
    earliest = earliest_last_day(pause.from_day, today=timezone.localdate())

    def act(answers: dict) -> str:
        hardship_pause_end(pause=pause, by=request.user, **answers)
        return f"The hardship pause ends on {day(answers['last_day'])}."

    return form_page(
        request,
        EndForm(*filled_in(request), initial={"last_day": earliest}),
        act,
        title=f"End the hardship pause from {day(pause.from_day)} to {day(pause.to_day)}",
        button="End the pause",
        **way_back(pause.application, "hardship"),
    )


@action(*LENDER)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a pause that has not begun."""
    pause = pause_for(request.user, pk)

    def act() -> str:
        hardship_pause_remove(pause=pause, by=request.user)
        return f"The hardship pause from {day(pause.from_day)} to {day(pause.to_day)} is removed."

    return asked(request, act, application_page(pause.application.reference, "hardship"))
