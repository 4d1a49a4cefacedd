"""The inbox: what the user was told, and what of it is still unread."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import pluralize
from django.urls import reverse

from users import inbox
from users.inbox import ReadTogether
from users.preferences import DEFAULTS, Event
from workspace.access import action, page, render_page
from workspace.filters import FilterForm
from workspace.lists import kept, part

MARKED = "marked_read_together"  # in the session: what “Undo” makes unread again


class Filter(FilterForm):
    """Which notifications to list."""

    show = forms.ChoiceField(required=False, choices=[("", "Read and unread"), ("unread", "Unread only")])
    kind = forms.ChoiceField(required=False)
    about = forms.CharField(label="Application", required=False, max_length=50)

    def __init__(self, role: str, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(event.value, event.label) for event in Event if role in DEFAULTS[event]]
        self.fields["kind"].choices = [("", "Every kind"), *kinds]


@page()
def show(request: HttpRequest) -> HttpResponse:
    """The user's notifications, newest first."""
    wanted = Filter(request.user.role, request.GET)
    chosen = wanted.chosen()
    found = inbox.notifications_filtered(
        request.user.pk,
        unread=chosen.get("show") == "unread",
        kind=chosen.get("kind", ""),
        about=chosen.get("about", ""),
    )
    listed = part(found, request.GET.get("page"))
    context = {
        "told": listed,
        "found": listed.paginator.count,
        "filter": wanted,
        "is_filtered": bool(chosen),
        "asked_for": _asked_for(request),
        "filtered_by": kept(request, "page"),
        "marked": _marked(request),
    }
    template = "workspace/_inbox.html" if request.htmx else "workspace/inbox.html"
    return render_page(request, template, context)


@action()
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notification as read and go to what it is about."""
    told = inbox.notifications_of(request.user.pk).filter(pk=pk).first()
    if told is None:
        raise Http404
    inbox.mark_read(user_id=request.user.pk, notification_id=pk)
    return redirect(told.url) if told.url else _back(request)


@action()
def mark_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notification as read, and push the new unread count to the user's tabs."""
    if not inbox.mark_read(user_id=request.user.pk, notification_id=pk):
        raise Http404
    return _back(request)


@action()
def mark_unread(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notification as unread again, and push the new unread count to the user's tabs."""
    if not inbox.mark_unread(user_id=request.user.pk, notification_ids=[pk]):
        raise Http404
    return _back(request)


@action()
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """Mark all notifications as read, and remember in the session which they were."""
    marked = inbox.mark_all_read(user_id=request.user.pk)
    if marked:
        request.session[MARKED] = [marked.count, marked.at.isoformat(), marked.up_to]
        messages.success(request, f"{_counted(marked.count)} marked as read.")
    return _back(request)


@action()
def undo(request: HttpRequest) -> HttpResponse:
    """Mark as unread again what “Mark all as read” marked last in this session."""
    marked = _marked(request)
    if marked:
        count = inbox.mark_all_unread(user_id=request.user.pk, marked=marked)
        del request.session[MARKED]
        messages.success(request, f"{_counted(count)} unread again.")
    return _back(request)


def _marked(request: HttpRequest) -> ReadTogether | None:
    if MARKED not in request.session:
        return None
    count, at, up_to = request.session[MARKED]
    return ReadTogether(count, datetime.fromisoformat(at), up_to)


def _counted(count: int) -> str:
    return f"{count:,} notification{pluralize(count)}"


def _back(request: HttpRequest) -> HttpResponse:
    """To the list, filtered as it was."""
    return redirect(f"{reverse('workspace:inbox')}{_asked_for(request)}")


def _asked_for(request: HttpRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""
