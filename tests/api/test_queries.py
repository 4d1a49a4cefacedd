"""How often the lists under an application ask for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from features.drivers.factories import ApplicationFactory, BorrowerFactory, UserFactory

pytestmark = pytest.mark.django_db
LISTS = ("repayments", "payments", "fees", "notes", "assignees", "documents", "pauses", "events")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_for_its_application_once(name):
    ApplicationFactory(reference="HL-OMAR", borrowers=[BorrowerFactory()])
    client = APIClient()
    client.force_authenticate(UserFactory(role="admin"))
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/api/applications/HL-OMAR/{name}/")
    asked = [one["sql"] for one in queries if "'HL-OMAR'" in one["sql"]]
    assert len(asked) == 1
