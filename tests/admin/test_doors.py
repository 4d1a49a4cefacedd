"""Access to the admin pages: admins only, one login page, no secrets shown."""

import logging

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import Permission
from django.urls import reverse

from applications.refusals import PeopleAreForAdmins
from features.drivers.factories import UserFactory
from tests import rows
from users.models import ApiToken

pytestmark = pytest.mark.django_db

# Add a model here after checking what its admin pages show.
MODELS_OF_USERS = {
    "auth.Group",
    *(
        f"users.{name}"
        for name in ("User", "ApiToken", "NotificationPreference", "Notification", "EmailDelivery")
    ),
}
SECRET_FIELDS = {"token_key", "key", "token", "session_data", "task_args", "task_kwargs", "context"}
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
EVERY_MODEL = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)


def staff(role: str):
    user = UserFactory(role=role, is_staff=True)
    user.user_permissions.set(Permission.objects.all())
    return user


def address(model, name: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def test_no_pages_for_models_of_libraries():
    ours = {model._meta.label for model in MODELS if model._meta.app_label != "applications"}
    assert ours == MODELS_OF_USERS


@EVERY_MODEL
def test_no_page_names_a_secret_field(model, rf):
    shown = admin.site._registry[model]
    request = rf.get("/")
    request.user = staff("admin")
    on_the_page = flatten_fieldsets(shown.get_fieldsets(request, model()))
    fields = {*shown.get_list_display(request), *on_the_page, *shown.search_fields}
    assert not fields & SECRET_FIELDS


@EVERY_MODEL
@pytest.mark.parametrize("role", ["bdm", "broker", "borrower"])
def test_staff_flag_without_admin_role_gets_404(client, model, role):
    client.force_login(staff(role))
    for name in ("changelist", "add"):
        assert client.get(address(model, name), follow=True).status_code == 404


def test_admin_role_without_staff_flag_gets_404(client):
    client.force_login(UserFactory(role="admin", is_superuser=True))
    assert client.get("/admin/", follow=True).status_code == 404


def test_token_and_digest_are_not_shown(client):
    client.force_login(UserFactory(role="admin", is_staff=True, is_superuser=True))
    row, token = ApiToken.objects.create(user=UserFactory())
    pages = [
        address(ApiToken, "changelist"),
        *(address(ApiToken, name, row.pk) for name in ("change", "delete")),
    ]
    for page in pages:
        html = client.get(page).content.decode()
        assert row.user.name in html
        assert not [secret for secret in (token, row.digest, row.token_key) if secret in html]


def delete_one(client, row):
    client.post(address(ApiToken, "delete", row.pk), {"post": "yes"})


def delete_selected(client, row):
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(address(ApiToken, "changelist"), chosen)


@pytest.mark.parametrize("send", [delete_one, delete_selected], ids=lambda send: send.__name__)
def test_admin_revokes_token_and_it_is_logged(client, caplog, send):
    client.force_login(UserFactory(role="admin", is_staff=True, is_superuser=True))
    row = rows.row(ApiToken)
    caplog.clear()
    with caplog.at_level(logging.INFO, "users.security"):
        send(client, row)
    assert not ApiToken.objects.exists()
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith(f'API token revoked {{"account": "user-{row.user_id}"')


class TestTheWayIn:
    def test_redirects_to_the_login_page(self, client):
        response = client.get("/admin/users/user/")
        assert response.url == "/admin/login/?next=/admin/users/user/"
        assert client.get(response.url).url == "/login/?next=/admin/users/user/"

    @pytest.mark.parametrize(
        "elsewhere", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", ""]
    )
    def test_does_not_redirect_to_other_sites(self, client, elsewhere):
        assert client.get("/admin/login/", {"next": elsewhere}).url == "/login/?next=/admin/"

    def test_admin_who_is_logged_in_gets_in(self, client):
        client.force_login(UserFactory(role="admin", is_staff=True))
        assert client.get("/admin/login/?next=/admin/users/").url == "/admin/users/"

    def test_password_change_is_on_the_account_page(self, client):
        client.force_login(UserFactory(role="admin", is_staff=True))
        assert client.get("/admin/password_change/").url == "/account/"


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/admin/applications/application/?created_at__gte=0001-01-01", None),
        ("/admin/users/notification/?created_at__gte=0001-01-01", None),
        ("/admin/users/user/", {"action": "log_out_everywhere", "_selected_action": "x"}),
        ("/admin/users/user/", {"action": "reset_second_factor", "_selected_action": "9" * 20}),
        ("/admin/applications/application/", {"action": "move_to_declined", "_selected_action": ""}),
    ],
)
def test_invalid_key_or_date_is_a_bad_request(client, address, data):
    client.force_login(UserFactory(role="admin", is_staff=True, is_superuser=True))
    client.raise_request_exception = False
    answer = client.get(address) if data is None else client.post(address, data)
    assert answer.status_code == 400


def test_a_refusal_of_a_page_that_is_only_opened_is_an_error(rf, chief):
    """To open it again, as after a refused change, would be refused again without end."""

    def refuse(request):
        raise PeopleAreForAdmins

    request = rf.get("/admin/")
    request.user = chief
    with pytest.raises(PeopleAreForAdmins):
        admin.site.admin_view(refuse)(request)
