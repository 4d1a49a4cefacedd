"""Requests that make a row: they carry an idempotency key, and sent again they make nothing more."""

import pytest
from drf_spectacular.generators import SchemaGenerator

from applications.models import Application, Borrower
from features.drivers.factories import ApplicationFactory, BorrowerFactory, UserFactory
from tests.clients import anew, browser_of, client_of

pytestmark = pytest.mark.django_db
LOAN = "applications/HL-OMAR/"
NORA = {"name": "Nora", "kind": "individual"}
# What is made without a key, and why nothing is made twice.
WITHOUT_A_KEY = {
    "/api/bank-files/": "the same bytes are the same file",
    "/api/applications/{reference}/documents/": "the same bytes are the same version",
    "/api/documents/{id}/signatures/": "everybody signs a version once",
    "/api/applications/{reference}/parties/borrower/{id}/login/": "a borrower has one login",
}


def test_each_request_that_makes_something_carries_a_key():
    described = SchemaGenerator().get_schema(public=True)
    without = set()
    for path, operations in described["paths"].items():
        if "201" in operations.get("post", {}).get("responses", ()):
            content = operations["post"].get("requestBody", {}).get("content", {})
            body = content.get("application/json", {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
            needed = described["components"]["schemas"].get(body, {}).get("required", ())
            without |= set() if "idempotency_key" in needed else {path}
    assert without == WITHOUT_A_KEY.keys()


@pytest.fixture
def application():
    return ApplicationFactory(reference="HL-OMAR", borrowers=[BorrowerFactory()])


@pytest.fixture
def ada():
    return UserFactory(role="admin", name="Ada")


def asked(application: Application) -> dict[str, dict]:
    return {
        "applications/": {"broker": application.broker.pk, "new_borrowers": [NORA]},
        f"{LOAN}parties/": {"role": "borrower", "particulars": NORA},
        f"{LOAN}notes/": {"text": "Call"},
        "branches/": {"name": "Hobart"},
        "people/admin/": {"name": "Dora", "email": "d@example.com"},
    }


@pytest.mark.parametrize(
    "path", ["applications/", f"{LOAN}parties/", f"{LOAN}notes/", "branches/", "people/admin/"]
)
def test_a_request_sent_again_is_answered_alike(application, ada, path):
    body, client = anew(**asked(application)[path]), client_of(ada)
    answers = [client.post(f"/api/{path}", body, format="json") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


@pytest.mark.parametrize(
    "path", ["applications/", f"{LOAN}parties/", f"{LOAN}notes/", "branches/", "people/admin/"]
)
def test_a_request_without_a_key_is_not_understood(application, ada, path):
    answer = client_of(ada).post(f"/api/{path}", asked(application)[path], format="json")
    assert (answer.status_code, answer.json()) == (
        400,
        {"detail": "idempotency_key: This field is required."},
    )


def test_a_number_is_no_key(ada):
    answer = client_of(ada).post("/api/branches/", {"name": "Hobart", "idempotency_key": 7}, format="json")
    assert (answer.status_code, answer.json()) == (400, {"detail": "idempotency_key: Must be a valid UUID."})


def test_the_key_of_somebody_else_opens_nothing(application, ada):
    body = anew(**asked(application)["applications/"])
    client_of(ada).post("/api/applications/", body, format="json")
    answer = client_of(application.bdm.user).post("/api/applications/", body, format="json")
    assert answer.json() == {"detail": "This form was already sent with other answers. Open it again."}
    assert Application.objects.count() == 2


@pytest.mark.parametrize("address", ["/applications/new/", "/applications/HL-OMAR/parties/add/borrower/"])
def test_a_form_without_its_key_is_out_of_date(application, address):
    sent = {**NORA, "frequency": "monthly"}
    page = browser_of(application.broker.user).post(address, sent).text
    assert "This form is out of date. Open it again." in page
    assert Borrower.objects.count() == 1
