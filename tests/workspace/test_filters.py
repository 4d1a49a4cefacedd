"""What the filters of lists say of a value that makes no sense."""

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.django_db

NO_CHOICE = "Choose one of those listed."
WRONG = [
    ("/applications/", "stage", "sunset", f"Stage: {NO_CHOICE}"),
    ("/applications/", "amount_from", "much", "Amount from: Enter a number."),
    ("/pipeline/", "broker", "0", f"Broker: {NO_CHOICE}"),
    ("/inbox/", "about", "H" * 51, "Application: This is longer than 50 characters."),
    ("/people/", "active", "perhaps", f"Login: {NO_CHOICE}"),
    ("/reports/", "first_day", "soon", "From: Enter a valid date."),
]


@pytest.mark.parametrize(("address", "field", "value", "words"), WRONG)
def test_a_value_that_makes_no_sense_is_named(admin, address, field, value, words):
    assert said(admin.get(address, {field: value}))[0].startswith(words)
    assert said(admin.get(address)) == []


@pytest.mark.parametrize("address", ["/applications/", "/pipeline/", "/inbox/"])
def test_it_is_named_as_you_type(admin, address):
    wrong = {one: value for at, one, value, _ in WRONG if at == address}
    assert len(said(admin.get(address, wrong, headers={"HX-Request": "true"}))) == len(wrong)


def said(answer) -> list[str]:
    page = BeautifulSoup(answer.content, "html.parser")
    return [one.get_text() for one in page.find_all(role="alert")]
