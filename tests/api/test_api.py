"""The API: authentication, visibility by role, refusals, throttling."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from rest_framework.test import APIClient

from applications.models import BankFile
from features.drivers.factories import ApplicationFactory, RepaymentFactory, UserFactory
from tests.clients import client_of
from users.models import Notification
from users.notifications import Notice, notify

MOVE = "/api/applications/HL-OMAR/move/"
ON = {"from_stage": "inquiry", "to_stage": "pre_approval"}


@pytest.fixture(autouse=True)
def nobody_has_asked_yet(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def admin():
    return client_of(UserFactory(role="admin"))


def test_password_gives_a_token_that_authenticates(application):
    user = UserFactory(role="admin", email="ada@example.com")
    user.set_password("a long one, please")
    user.save()
    client = APIClient()
    wrong = client.post("/api/token/", {"email": "ada@example.com", "password": "no"}, format="json")
    assert (wrong.status_code, wrong.json()) == (
        403,
        {"detail": "Wrong e-mail address, password or code."},
    )
    right = client.post(
        "/api/token/", {"email": "ada@example.com", "password": "a long one, please"}, format="json"
    )
    assert client.get("/api/applications/").status_code == 401
    client.credentials(HTTP_AUTHORIZATION=f"Token {right.json()['token']}")
    assert client.get("/api/applications/").json()["count"] == 1


def test_session_authenticates_and_requires_csrf(application):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(UserFactory(role="admin"))
    assert client.get("/api/applications/").json()["count"] == 1
    assert client.post(MOVE, ON, format="json").status_code == 403


def test_login_attempts_are_throttled():
    client = APIClient()
    codes = [
        client.post("/api/token/", {"email": "a", "password": str(n)}, format="json").status_code
        for n in range(21)
    ]
    assert codes == [403] * 20 + [429]


@pytest.mark.parametrize("role", ["broker", "bdm", "borrower"])
def test_other_peoples_objects_are_404(application, role):
    client = client_of(UserFactory(role=role))
    assert client.get("/api/applications/").json()["results"] == []
    for response in (client.get("/api/applications/HL-OMAR/"), client.post(MOVE, ON, format="json")):
        assert (response.status_code, response.json()) == (404, {"detail": "Not found."})


def test_the_list_says_how_far_loans_are_past_due(application, admin):
    loan = ApplicationFactory(stage="funded", reference="HL-NORA", amount=100)
    RepaymentFactory(application=loan, due_date=timezone.localdate() - timedelta(days=7))
    told = {
        one["reference"]: (one["days_past_due"], one["overdue"])
        for one in admin.get("/api/applications/").json()["results"]
    }
    assert told == {"HL-NORA": (7, "1250.00"), "HL-OMAR": (0, None)}


@pytest.mark.parametrize(
    ("query", "references"),
    [
        ("order=amount", ["HL-NORA", "HL-OMAR"]),
        ("order=-amount", ["HL-OMAR", "HL-NORA"]),
        ("days_past_due=7", ["HL-NORA"]),
        ("days_past_due=8", []),
        ("amount_to=100", ["HL-NORA"]),
        ("amount_from=100.01&words=250,000", ["HL-OMAR"]),
        ("applied_from=2025-03-14&applied_to=2025-03-14", ["HL-OMAR"]),
        ("stage=&words=", ["HL-NORA", "HL-OMAR"]),
    ],
)
def test_the_list_has_the_filter_of_the_table(application, admin, query, references):
    application.created_at = datetime(2025, 3, 14, 1, tzinfo=UTC)
    application.save()
    loan = ApplicationFactory(stage="funded", reference="HL-NORA", amount=100)
    RepaymentFactory(application=loan, due_date=timezone.localdate() - timedelta(days=7))
    found = admin.get(f"/api/applications/?{query}").json()["results"]
    assert [one["reference"] for one in found] == references


@pytest.mark.parametrize(
    "query",
    ["order=password", "days_past_due=0", "amount_from=much", "applied_to=soon", "applied_to=", "stage=gone"],
)
def test_a_filter_that_makes_no_sense_is_refused(admin, query):
    answer = admin.get(f"/api/applications/?{query}")
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(query.partition("=")[0])


def test_search_and_read_applications(application, admin):
    (found,) = admin.get("/api/applications/?words=oma&stage=inquiry").json()["results"]
    assert (found["reference"], found["amount"], found["borrowers"]) == ("HL-OMAR", "250000.00", ["Omar"])
    assert admin.get("/api/applications/?stage=funded").json()["count"] == 0
    assert admin.get("/api/applications/HL-OMAR/").json()["annual_rate"] == "6.0000"


@pytest.mark.parametrize(
    ("role", "hidden", "hidden_of_a_move"),
    [
        ("admin", set(), set()),
        ("bdm", set(), set()),
        ("broker", set(), {"reason"}),
        ("borrower", {"valuation"}, {"by", "reason"}),
    ],
)
def test_fields_of_an_application_by_role(application, admin, role, hidden, hidden_of_a_move):
    declined = {**ON, "to_stage": "declined", "reason": "Suspected fraud"}
    everything = admin.post(MOVE, declined, format="json").json()
    people = {"bdm": application.bdm, "broker": application.broker, "borrower": application.borrowers.get()}
    user = people[role].user if role in people else UserFactory(role="admin")
    answer = client_of(user).get("/api/applications/HL-OMAR/").json()
    (move,), (whole_move,) = answer["events"], everything["events"]
    assert everything.keys() - answer.keys() == hidden
    assert whole_move.keys() - move.keys() == hidden_of_a_move


def test_move_application(application, admin):
    moved = admin.post(MOVE, ON, format="json").json()
    assert (moved["stage"], moved["events"][-1]["to_stage"]) == ("pre_approval", "pre_approval")


def test_a_move_that_is_asked_for_again_is_answered_alike(application, admin):
    answers = [admin.post(MOVE, ON, format="json") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert application.stage_events.count() == 1


def test_refused_move_explains_why(application, admin):
    response = admin.post(MOVE, {**ON, "to_stage": "funded"}, format="json")
    assert (response.status_code, response.json()) == (
        409,
        {"detail": "An application cannot move from “Inquiry” to “Funded”."},
    )
    application.refresh_from_db()
    assert application.stage == "inquiry"


def test_validation_errors_name_the_field(application, admin):
    response = admin.post(MOVE, {"from_stage": "rain"}, format="json")
    assert response.status_code == 400
    assert 'from_stage: "rain" is not a valid choice.' in response.json()["detail"]
    assert "to_stage: This field is required." in response.json()["detail"]


def test_notifications_since_a_sequence_and_mark_read():
    user, other = UserFactory(role="bdm"), UserFactory(role="bdm")
    notify(
        Notice(recipient=one, event="application_status", message=f"News {n}", dedupe_key=f"{n}")
        for one in (user, other)
        for n in (1, 2, 3)
    )
    client = client_of(user)
    newer = client.get("/api/notifications/?since=1").json()["results"]
    assert [one["message"] for one in newer] == ["News 2", "News 3"]
    assert client.post(f"/api/notifications/{newer[0]['id']}/read/").status_code == 204
    others = Notification.objects.filter(user=other).first()
    assert client.post(f"/api/notifications/{others.pk}/read/").status_code == 404
    assert client.post("/api/notifications/read/").status_code == 204
    assert set(Notification.objects.filter(read_at=None).values_list("user", flat=True)) == {other.pk}


def test_upload_bank_file(admin):
    text = (
        b"record,account,date,amount,currency,reference,transaction_id,original\n"
        b"payment,062-000 1234 5678,2025-03-14,500.00,AUD,House,T-1,\n"
        b"total,1,500.00\n"
    )
    first = admin.post("/api/bank-files/", {"file": SimpleUploadedFile("march.csv", text)})
    again = admin.post("/api/bank-files/", {"file": SimpleUploadedFile("again.csv", text)})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert admin.get(f"/api/bank-files/{first.json()['id']}/").json()["name"] == "march.csv"


def test_bank_files_are_404_for_other_roles():
    client = client_of(UserFactory(role="bdm"))
    file = {"file": SimpleUploadedFile("march.csv", b"record")}
    assert client.post("/api/bank-files/", file).status_code == 404
    assert not BankFile.objects.exists()
    BankFile.objects.create(name="march.csv", sha256="0" * 64)
    assert client.get(f"/api/bank-files/{BankFile.objects.get().pk}/").status_code == 404


@pytest.mark.parametrize(
    "address", [f"notifications/{2**70}/read/", "nowhere/", "bank-files/", "", "no%0Awhere/"]
)
def test_unknown_address_is_404(admin, address):
    response = admin.put(f"/api/{address}")
    assert response.status_code in (404, 405)
    assert response.headers["Content-Type"] == "application/json"


def test_id_out_of_range_is_404(admin):
    assert admin.get(f"/api/bank-files/{2**70}/").status_code == 404
    assert admin.post(f"/api/notifications/{2**70}/read/").status_code == 404


@pytest.mark.parametrize("body", ["[" * 100_000, '{"email":' * 50_000])
def test_deeply_nested_json_is_refused(client, db, body):
    answer = client.post("/api/token/", body, content_type="application/json")
    assert (answer.status_code, answer.json()) == (400, {"detail": "The JSON is nested too deeply."})
