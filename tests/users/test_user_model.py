"""Creating users and superusers, and logging in by e-mail address."""

import pytest

from users.models import User

pytestmark = pytest.mark.django_db


class TestCreateUser:
    @pytest.mark.parametrize("email", ["", None])
    def test_create_user_requires_an_address(self, email):
        with pytest.raises(ValueError, match=r"^A user needs an e-mail address to log in with\.$"):
            User.objects.create_user(email, "secret", name="Ada", role="admin")
        assert not User.objects.exists()

    def test_create_user_with_password_can_log_in(self, client):
        User.objects.create_user("ada@example.com", "secret", name="Ada", role="admin")
        assert client.login(email="ada@example.com", password="secret")
        assert not client.login(email="ada@example.com", password="Secret")

    def test_create_user_is_no_admin(self):
        user = User.objects.create_user("bella@example.com", name="Bella", role="broker")
        user.refresh_from_db()
        assert (user.role, user.is_active, user.is_staff, user.is_superuser) == ("broker", True, False, False)

    def test_domain_is_lowercased(self):
        assert (
            User.objects.create_user("Ada@EXAMPLE.com", name="Ada", role="admin").email == "Ada@example.com"
        )

    @pytest.mark.parametrize("password", [None, ""])
    def test_user_without_password_cannot_log_in(self, client, password):
        user = User.objects.create_user("ada@example.com", name="Ada", role="admin")
        assert not user.has_usable_password()
        assert not client.login(email="ada@example.com", password=password)

    def test_create_superuser_is_admin(self, client):
        user = User.objects.create_superuser("ada@example.com", "secret", name="Ada")
        user.refresh_from_db()
        assert (user.role, user.is_staff, user.is_superuser, user.name) == ("admin", True, True, "Ada")
        assert client.login(email="ada@example.com", password="secret")

    def test_create_superuser_with_another_role(self):
        user = User.objects.create_superuser("ben@example.com", "secret", name="Ben", role="bdm")
        assert (user.role, user.is_superuser) == ("bdm", True)


def test_login_ignores_the_case_of_the_address():
    user = User.objects.create_user("Ben@example.com", name="Ben", role="bdm")
    assert User.objects.get_by_natural_key("ben@EXAMPLE.com") == user
