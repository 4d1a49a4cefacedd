"""The admin pages, whose forms admins fill in."""

from collections.abc import Iterator

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import Form

from common.refusals import Refusal
from features.drivers.people import People


def fill_in(people: People, who: str, page: str, act: str, **fields: object) -> None:
    """Send the form of an admin page: `page` is the address of a list, `act` is "add" or "7/change".

    Raises Refusal with what the page says if the form is not accepted, AssertionError if the person finds no
    admin pages.
    """
    answer = people.person(who).browser().post(f"{page}{act}/", fields)
    if answer.status_code == 200:
        raise Refusal(" ".join(_errors(answer.context["adminform"].form)))
    if not answer.headers.get("Location", "").startswith(page):
        raise AssertionError(f"{who} may not fill in this form: only admins find the admin pages.")


def _errors(form: Form) -> Iterator[str]:
    """What is wrong with a form, each error of a field after the field's label."""
    for name, errors in form.errors.items():
        label = "" if name == NON_FIELD_ERRORS else f"{form[name].label}: "
        yield from (f"{label}{error}" for error in errors)
