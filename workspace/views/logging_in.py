"""Log-in, with or without a second factor, and password reset."""

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.decorators.debug import sensitive_post_parameters

from common.after_commit import ask_after_commit
from users import log_in, passwords, second_factor
from users.addresses import LONGEST
from users.refusals import WrongCode
from users.second_factor import Step
from users.tasks import write_password_reset
from workspace.access import render_page
from workspace.views.password_forms import NewPasswordForm

KEY = "second_factor_key"
STEPS = {Step.CODE: "workspace:login-code", Step.SET_UP: "workspace:login-set-up"}


class LogIn(auth_views.LoginView):
    """The log-in page of the workspace and of the admin pages."""

    redirect_authenticated_user = True

    def form_valid(self, form) -> HttpResponse:
        user = form.get_user()
        step = second_factor.step_after_password(user)
        if step is Step.NONE:
            return super().form_valid(form)
        log_in.begin(self.request, user, next_url=self.get_success_url())
        return redirect(STEPS[step])


@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """The second step of a log-in: a code from the app, or a recovery code."""
    user = log_in.pending_user(request)
    if user is None or second_factor.step_after_password(user) is not Step.CODE:
        return _from_the_start(request)
    if request.method == "POST":
        if second_factor.verify(user=user, code=request.POST.get("code", ""), request=request):
            return redirect(log_in.finish(request, user))
        messages.error(request, "Wrong code.")
    return render_page(request, "registration/code.html")


@sensitive_post_parameters("code")
def set_up(request: HttpRequest) -> HttpResponse:
    """The second step of a log-in for a user who needs a second factor and has none yet."""
    user = log_in.pending_user(request)
    if user is None or second_factor.step_after_password(user) is not Step.SET_UP:
        return _from_the_start(request)
    key = request.session.setdefault(KEY, second_factor.new_key())
    if request.method == "POST":
        try:
            codes = second_factor.set_up(
                user=user, key=key, code=request.POST.get("code", ""), request=request, replace=False
            )
        except WrongCode as refusal:
            messages.error(request, str(refusal))
        else:
            del request.session[KEY]
            shown = {"codes": codes, "target": log_in.finish(request, user)}
            return render_page(request, "registration/recovery_codes.html", shown)
    return render_page(request, "registration/set_up.html", set_up_context(user, key))


def set_up_context(user, key: str) -> dict:
    """The template context for setting up a key in an authenticator app."""
    return {
        "picture": second_factor.key_as_picture(user, key),
        "key": second_factor.key_in_words(key),
        "step": "log-in",
    }


def _from_the_start(request: HttpRequest) -> HttpResponse:
    messages.error(request, "Log in again: the last step took too long.")
    return redirect("workspace:login")


def forgotten(request: HttpRequest) -> HttpResponse:
    """Request a password reset link. The answer is the same whether or not the address has an account."""
    if request.method == "POST":
        wanted = passwords.reset_request(email=request.POST.get("email", "")[:LONGEST], request=request)
        # Robust: the answer is the same when the broker is down.
        ask_after_commit(write_password_reset, *wanted, robust=True)
        messages.success(request, "If this address has an account, we have sent it an e-mail with a link.")
        return redirect("workspace:login")
    return render_page(request, "registration/forgotten.html")


class ChooseNew(auth_views.PasswordResetConfirmView):
    """The page behind the reset link. The log-in afterwards still asks for a second factor."""

    template_name = "registration/choose_new.html"
    form_class = NewPasswordForm
    token_generator = passwords.reset_tokens
    success_url = reverse_lazy("workspace:login")

    def form_valid(self, form) -> HttpResponse:
        messages.success(self.request, "Password changed. Log in with your new password.")
        return super().form_valid(form)
