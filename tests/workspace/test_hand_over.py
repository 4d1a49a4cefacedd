"""The page on which an application is handed over."""

import pytest
from django.test import Client

from features.drivers.factories import ApplicationFactory, BDMFactory

PAGE = "/applications/HL-OMAR/hand-over/"


@pytest.fixture
def application(db):
    return ApplicationFactory(reference="HL-OMAR")


@pytest.fixture
def browser(application) -> Client:
    client = Client()
    client.force_login(application.bdm.user)
    return client


def test_a_bdm_hands_over_to_another_bdm_of_the_broker(application, browser):
    carl = BDMFactory(name="Carl")
    application.broker.other_bdms.add(carl)
    browser.post(PAGE, {"bdm": carl.pk})
    application.refresh_from_db()
    assert application.bdm == carl


def test_a_bdm_chooses_among_the_bdms_of_the_broker(application, browser):
    BDMFactory(name="Dora")
    choices = browser.get(PAGE).context["form"].fields["bdm"].queryset
    assert list(choices) == [application.bdm]


def test_who_looks_after_it_stays_a_choice(application, browser):
    application.broker.primary_bdm = BDMFactory(name="Carl")
    application.broker.save()
    choices = browser.get(PAGE).context["form"].fields["bdm"].queryset
    assert {one.name for one in choices} == {"Carl", application.bdm.name}
