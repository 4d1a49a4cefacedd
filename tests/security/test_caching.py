"""Only static files may be cached by browsers and proxies."""

import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from applications.models import Document, Report
from applications.tasks import produce_reports
from features.drivers.factories import ApplicationFactory, UserFactory
from tests.addresses import PARAMETER, routes

PRIVATE = "private, no-store"
# What addresses hold in the place of their parameters.
SOME = {"reference": "HL-OMAR", "url": "nowhere"}


def filled(route: str) -> str:
    return re.sub(PARAMETER, lambda found: SOME.get(found["name"], "1"), route)


@pytest.fixture
def ada(client: Client, settings, tmp_path) -> Client:
    settings.MEDIA_ROOT = tmp_path
    client.force_login(UserFactory(role="admin", is_staff=True, is_superuser=True))
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("is_known", [True, False])
def test_every_address_is_no_store(ada, is_known):
    ApplicationFactory(reference="HL-OMAR")
    browser = ada if is_known else Client()
    every = [filled(route) for route in routes()]
    assert len(every) > 100
    for address in every:
        for ask in (browser.get, browser.post):
            answer = ask(address)
            assert answer["Cache-Control"] == PRIVATE, address


@pytest.mark.django_db
def test_downloads_are_no_store(ada):
    application = ApplicationFactory(reference="HL-OMAR")
    document = Document.objects.create(application=application, kind="contract", sha256="0" * 64)
    document.file.save("contract.pdf", ContentFile(b"%PDF"))
    produce_reports("weekly_pipeline", "2025-03-10", [None], "2025-04-01T00:00:00+11:00")
    report = Report.objects.get()
    for address in (f"/documents/{document.pk}/", f"/reports/{report.pk}/report.csv"):
        answer = ada.get(address)
        assert (answer.status_code, answer["Cache-Control"]) == (200, PRIVATE)


@pytest.mark.django_db
def test_errors_are_no_store(ada, monkeypatch):
    monkeypatch.setattr("workspace.views.pipeline.BookFilter", None)
    ada.raise_request_exception = False
    answer = ada.get("/pipeline/")
    assert (answer.status_code, answer["Cache-Control"]) == (500, PRIVATE)


@pytest.mark.django_db
def test_static_files_may_be_cached(client):
    assert "Cache-Control" not in client.get("/static/workspace/workspace.css")
