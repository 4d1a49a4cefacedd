"""The inbox and the notification settings."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect

from users import accounts, inbox
from users.preferences import DEFAULTS, MANDATORY, RHYTHMS_FOR, Channel, Event, Rhythm, Role
from workspace.access import action, asked, page, render_page

A_PAGE = 50


@page()
def show(request: HttpRequest) -> HttpResponse:
    """The user's notifications, newest first."""
    told = Paginator(inbox.notifications_of(request.user.pk), A_PAGE)
    return render_page(request, "workspace/inbox.html", {"told": told.get_page(request.GET.get("page"))})


@action()
def mark_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notification as read, and push the new unread count to the user's tabs."""
    if not inbox.mark_read(user_id=request.user.pk, notification_id=pk):
        return HttpResponse(status=404)
    return redirect("workspace:inbox")


@action()
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """Mark all notifications as read."""
    inbox.mark_all_read(user_id=request.user.pk)
    return redirect("workspace:inbox")


@page()
def preferences(request: HttpRequest) -> HttpResponse:
    """The user's settings by event and channel."""
    role = Role(request.user.role)
    chosen = accounts.choices_of([request.user.pk])[request.user.pk]
    rows = [
        {
            "event": event,
            "cells": [
                {
                    "channel": channel,
                    "exists": channel in DEFAULTS[event][role],
                    "on": chosen.get((event, channel), True),
                    "fixed": (event, channel) in MANDATORY,
                }
                for channel in Channel
            ],
        }
        for event in Event
        if role in DEFAULTS[event]
    ]
    context = {"rows": rows, "channels": list(Channel), "rhythms": RHYTHMS_FOR[role]}
    return render_page(request, "workspace/preferences.html", context)


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

    return asked(request, act, "workspace:preferences")
