"""A new password, another role or a deactivation ends sessions, API tokens and sockets."""

from io import StringIO
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import update_last_login
from django.core.management import call_command
from django.test import Client

from features.drivers.factories import UserFactory
from users import live
from users.models import ApiToken, User

pytestmark = pytest.mark.django_db
OLD, NEW = "correct horse battery", "staple and a half"


@pytest.fixture(autouse=True)
def _quick_hashes(settings):
    settings.PASSWORD_HASHERS = [
        f"django.contrib.auth.hashers.{name}" for name in ("MD5PasswordHasher", "PBKDF2SHA1PasswordHasher")
    ]


@pytest.fixture
def user():
    user = UserFactory(role="bdm", email="ben@example.com")
    user.set_password(OLD)
    user.save()
    return user


@pytest.fixture
def session(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def token(user) -> str:
    return ApiToken.objects.create(user=user)[1]


def is_in(client: Client) -> bool:
    return client.get("/inbox/").status_code == 200


def works(token: str) -> bool:
    return Client().get("/api/applications/", headers={"Authorization": f"Token {token}"}).status_code == 200


def set_password(user):
    user.set_password(NEW)
    user.save()


def set_password_alone(user):
    user.set_password(NEW)
    user.save(update_fields=["password"])


def set_hash(user):
    user.password = make_password(NEW)
    user.save()


def set_unusable(user):
    user.set_unusable_password()
    user.save()


def update_hash(user):
    User.objects.filter(pk=user.pk).update(password=make_password(NEW))


def update_in_bulk(user):
    user.password = make_password(NEW)
    User.objects.bulk_update([user], ["password"])


def with_the_command(user):
    with patch("getpass.getpass", return_value=NEW):
        call_command("changepassword", user.email, stdout=StringIO())


def deactivate(user):
    user.is_active = False
    user.save()


def deactivate_in_bulk(user):
    User.objects.update(is_active=False)


def give_another_role(user):
    user.role = "broker"
    user.save(update_fields=["role"])


def log_out_everywhere(user):
    user.logins_end(why="asked for")


ENDING = [
    *(
        set_password,
        set_password_alone,
        set_hash,
        set_unusable,
        update_hash,
        update_in_bulk,
        with_the_command,
    ),
    *(deactivate, deactivate_in_bulk, give_another_role, log_out_everywhere),
]


@pytest.mark.parametrize("act", ENDING, ids=lambda act: act.__name__)
def test_changes_that_end_logins(act, user, session, token, django_capture_on_commit_callbacks):
    assert is_in(session)
    assert works(token)
    with patch.object(live, "_send") as send, django_capture_on_commit_callbacks(execute=True):
        act(user)
    assert not is_in(session)
    assert not works(token)
    closed = [user_id for call in send.call_args_list for user_id, _ in call.args[0]]
    assert closed == [user.pk]


@pytest.mark.parametrize("act", [deactivate, deactivate_in_bulk], ids=lambda act: act.__name__)
def test_reactivation_revives_no_login(act, user, session, token):
    act(user)
    User.objects.update(is_active=True)
    assert not is_in(session)
    assert not works(token)


def rename(user):
    user.name = "Benjamin"
    user.save()


def remember_the_log_in(user):
    update_last_login(None, user)


def renew_the_hash(user):
    User._base_manager.filter(pk=user.pk).update(password=make_password(OLD, hasher="pbkdf2_sha1"))
    user.refresh_from_db()
    assert user.check_password(OLD)
    assert User.objects.get().password.startswith("md5")


def switch_on_again(user):
    User.objects.update(is_active=True)


@pytest.mark.parametrize(
    "act", [rename, remember_the_log_in, renew_the_hash, switch_on_again], ids=lambda act: act.__name__
)
def test_changes_that_keep_logins(act, user, session, token):
    act(user)
    assert is_in(session)
    assert works(token)


def test_stale_row_does_not_reset_the_version(user, session):
    read_earlier = User.objects.get()
    log_out_everywhere(user)
    read_earlier.name = "Benjamin"
    read_earlier.save()
    assert User.objects.get().name == "Benjamin"
    assert not is_in(session)


def test_version_cannot_be_saved_by_name(user, session):
    read_earlier = User.objects.get()
    log_out_everywhere(user)
    read_earlier.save(update_fields=["name", "login_version"])
    assert not is_in(session)


def test_a_renewed_hash_does_not_undo_a_new_password(user):
    read_earlier = User.objects.get()
    set_password(user)
    read_earlier.password = make_password(OLD, hasher="pbkdf2_sha1")
    with patch("users.models.user.check_password", lambda raw, _, setter: setter(raw)):
        read_earlier.check_password(OLD)
    assert User.objects.get().check_password(NEW)


@pytest.mark.asyncio
@pytest.mark.django_db(transaction=True)
async def test_a_password_is_checked_without_blocking():
    user = User(email="ben@example.com")
    user.set_password(OLD)
    assert await user.acheck_password(OLD)
    assert not await user.acheck_password(NEW)


def test_other_users_stay_logged_in(user, session):
    set_password(UserFactory())
    assert is_in(session)


def test_a_copy_with_a_known_id_counts_as_the_same_row(user, session):
    kept = {name: getattr(user, name) for name in ("pk", "email", "name", "role", "date_joined")}
    User(**kept, password=make_password(NEW)).save()
    assert not is_in(session)


def test_a_new_row_with_an_id_of_its_own(db):
    User(pk=7, email="ada@example.com", name="Ada", role="admin").save()
    assert User.objects.get(pk=7).login_version == 0


def test_a_deleted_person_s_sockets_are_closed(user, django_capture_on_commit_callbacks):
    user_id = user.pk
    with patch.object(live, "_send") as send, django_capture_on_commit_callbacks(execute=True):
        user.delete()
    ((messages,), _) = send.call_args
    assert [one for one, _ in messages] == [user_id]


def test_a_session_outlives_a_secret_key_that_is_kept_as_a_fallback(user, session, settings):
    another = Client()
    another.force_login(user)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one", [settings.SECRET_KEY]
    assert is_in(session)
    settings.SECRET_KEY_FALLBACKS = []
    # The first was signed anew when it was used; the other ends with the key.
    assert is_in(session)
    assert not is_in(another)


def test_stale_copy_does_not_undo_a_deactivation(user):
    stale = User.objects.get(pk=user.pk)
    User.objects.filter(pk=user.pk).update(is_active=False, role="broker")
    stale.set_password(NEW)
    stale.save()
    now = User.objects.get(pk=user.pk)
    assert (now.is_active, now.role, now.check_password(NEW)) == (False, "broker", True)


def test_changed_fields_are_saved_after_a_refresh(user):
    user.name = "Benjamin"
    user.logins_end(why="a test")
    user.save()
    assert User.objects.get(pk=user.pk).name == "Benjamin"
    user.email = "benjamin@example.com"
    user.save(update_fields=["name"])
    user.save()
    assert User.objects.get_by_natural_key("BENJAMIN@example.com") == user
