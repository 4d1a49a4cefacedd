"""Ben, who has a password and perhaps a second factor."""

import pytest

from features.drivers.factories import UserFactory
from tests.users.logging_in.kit import EMAIL, PASSWORD, App
from users import second_factor
from users.models import User


@pytest.fixture(autouse=True)
def _doors(settings):
    settings.SECOND_FACTOR = "enrolled"


@pytest.fixture
def ben() -> User:
    user = UserFactory(role="bdm", name="Ben", email=EMAIL)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR = "required"


@pytest.fixture
def app(ben) -> App:
    key = second_factor.new_key()
    codes = second_factor.set_up(user=ben, key=key, code=App(key).code(-30), request=None)
    return App(key, codes)
