"""An admin's browser, and a folder for uploaded files."""

import pytest

from features.drivers import factories


@pytest.fixture
def chief():
    return factories.UserFactory(name="Ada", role="admin", is_staff=True, is_superuser=True)


@pytest.fixture
def browser(client, chief):
    client.force_login(chief)
    return client


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
