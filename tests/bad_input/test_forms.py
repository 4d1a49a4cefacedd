"""No input to any page, form or API address causes a server error."""

import json
import re
from io import BytesIO
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.throttling import SimpleRateThrottle

from applications.models import BankLine, Note
from features.drivers.factories import (
    ApplicationFactory,
    BDMFactory,
    BorrowerFactory,
    BrokerFactory,
    UserFactory,
)
from tests.addresses import PARAMETER, routes
from tests.rows import row
from users.models import Notification
from users.notifications import Notice, notify

ROLES = ["admin", "bdm", "broker", "borrower"]
NOBODY = "nobody"
# Names of the fields of all forms, filters and lists; hypothesis adds names of its own.
FIELDS = [
    *("username", "email", "password", "next", "old_password", "new_password1", "new_password2"),
    *("words", "stage", "broker", "bdm", "branch", "page", "repayments", "ledger", "told", "suspense"),
    *("from", "to", "from_stage", "to_stage", "reason", "text", "remind_on", "visibility", "kind", "since"),
    *("seen_at", "confirmed", "active", "bdms", "brokers", "admins", "company", "approval_limit", "task"),
    *("event", "channel", "enabled", "rhythm", "reference", "failed", "failures", "outbox", "ran", "file"),
    *("q", "o", "p", "e", "all", "action", "_selected_action", "_changelist_filters", "_popup", "_to_field"),
    *("stage__exact", "created_at__year", "created_at__gte", "bdm__id__exact", "done_at__isempty"),
    *("name", "role", "amount", "term_months", "annual_rate", "borrowers", "app_label", "model_name", "term"),
]
USEFUL = [
    *("inquiry", "pre_approval", "valuation", "declined", "formal_approval", "zzz", "internal", "customer"),
    *("application_status", "email", "in_app", "on", "single", "daily", "weekly", "application_form", "-1"),
    *("1", "0", "2025-03-14", "0001-01-01", "9999-12-31", "9" * 25, "1e400", "NaN", "HL-OMAR", "True"),
    *("move_to_declined", "delete_selected", "//evil.example", "applications", "Borrower", "1.1", "-1.2"),
]
ODD = [
    "\0",
    "a\0b",
    "\u202e",
    "\u200b",
    "\x1b[0m",
    "x" * 501,
    "x" * 6_000,
    "😀" * 300,
    "%",
    "%00",
    "\n",
    "'\"<",
]
values = st.sampled_from(USEFUL) | st.sampled_from(ODD) | st.text(st.characters(codec="utf-8"), max_size=30)
fields = st.dictionaries(st.sampled_from(FIELDS) | values, values | st.lists(values, max_size=3), max_size=8)
ids = st.sampled_from(["1", "2", "0", "9" * 12, str(2**63), str(2**70)])
references = st.sampled_from(["HL-OMAR", "HL-NONE"]) | values
json_bodies = st.one_of(
    fields.map(json.dumps),
    st.recursive(st.none() | st.integers() | values, st.lists, max_leaves=5).map(json.dumps),
    st.sampled_from(
        ["[" * 100_000, '{"a":' * 50_000, '{"from_stage": "\\ud800"}', '{"reason": "\\ud800"}', "{", ""]
    ),
    st.sampled_from(
        [f'{{"email": {"9" * 5_000}}}', '{"email": NaN, "password": 1e999}', "null", '"\\u0000"']
    ),
)


def address_of(draw, route: str) -> str:
    """An address with some value for each of its parameters."""

    def some(found: re.Match) -> str:
        is_number = found["kind"] == "int" or found["name"] in ("object_id", "content_type_id")
        return quote(draw(ids if is_number else references), safe="") or "x"

    return re.sub(PARAMETER, some, route)


