"""The admin pages, whose forms admins fill in."""

from features.drivers.people import People


def fill_in(people: People, who: str, page: str, act: str, **fields: object) -> None:
    """Send the form of an admin page: `page` is the address of a list, `act` is "add" or "7/change".

    AssertionError if the person finds no admin pages, or if the form is not accepted.
    """
    answer = people.person(who).browser().post(f"{page}{act}/", fields)
    if answer.status_code == 200:
        errors = [error for errors in answer.context["errors"] for error in errors]
        raise AssertionError(f"The form was not accepted: {' '.join(errors)}")
    if not answer.headers.get("Location", "").startswith(page):
        raise AssertionError(f"{who} may not fill in this form: only admins find the admin pages.")
