"""The terms that a formal approval states, and when a new version is generated."""

import pytest

from applications.models import Application, Document
from applications.selectors.application import application_by_id
from applications.selectors.facts import facts_of
from applications.selectors.terms import terms_of
from applications.services.documents import document_generate
from applications.stages import Stage
from features.drivers import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def application() -> Application:
    application = factories.ApplicationFactory(
        stage="formal_approval", borrowers=[factories.BorrowerFactory(name="Omar")]
    )
    application.guarantors.add(factories.GuarantorFactory(name="Greta"))
    return application


def draw_up(application: Application, kind: str = "formal_approval") -> Document:
    done = document_generate(
        application=application, kind=kind, by=application.bdm.user, send_email=lambda emails: None
    )
    return Document.objects.get(pk=done["document_id"])


def test_formal_approval_states_its_terms(application):
    assert draw_up(application).terms == {
        "amount": "250000.00",
        "term_months": 360,
        "annual_rate": "6.0000",
        "frequency": "monthly",
        "borrowers": [application.borrowers.get().pk],
        "guarantors": [application.guarantors.get().pk],
    }


def test_other_documents_state_no_terms(application):
    assert draw_up(application, "application_form").terms is None


def test_unknown_terms_are_stated_as_unknown():
    nothing = factories.ApplicationFactory(amount=None, annual_rate=None, term_months=None)
    assert terms_of(nothing)["amount"] is terms_of(nothing)["annual_rate"] is None


def test_different_borrower_of_the_same_name_makes_a_new_version(application):
    first = draw_up(application)
    application.borrowers.set([factories.BorrowerFactory(name="Omar", user=None)])
    facts = facts_of(application, Stage.FORMAL_APPROVAL)
    assert facts.terms != facts.approved_terms
    assert draw_up(application).version == first.version + 1


def test_version_without_recorded_terms_is_replaced(application):
    first = draw_up(application)
    Document.objects.update(terms=None)
    facts = facts_of(application, Stage.FORMAL_APPROVAL)
    assert (facts.approved_terms, facts.terms != facts.approved_terms) == (None, True)
    assert draw_up(application).version == first.version + 1


def test_same_terms_make_no_new_version(application):
    first = draw_up(application)
    assert draw_up(application_by_id(application.pk)) == first
