"""Encrypted fields and the rotation of their keys."""

from io import StringIO

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.management import CommandError, call_command
from django.db import connection

from applications.models import Borrower, Guarantor, fields
from applications.services import encryption
from features.drivers import factories

NUMBER = "648 188 535"
OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_key_is_remembered():
    fields._cipher.cache_clear()
    yield
    fields._cipher.cache_clear()


@pytest.fixture
def keys(settings):
    """Puts other keys in the settings."""

    def put(*keys: str) -> None:
        settings.FIELD_ENCRYPTION_KEYS = list(keys)
        fields._cipher.cache_clear()

    return put


def held(borrower: Borrower) -> str | None:
    """What the database holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tax_file_number FROM applications_borrower WHERE id = %s", [borrower.pk])
        return cursor.fetchone()[0]


def read(borrower: Borrower) -> str | None:
    return Borrower.objects.get(pk=borrower.pk).tax_file_number


@pytest.mark.parametrize("number", [NUMBER, "Zoë 42", "9" * 500])
def test_decrypts_what_it_encrypted(number):
    borrower = factories.BorrowerFactory(tax_file_number=number)
    assert read(borrower) == number
    assert number not in held(borrower)


@pytest.mark.parametrize("nothing", ["", None])
def test_empty_value_is_stored_empty(nothing):
    borrower = factories.BorrowerFactory(tax_file_number=nothing)
    assert held(borrower) is None
    assert read(borrower) is None


def test_same_number_has_different_ciphertexts():
    one, other = (factories.BorrowerFactory(tax_file_number=NUMBER) for _ in range(2))
    assert held(one) != held(other)


def test_older_key_decrypts_and_first_key_reencrypts(keys):
    keys(OLD)
    borrower = factories.BorrowerFactory(tax_file_number=NUMBER)
    keys(NEW, OLD)
    assert read(borrower) == NUMBER
    Borrower.objects.get(pk=borrower.pk).save()
    keys(NEW)
    assert read(borrower) == NUMBER


def test_missing_key_cannot_decrypt(keys):
    keys(OLD)
    borrower = factories.BorrowerFactory(tax_file_number=NUMBER)
    keys(NEW)
    with pytest.raises(InvalidToken):
        read(borrower)


class TestRotation:
    """`rotate_encryption_keys`: after it, the old keys can be thrown away."""

    @staticmethod
    def rotate() -> str:
        printed = StringIO()
        call_command("rotate_encryption_keys", stdout=printed)
        return printed.getvalue()

    def test_old_key_is_not_needed_after_rotation(self, keys):
        keys(OLD)
        borrowers = [factories.BorrowerFactory(tax_file_number=NUMBER, account_number=None) for _ in range(3)]
        guarantor = factories.GuarantorFactory(account_number="062-000 1234")
        keys(NEW, OLD)
        assert self.rotate() == "4 numbers re-encrypted, 0 already up to date.\n"
        keys(NEW)
        assert [read(borrower) for borrower in borrowers] == [NUMBER] * 3
        assert Guarantor.objects.get(pk=guarantor.pk).account_number == "062-000 1234"

    def test_rotation_skips_current_rows(self, keys):
        keys(NEW, OLD)
        borrower = factories.BorrowerFactory(tax_file_number=NUMBER, account_number=None)
        before = held(borrower)
        assert self.rotate() == "0 numbers re-encrypted, 1 already up to date.\n"
        assert held(borrower) == before

    def test_rotation_covers_every_batch(self, keys, monkeypatch):
        monkeypatch.setattr(encryption, "ROWS_A_BATCH", 2)
        keys(OLD)
        for _ in range(5):
            factories.BorrowerFactory(tax_file_number=NUMBER, account_number=None)
        keys(NEW, OLD)
        assert self.rotate() == "5 numbers re-encrypted, 0 already up to date.\n"

    def test_rotation_reports_and_keeps_unreadable_rows(self, keys):
        keys(OLD)
        borrower = factories.BorrowerFactory(tax_file_number=NUMBER, account_number=None)
        before = held(borrower)
        keys(NEW)
        with pytest.raises(CommandError, match="1 number cannot be read with any of FIELD_ENCRYPTION_KEYS"):
            self.rotate()
        assert held(borrower) == before
