"""My notifications: which of them come, where, and how often e-mails come."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

from users import accounts
from users.preferences import Channel, Event, Rhythm, Role, at_once_for
from workspace.access import action, asked, page, render_page

# Pages with the form of the e-mails' rhythm.
PAGES_WITH_RHYTHM = ("preferences", "account")


@page()
def show(request: HttpRequest) -> HttpResponse:
    """The user's settings by event and channel."""
    rows = accounts.settings_of(request.user)
    settings = [setting for _, of_event in rows for setting in of_event]
    context = {
        "rows": rows,
        "channels": list(Channel),
        "has_mandatory": any(setting.exists and setting.mandatory for setting in settings),
        "has_unsent": not all(setting.exists for setting in settings),
    }
    return render_page(request, "workspace/preferences.html", context | rhythm_context(request.user))


def rhythm_context(user) -> dict:
    """The template context of the form with the e-mails' rhythm; empty for a role that has no choice."""
    choices = accounts.rhythms_of(user)
    return {
        "rhythms": choices if len(choices) > 1 else [],
        "chosen_rhythm": Rhythm(user.rhythm).label,
        "at_once": at_once_for(Role(user.role)),
    }


@action()
def switch(request: HttpRequest) -> HttpResponse:
    """Switch one event on one channel on or off."""
    event, channel = request.POST.get("event"), request.POST.get("channel")
    if event not in Event.values or channel not in Channel.values:
        return HttpResponseBadRequest("Unknown event or channel.")
    enabled = request.POST.get("enabled") == "on"

    def act() -> str:
        accounts.preference_set(user=request.user, event=event, channel=channel, enabled=enabled)
        return f"{Event(event).label}, {Channel(channel).label.lower()}: {'on' if enabled else 'off'}."

    return asked(request, act, "workspace:preferences")


@action()
def rhythm(request: HttpRequest) -> HttpResponse:
    """Choose single e-mails or a digest."""
    chosen = request.POST.get("rhythm")
    if chosen not in Rhythm.values:
        return HttpResponseBadRequest("Unknown e-mail setting.")

    def act() -> str:
        accounts.rhythm_set(user=request.user, rhythm=chosen)
        return "E-mail setting saved."

    came_from = request.POST.get("page")
    return asked(request, act, f"workspace:{came_from if came_from in PAGES_WITH_RHYTHM else 'preferences'}")
