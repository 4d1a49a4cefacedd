"""The API of a person's own account, settings and inbox: refusals, and whose they are."""

import pytest

from features.drivers.factories import UserFactory
from tests.clients import client_of
from users.models import Notification, NotificationPreference
from users.notifications import Notice, notify

pytestmark = pytest.mark.django_db


@pytest.fixture
def omar():
    return UserFactory(role="borrower", name="Omar")


@pytest.fixture
def api(omar):
    return client_of(omar)


def put(api, address: str, **body):
    answer = api.put(f"/api/{address}", body, format="json")
    return answer.status_code, answer.json()


def test_preferences_are_the_callers_role(api):
    answer = api.get("/api/preferences/").json()
    settings = {(one["event"], one["channel"]): (one["on"], one["mandatory"]) for one in answer["settings"]}
    assert answer["rhythm"] == "single"
    assert settings["signature_required", "email"] == (True, True)
    assert settings["application_status", "in_app"] == (True, False)
    assert ("report_ready", "email") not in settings


def test_switch(api, omar):
    other = UserFactory(role="borrower")
    code, answer = put(api, "preferences/application_status/email/", on=False)
    assert code == 200
    off = [one for one in answer["settings"] if not one["on"]]
    assert [(one["event"], one["channel"]) for one in off] == [("application_status", "email")]
    assert not NotificationPreference.objects.filter(user=other).exists()
    assert put(api, "preferences/application_status/email/", on=True)[1]["settings"][0]["on"]


@pytest.mark.parametrize(
    ("address", "body", "code", "why"),
    [
        (
            "preferences/signature_required/email/",
            {"on": False},
            409,
            "E-mail for “Signature required” cannot be switched off.",
        ),
        (
            "preferences/report_ready/email/",
            {"on": False},
            409,
            "Borrowers never get the e-mail notification “Report ready”.",
        ),
        ("preferences/rain/email/", {"on": False}, 404, "Not found."),
        ("preferences/application_status/pigeon/", {"on": False}, 404, "Not found."),
        ("preferences/application_status/email/", {}, 400, "on: This field is required."),
        ("preferences/", {"rhythm": "daily"}, 409, "A borrower may not choose a digest."),
        ("preferences/", {"rhythm": "hourly"}, 400, 'rhythm: "hourly" is not a valid choice.'),
        ("account/", {"name": ""}, 400, "name: This field may not be blank."),
        ("account/", {"name": "x" * 151}, 400, "name: Ensure this field has no more than 150 characters."),
    ],
)
def test_refusals(api, omar, address, body, code, why):
    assert put(api, address, **body) == (code, {"detail": why})
    omar.refresh_from_db()
    assert (omar.name, omar.rhythm) == ("Omar", "single")
    assert not NotificationPreference.objects.exists()


def test_rhythm():
    ben = UserFactory(role="bdm")
    assert put(client_of(ben), "preferences/", rhythm="weekly")[1]["rhythm"] == "weekly"
    ben.refresh_from_db()
    assert ben.rhythm == "weekly"


def test_name_is_changed_and_nothing_else(api, omar):
    code, answer = put(api, "account/", name=" Omar Haddad ", email="x@example.com", role="admin")
    assert (code, answer["name"]) == (200, "Omar Haddad")
    was = omar.email
    omar.refresh_from_db()
    assert (omar.name, omar.email, omar.role) == ("Omar Haddad", was, "borrower")
    assert api.get("/api/account/").json() == answer


def test_unread_again(api, omar):
    other = UserFactory(role="borrower")
    notify(
        Notice(recipient=one, event="application_status", message=f"News {n}", dedupe_key=f"{n}")
        for one in (omar, other)
        for n in (1, 2)
    )
    assert api.post("/api/notifications/read/").status_code == 204
    client_of(other).post("/api/notifications/read/")
    mine, others = (list(Notification.objects.filter(user=user).order_by("pk")) for user in (omar, other))
    assert api.post(f"/api/notifications/{others[0].pk}/unread/").status_code == 404
    assert api.post(f"/api/notifications/{mine[0].pk}/unread/").status_code == 204
    assert [one["message"] for one in api.get("/api/notifications/?unread=true").json()["results"]] == [
        "News 1"
    ]
    ids = [mine[0].pk, mine[1].pk, others[0].pk]
    assert api.post("/api/notifications/unread/", {"ids": ids}, format="json").status_code == 204
    only_others = api.post("/api/notifications/unread/", {"ids": [others[0].pk]}, format="json")
    assert only_others.status_code == 404
    assert api.post("/api/notifications/unread/", {"ids": []}, format="json").status_code == 400
    assert set(Notification.objects.filter(read_at=None).values_list("user", flat=True)) == {omar.pk}