@st.composite
def requests(draw, addresses: list[str]) -> dict:
    """A request as anybody may send it."""
    address = address_of(draw, draw(st.sampled_from(addresses)))
    who, method = draw(st.sampled_from([*ROLES, NOBODY])), draw(st.sampled_from(["get", "post", "post"]))
    if method == "post" and (address.startswith("/api/") or draw(st.integers(0, 9)) == 0):
        body = {"data": draw(json_bodies), "content_type": "application/json"}
    else:
        body = {"data": draw(fields)}
        if method == "post" and draw(st.booleans()):
            body["data"]["file"] = draw(files())
    return {"who": who, "method": method, "path": address, "headers": draw(headers), **body}


@st.composite
def files(draw) -> BytesIO:
    """A file as somebody may name it."""
    file = BytesIO(draw(st.binary(max_size=60)))
    file.name = draw(
        st.sampled_from(["march.csv", "/", ".", "x" * 300, "a\u202e.csv", "a\0.csv", '".csv', "\n"])
    )
    return file


headers = st.dictionaries(
    st.sampled_from(["Authorization", "HX-Request", "X-Request-ID", "Accept", "Referer", "X-Forwarded-For"]),
    st.sampled_from(["Token x", "Token \xff", "Basic x", "true", "*/*;q=x", "http://[", "1.1.1.1, x"]),
    max_size=2,
)


@pytest.fixture
def people(db, monkeypatch, settings, tmp_path) -> dict[str, Client]:
    """A browser of each role, on one loan with a note, news and money in suspense; and nobody's."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *_: True)
    users = {role: UserFactory(role=role) for role in ROLES}
    users["admin"].is_staff = users["admin"].is_superuser = True
    users["admin"].save()
    bdm = BDMFactory(user=users["bdm"])
    application = ApplicationFactory(
        reference="HL-OMAR",
        stage="valuation",
        broker=BrokerFactory(user=users["broker"], primary_bdm=bdm),
        bdm=bdm,
        borrowers=[BorrowerFactory(user=users["borrower"])],
    )
    Note.objects.create(application=application, author=users["bdm"], text="Called.")
    row(BankLine, state="suspense")
    notify(
        Notice(recipient=user, event="application_status", message="News", dedupe_key="n")
        for user in users.values()
    )
    assert Notification.objects.count() == len(ROLES)
    browsers = {role: Client(raise_request_exception=False) for role in [*ROLES, NOBODY]}
    for role, user in users.items():
        browsers[role].force_login(user)
    return browsers


def kinds_of_addresses() -> dict[str, list[str]]:
    every = sorted(set(routes()))
    admin = [one for one in every if one.startswith("/admin/")]
    api = [one for one in every if one.startswith("/api/")]
    return {"workspace": [one for one in every if one not in (*admin, *api)], "api": api, "admin": admin}


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_no_row_has_a_number_larger_than_the_database_holds(method, people):
    addresses = [one for one in sorted(set(routes())) if "<int:" in one]
    failed = []
    for address in addresses:
        path = re.sub(PARAMETER, lambda found: str(2**70) if found["kind"] == "int" else "x", address)
        with transaction.atomic():
            answer = people["admin"].generic(method, path, "{}", content_type="application/json")
            transaction.set_rollback(True)
        if answer.status_code >= 500:
            failed.append(path)
    assert addresses
    assert failed == []


@pytest.mark.parametrize("kind", ["workspace", "api", "admin"])
def test_no_input_causes_a_server_error(kind, people, caplog):
    seen = set()

    @given(requests(kinds_of_addresses()[kind]))
    def answered(request):
        browser = people[request.pop("who")]
        send = getattr(browser, request.pop("method"))
        cookies = browser.cookies.copy()
        with transaction.atomic():
            answer = send(**request)
            transaction.set_rollback(True)
        # One that has logged out logs in again.
        browser.cookies = cookies
        seen.add(answer.status_code)
        assert answer.status_code < 500, (request, answer.status_code)

    answered()
    assert {200, 302 if kind != "api" else 401} <= seen
