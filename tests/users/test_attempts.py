"""Failed logins: limits by account and by client address, and what is logged."""

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import MD5PasswordHasher
from freezegun import freeze_time

from features.drivers.factories import UserFactory
from users import attempts
from users.attempts import Limit
from users.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
TEN = Limit("ten", 10, timedelta(minutes=15))


@pytest.fixture
def ben() -> User:
    user = UserFactory(role="broker", email="ben@example.com")
    user.set_password(PASSWORD)
    user.save()
    return user


def try_in(rf, email="ben@example.com", password="wrong", address="203.0.113.9", **headers):
    return authenticate(rf.post("/", REMOTE_ADDR=address, headers=headers), username=email, password=password)


class TestPlaces:
    def test_hundred_concurrent_attempts_get_ten(self):
        with ThreadPoolExecutor(20) as pool:
            allowed = list(pool.map(lambda _: attempts.begin((TEN, "x")).allowed, range(100)))
        assert sum(allowed) == 10

    def test_ten_attempts_in_any_quarter_of_an_hour(self):
        with freeze_time("2025-03-14 09:00", tick=False) as clock:
            attempts.begin((TEN, "x"))
            clock.move_to("2025-03-14 09:14")
            assert sum(attempts.begin((TEN, "x")).allowed for _ in range(10)) == 9
            clock.move_to("2025-03-14 09:15:01")
            # Only the first one's place is free again.
            assert [attempts.begin((TEN, "x")).allowed for _ in range(2)] == [True, False]
            clock.move_to("2025-03-14 09:29:01")
            assert attempts.begin((TEN, "x")).allowed

    def test_forgiven_attempt_does_not_count(self):
        for _ in range(30):
            attempts.begin((TEN, "x")).forgive()
        assert attempts.begin((TEN, "x")).allowed

    def test_refused_attempt_does_not_count_for_other_limits(self):
        for _ in range(10):
            attempts.begin((TEN, "address"))
        for _ in range(10):
            assert not attempts.begin((TEN, "account"), (TEN, "address")).allowed
        assert attempts.begin((TEN, "account"), (TEN, "another address")).allowed


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("203.0.113.5:4711", "203.0.113.5"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("nonsense", "unknown"),
        ("", "unknown"),
    ],
)
def test_networks_of_client_addresses(address, network):
    assert attempts.client_network(address) == network


class TestTheAccount:
    def test_ten_failures_lock_the_account(self, rf, ben):
        assert not any(try_in(rf, address=f"203.0.113.{n}") for n in range(10))
        assert try_in(rf, password=PASSWORD, address="198.51.100.1") is None

    def test_nine_failures_do_not_lock_the_account(self, rf, ben):
        assert not any(try_in(rf) for _ in range(9))
        assert try_in(rf, password=PASSWORD) == ben

    def test_account_is_the_same_in_any_case(self, rf, ben):
        for typed in ("ben@example.com", "BEN@example.com") * 5:
            try_in(rf, typed)
        assert try_in(rf, password=PASSWORD) is None

    def test_other_accounts_are_not_locked(self, rf, ben):
        UserFactory(email="cora@example.com", password=ben.password)
        for _ in range(10):
            try_in(rf)
        assert try_in(rf, "cora@example.com", PASSWORD)

    def test_successful_logins_are_not_counted(self, rf, ben):
        assert all(try_in(rf, password=PASSWORD) for _ in range(20))

    def test_failures_without_a_request_count_for_the_account(self, ben):
        for _ in range(10):
            authenticate(None, username="ben@example.com", password="wrong")
        assert authenticate(None, username="ben@example.com", password=PASSWORD) is None


class TestTheAddress:
    def test_fifty_failures_lock_the_client_address(self, rf, ben):
        for number in range(50):
            assert try_in(rf, f"person{number}@example.com") is None
        assert try_in(rf, password=PASSWORD) is None
        assert try_in(rf, password=PASSWORD, address="203.0.113.10") == ben

    def test_forged_header_does_not_change_the_client_address(self, rf, ben):
        for number in range(50):
            try_in(rf, f"person{number}@example.com", **{"X-Forwarded-For": f"198.51.100.{number}"})
        assert try_in(rf, password=PASSWORD, **{"X-Forwarded-For": "192.0.2.1"}) is None

    def test_proxy_header_gives_the_client_address(self, rf, ben, settings):
        settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
        for number in range(50):
            try_in(rf, f"person{number}@example.com", **{"X-Forwarded-For": f"{number}, 198.51.100.1"})
        assert try_in(rf, password=PASSWORD, **{"X-Forwarded-For": "7, 198.51.100.1"}) is None
        assert try_in(rf, password=PASSWORD, **{"X-Forwarded-For": "7, 198.51.100.2"}) == ben

    @pytest.mark.parametrize(
        ("address", "network"),
        [
            ("203.0.113.9", "203.0.113.9"),
            ("2001:db8::1", "2001:db8::/64"),
            ("2001:db8::ffff:2", "2001:db8::/64"),
            ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
            ("", "unknown"),
            ("not an address", "unknown"),
        ],
    )
    def test_ipv6_client_address_is_its_network(self, address, network):
        assert attempts.client_network(address) == network


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """Every password that the hasher works on."""
    done, encode = [], MD5PasswordHasher.encode

    def counted(self, password, salt):
        done.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return done


def lock(user):
    for _ in range(10):
        attempts.begin((attempts.WRONG_BY_ACCOUNT, f"user-{user.pk}"))


CASES = {
    "unknown": lambda user: user.delete(),
    "wrong password": lambda user: None,
    "deactivated": lambda user: User.objects.update(is_active=False),
    "no password": lambda user: User.objects.update(password="!"),
    "locked": lock,
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("password", ["wrong", PASSWORD])
def test_hasher_runs_once_for_every_failure(rf, ben, hashed, case, password):
    CASES[case](ben)
    hashed.clear()
    user = try_in(rf, password=password)
    assert len(hashed) == 1
    assert (user == ben) == (case == "wrong password" and password == PASSWORD)


@pytest.mark.parametrize("typed", [{"username": None}, {"password": None}])
def test_other_credentials_are_left_to_other_backends(rf, ben, typed):
    assert (
        authenticate(rf.post("/"), **{"username": "ben@example.com", "password": PASSWORD, **typed}) is None
    )


def test_invalid_address_is_an_unknown_user(rf, ben):
    assert try_in(rf, "ben@example.com\0", PASSWORD) is None


@pytest.mark.parametrize("case", CASES)
def test_failure_is_logged_without_secrets(rf, ben, caplog, case):
    CASES[case](ben)
    caplog.clear()
    with caplog.at_level(logging.WARNING, "users.security"):
        try_in(rf, password="hunter2-secret")
    (line,) = [record.getMessage() for record in caplog.records]
    event, _, facts = line.partition(" {")
    said = json.loads("{" + facts)
    assert (event, said["client"]) == ("log-in failed", "203.0.113.9")
    assert said["account"] == f"user-{ben.pk}" or said["account"].startswith("unknown-")
    assert "hunter2" not in line
    assert "example.com" not in line
