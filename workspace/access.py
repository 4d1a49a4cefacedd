"""Access to pages by role, and how refusals are shown."""

from collections.abc import Callable
from functools import partial, wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from applications.seen import seen_by
from common.refusals import Absent, Refusal
from users.preferences import STAFF, Role

LENDER = STAFF
ADMINS = (Role.ADMIN,)
WRITERS = (Role.ADMIN, Role.BDM, Role.BROKER)  # of notes

READING = ("GET", "HEAD")
FORM = (*READING, "POST")  # a page whose form is posted to the page itself

View = Callable[..., HttpResponse]


def page(*roles: Role, methods: tuple[str, ...] = READING) -> Callable[[View], View]:
    """A page for logged-in users. With `roles`, other roles get a 404, as if the page did not exist."""

    def decorate(view: View) -> View:
        by_method = require_http_methods(methods)(view)

        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if roles and request.user.role not in roles:
                raise Http404
            try:
                return by_method(request, *args, **kwargs)
            except Absent as absent:
                raise Http404 from absent

        @wraps(guarded)
        def entered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.htmx and not request.user.is_authenticated:
                # htmx would put the log-in page where a part of the page was.
                return HttpResponseClientRefresh()
            return guarded(request, *args, **kwargs)

        entered.roles = roles or tuple(Role)
        return entered

    return decorate


# For views that change data: POST only, so links, prefetches and reloads cannot trigger them.
action = partial(page, methods=("POST",))


def if_gone(absent: type[Absent], lead_to: Callable[..., str]) -> Callable[[View], View]:
    """A view that changes something that somebody else, or the first of two clicks, may have taken away.

    Then the page at `lead_to`, which gets the view's arguments, says so.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def decorated(request: HttpRequest, **named) -> HttpResponse:
            try:
                return view(request, **named)
            except absent as gone:
                if request.method != "POST":
                    raise
                messages.error(request, str(gone))
                return redirect(lead_to(**named))

        return decorated

    return decorate


def render_page(request: HttpRequest, template: str, context: dict | None = None) -> HttpResponse:
    """Render a page. Rows in the context show only the fields that the user may read."""
    return render(request, template, seen_by(request.user, context or {}))


def asked(request: HttpRequest, act: Callable[[], str], back_to: str) -> HttpResponse:
    """Call `act`, show its message or the reason of its refusal, and redirect to `back_to`."""
    try:
        messages.success(request, act())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(back_to)
