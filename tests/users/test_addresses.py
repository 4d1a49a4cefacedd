"""E-mail addresses: validation, their form on the wire, and equal spellings."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from applications.models import Borrower
from applications.services.parties import borrower_change_address
from features.drivers import factories
from tests.rows import row
from users.addresses import address_key, validate_address, wire_form
from users.models import EmailDelivery, User
from users.refusals import InvalidAddress, LocalPartNotAscii

UMLAUT, PUNYCODE = "omar@münchen.example", "omar@xn--mnchen-3ya.example"
SPELLINGS = [
    UMLAUT,
    PUNYCODE,
    "OMAR@MÜNCHEN.Example",
    "Omar@XN--MNCHEN-3YA.example",
    "omar@mu\N{COMBINING DIAERESIS}nchen.example",
    "omar@münchen\N{IDEOGRAPHIC FULL STOP}example",
]


@pytest.mark.parametrize(
    ("address", "wire"),
    [
        (UMLAUT, PUNYCODE),
        (PUNYCODE, PUNYCODE),
        ("omar@例え.テスト", "omar@xn--r8jz45g.xn--zckzah"),
        # By IDNA 2003, as Django converts it, this would be strasse.example.
        ("omar@straße.example", "omar@xn--strae-oqa.example"),
        ("Omar@Example.COM", "Omar@example.com"),
        ("o'mar+loan@example.co.uk", "o'mar+loan@example.co.uk"),
        ("omar@r3---a.example.com", "omar@r3---a.example.com"),
        (f"{'o' * 64}@example.com", f"{'o' * 64}@example.com"),
    ],
)
def test_wire_form(address, wire):
    assert wire_form(address) == wire


@pytest.mark.parametrize(
    "address",
    [
        "",
        "omar",
        "@example.com",
        "omar@",
        "omar@example..com",
        "omar@example.com.",
        "omar@example.com, eve@example.com",
        "Omar <omar@example.com>",
        "omar@example.com\nBcc: eve@example.com",
        "omar@exa\0mple.com",
        '"\1"@example.com',
        "omar@ex\N{ZERO WIDTH SPACE}ample.com",
        "omar@\N{RIGHT-TO-LEFT OVERRIDE}moc.example",
        "omar@☃.example",
        "omar@xn--a.example",
        f"omar@{'ü' * 60}.example",
        f"{'o' * 65}@example.com",
        f"omar@{'.'.join(['example'] * 32)}.com",
    ],
)
def test_invalid_address(address):
    with pytest.raises(InvalidAddress):
        wire_form(address)
    with pytest.raises(ValidationError, match="This is not an e-mail address"):
        validate_address(address)


@pytest.mark.parametrize("address", ["ömar@example.com", "ömar@münchen.example", "оmar@example.com"])
def test_local_part_outside_ascii_is_refused(address):
    with pytest.raises(LocalPartNotAscii):
        wire_form(address)
    with pytest.raises(ValidationError, match="before the @"):
        validate_address(address)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_address_key_of_every_spelling(spelling):
    assert address_key(spelling) == PUNYCODE


@pytest.mark.parametrize("text", ["", "Nobody", "ÖMAR@example.com", "İ" * 300])
def test_address_key_of_any_text(text):
    assert address_key(text) == text.lower()[:254]


@pytest.mark.django_db
class TestUsers:
    def test_another_spelling_logs_in(self, client):
        User.objects.create_user(UMLAUT, "correct horse battery", name="Omar", role="borrower")
        assert client.login(email=PUNYCODE, password="correct horse battery")

    @pytest.mark.parametrize("typed", SPELLINGS)
    def test_every_spelling_finds_the_same_user(self, typed):
        user = row(User, email=UMLAUT)
        assert User.objects.get_by_natural_key(typed) == user

    @pytest.mark.parametrize(
        "typed", ["", "nobody@example.com", "omar@munchen.example", "omar@xn--a.example"]
    )
    def test_unknown_address_finds_no_user(self, typed):
        row(User, email=UMLAUT)
        with pytest.raises(User.DoesNotExist):
            User.objects.get_by_natural_key(typed)

    @pytest.mark.parametrize("spelling", SPELLINGS)
    def test_no_two_people_share_an_address(self, spelling):
        row(User, email=PUNYCODE)
        with pytest.raises(IntegrityError), transaction.atomic():
            row(User, email=spelling)

    def test_form_refuses_a_duplicate_address(self):
        row(User, email=PUNYCODE)
        with pytest.raises(ValidationError, match="This e-mail address is already in use"):
            User(email=UMLAUT, name="Omar", role="borrower", password="!").full_clean()

    def test_address_keeps_its_spelling(self):
        user = row(User, email=UMLAUT)
        user.refresh_from_db()
        assert (user.email, user.email_key) == (UMLAUT, PUNYCODE)

    def test_another_address_has_another_key(self):
        user = row(User, email=UMLAUT)
        user.email = "omar@example.com"
        user.save(update_fields=["email"])
        user.refresh_from_db()
        assert user.email_key == "omar@example.com"


@pytest.mark.django_db
class TestBorrowers:
    def test_change_of_spelling_is_no_change_of_address(self):
        borrower = factories.BorrowerFactory(email=UMLAUT)
        borrower_change_address(borrower=borrower, email=PUNYCODE)
        assert (borrower.email, borrower.address_version) == (PUNYCODE, 0)
        borrower_change_address(borrower=borrower, email="omar@example.com")
        assert (borrower.email, borrower.address_version) == ("omar@example.com", 1)

    def test_refused_address_changes_nothing(self):
        borrower = factories.BorrowerFactory(email=UMLAUT)
        with pytest.raises(LocalPartNotAscii):
            borrower_change_address(borrower=borrower, email="ömar@example.com")
        assert Borrower.objects.get().email == UMLAUT

    @pytest.mark.parametrize("address", ["omar@example..com", "ömar@example.com"])
    def test_form_refuses_an_invalid_address(self, address):
        with pytest.raises(ValidationError, match="e-mail address"):
            Borrower(name="Omar", email=address).full_clean()


@pytest.mark.django_db
def test_one_email_for_all_spellings():
    row(EmailDelivery, address=UMLAUT, dedupe_key="1")
    row(EmailDelivery, address=UMLAUT, dedupe_key="2")
    row(EmailDelivery, address="omar@munchen.example", dedupe_key="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        row(EmailDelivery, address=PUNYCODE, dedupe_key="1")
