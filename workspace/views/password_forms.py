"""The forms in which people choose a new password."""

from collections.abc import Mapping

from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.http import HttpRequest

from users.models import User
from workspace.form_words import HouseWords


class NewPasswordForm(HouseWords, SetPasswordForm):
    """Django's form, except that errors of a new password are beside it, and not beside its repetition."""

    error_messages: Mapping[str, str] = {
        **SetPasswordForm.error_messages,
        "password_mismatch": "The two passwords are not the same.",
    }

    def validate_password_for_user(self, user: User, *args, **kwargs) -> None:
        super().validate_password_for_user(user, "new_password1")


class ChangePasswordForm(NewPasswordForm, PasswordChangeForm):
    """Django's form, except that a wrong old password counts as a failed attempt."""

    def __init__(self, request: HttpRequest, *args, **kwargs):
        super().__init__(request.user, *args, **kwargs)
        self._request = request

    def clean_old_password(self) -> str:
        old = self.cleaned_data["old_password"]
        if not is_own_password(self._request, old):
            self.add_error("old_password", "Wrong password.")
        return old


def is_own_password(request: HttpRequest, typed: str) -> bool:
    """Whether this is the user's own password. A wrong one counts as a failed attempt."""
    return authenticate(request, username=request.user.email, password=typed) is not None
