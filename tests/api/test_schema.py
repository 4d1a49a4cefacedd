"""The API answers as its OpenAPI schema says, to valid and invalid requests."""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from rest_framework.throttling import SimpleRateThrottle

from applications.models import Application, StageEvent
from features.drivers.factories import ApplicationFactory, BorrowerFactory, UserFactory
from users.models import ApiToken
from users.notifications import Notice, notify

schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", get_wsgi_application())
USUAL = settings(max_examples=20, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def token(db, monkeypatch, settings, tmp_path):
    """An admin's, who has a book and news; nobody counts how often it is used."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(SimpleRateThrottle, "allow_request", lambda *_: True)
    admin = UserFactory(role="admin")
    ApplicationFactory(reference="HL-OMAR", borrowers=[BorrowerFactory()])
    notify([Notice(recipient=admin, event="application_status", message="News", dedupe_key="n")])
    return ApiToken.objects.create(user=admin)[1]


@pytest.mark.parametrize("role", ["admin", "bdm", "broker", "borrower"])
def test_application_schema_by_role(role, token):
    application = Application.objects.get()
    StageEvent.objects.create(application=application, to_stage="inquiry", by=application.broker.user)
    people = {"bdm": application.bdm, "broker": application.broker, "borrower": application.borrowers.get()}
    user = people[role].user if role in people else UserFactory(role="admin")
    headers = {"Authorization": f"Token {ApiToken.objects.create(user=user)[1]}"}
    for address, parameters in (("", {}), ("{reference}/", {"reference": application.reference})):
        case = schema[f"/api/applications/{address}"]["GET"].Case(path_parameters=parameters)
        assert case.call_and_validate(headers=headers).status_code == 200


@schema.parametrize()
@USUAL
def test_every_operation_conforms_to_the_schema(case, token):
    case.call_and_validate(headers={"Authorization": f"Token {token}"})


def test_every_upload_says_that_a_file_may_be_too_large():
    answers = {
        one["post"]["operationId"]: "413" in one["post"]["responses"]
        for one in schema.raw_schema["paths"].values()
        if "multipart/form-data" in one.get("post", {}).get("requestBody", {}).get("content", {})
    }
    assert answers == {"bank_files_create": True, "documents_hand_in": True}
