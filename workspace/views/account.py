"""My account: name, password, second factor, e-mails, API tokens, and logging out everywhere."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.views.decorators.debug import sensitive_post_parameters

from common.refusals import Refusal
from common.text import validate_line
from users import accounts, second_factor, tokens
from workspace.access import FORM, action, page, render_page
from workspace.form_words import HouseForm
from workspace.forms import filled_in, form_page
from workspace.views.logging_in import KEY, set_up_context
from workspace.views.password_forms import ChangePasswordForm, is_own_password
from workspace.views.preferences import rhythm_context

CRUMBS = (("My account", reverse_lazy("workspace:account")),)


@page()
def show(request: HttpRequest) -> HttpResponse:
    """The user's own account."""
    context = {
        "tokens": tokens.tokens_of(request.user),
        "is_set_up": second_factor.is_set_up(request.user),
        "is_required": second_factor.is_required(request.user),
        "codes_left": second_factor.codes_left(request.user),
    }
    return render_page(request, "workspace/account.html", context | rhythm_context(request.user))


class NameForm(HouseForm):
    """The user's own name."""

    name = forms.CharField(max_length=accounts.LONGEST_NAME, validators=[validate_line])
    name.widget.attrs["autocomplete"] = "name"


@page(methods=FORM)
def name(request: HttpRequest) -> HttpResponse:
    """Change the user's own name."""
    form = NameForm(*filled_in(request), initial={"name": request.user.name})

    def act(answers: dict) -> str:
        accounts.name_change(user=request.user, name=answers["name"], request=request)
        return "Name changed."

    back_to = reverse_lazy("workspace:account")
    return form_page(
        request, form, act, title="Change name", button="Save name", back_to=back_to, crumbs=CRUMBS
    )


@page(methods=FORM)
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Change the password. This browser stays logged in; all others are logged out."""
    form = ChangePasswordForm(request, *filled_in(request))
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, form.save())
        messages.success(request, "Password changed. Every other browser and program was logged out.")
        return redirect("workspace:account")
    context = {
        "form": form,
        "title": "Change password",
        "button": "Save password",
        "back_to": reverse("workspace:account"),
        "crumbs": CRUMBS,
    }
    return render_page(request, "workspace/password.html", context)


@page(methods=FORM)
@sensitive_post_parameters("password", "code")
def set_up(request: HttpRequest) -> HttpResponse:
    """Set up a second factor, or replace the current app."""
    key = request.session.setdefault(KEY, second_factor.new_key())
    if request.method != "POST":
        above = {"step": "account", "title": "Set up a second factor", "crumbs": CRUMBS}
        return render_page(request, "registration/set_up.html", set_up_context(request.user, key) | above)

    def act() -> HttpResponse:
        codes = second_factor.set_up(
            user=request.user, key=key, code=request.POST.get("code", ""), request=request
        )
        del request.session[KEY]
        return _recovery_codes(request, codes)

    return _with_password(request, act, "workspace:set-up")


@action()
@sensitive_post_parameters("password")
def new_codes(request: HttpRequest) -> HttpResponse:
    """Replace the recovery codes."""
    if not second_factor.is_set_up(request.user):
        raise Http404

    def act() -> HttpResponse:
        codes = second_factor.recovery_codes_renew(user=request.user, request=request)
        return _recovery_codes(request, codes)

    return _with_password(request, act, _section("factor"))


@action()
@sensitive_post_parameters("password")
def switch_off(request: HttpRequest) -> HttpResponse:
    """Switch the second factor off."""

    def act() -> HttpResponse:
        second_factor.switch_off(user=request.user, request=request)
        messages.success(request, "Second factor switched off.")
        return redirect(_section("factor"))

    return _with_password(request, act, _section("factor"))


@action()
@sensitive_post_parameters("password")
def new_token(request: HttpRequest) -> HttpResponse:
    """Create an API token and show it, once."""

    def act() -> HttpResponse:
        taken = tokens.token_take(user=request.user, request=request)
        if taken is None:
            return redirect("workspace:login")
        row, token = taken
        context = {"token": token, "row": row, "title": "Your new API token", "crumbs": CRUMBS}
        return render_page(request, "workspace/token.html", context)

    return _with_password(request, act, _section("tokens"))


@action()
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke an API token."""
    if tokens.token_revoke(user=request.user, token_id=pk, by=request.user, request=request):
        messages.success(request, "API token revoked.")
    else:
        messages.error(request, "There is no such API token.")
    return redirect(_section("tokens"))


@action()
def log_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End all the user's sessions, sockets and API tokens, including this session."""
    request.user.logins_end(why="logged out everywhere")
    logout(request)
    messages.success(request, "You have been logged out everywhere.")
    return redirect("workspace:login")


def _with_password(request: HttpRequest, act: Callable[[], HttpResponse], back_to: str) -> HttpResponse:
    """Call `act` if the password is right; otherwise, or if it is refused, say so at `back_to`."""
    if not is_own_password(request, request.POST.get("password", "")):
        messages.error(request, "Wrong password.")
        return redirect(back_to)
    try:
        return act()
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(back_to)


def _section(heading: str) -> str:
    """The address of a section of the account's page: what is wrong is said there, beside its form."""
    return f"{reverse('workspace:account')}#{heading}"


def _recovery_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    context = {"codes": codes, "target": reverse("workspace:account")}
    return render_page(request, "registration/recovery_codes.html", context)
