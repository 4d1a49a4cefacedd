"""Browsers in which the lender's people are logged in."""

import pytest
from django.test import Client

from features.drivers.factories import UserFactory
from tests.clients import browser_of


@pytest.fixture
def admin(db) -> Client:
    return browser_of(UserFactory(role="admin", name="Ada"))


@pytest.fixture
def ben(application) -> Client:
    """The browser of the application's BDM."""
    return browser_of(application.bdm.user)
