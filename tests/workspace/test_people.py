"""The pages on which applications are opened, people join and leave, and applications are handed over."""

import pytest
from bs4 import BeautifulSoup

from applications.models import Application, AuditEntry, Borrower
from features.drivers.factories import (
    BDMFactory,
    BorrowerFactory,
    BrokerFactory,
    GuarantorFactory,
    UserFactory,
)
from tests.clients import anew, browser_of
from users.models import User

pytestmark = pytest.mark.django_db
ONE, OPEN = "/applications/HL-OMAR/", "/applications/new/"
NORA = {"name": "Nora", "kind": "individual", "frequency": "monthly"}


@pytest.fixture
def broker(application):
    return browser_of(application.broker.user)


@pytest.fixture
def bdm(application):
    return browser_of(application.bdm.user)


def form_at(client, address) -> "BeautifulSoup":
    return BeautifulSoup(client.get(address).content, "html.parser").main.form


def options(client, address, field) -> list[str]:
    return [one.get_text() for one in form_at(client, address).find(id=f"id_{field}").find_all("option")]


def test_choices_of_a_new_application(application, broker, bdm):
    BrokerFactory(name="Cora"), BorrowerFactory(name="Nora")
    assert form_at(broker, OPEN).find(id="id_broker") is None
    assert options(bdm, OPEN, "broker") == ["Choose a broker", application.broker.name]
    assert options(bdm, OPEN, "bdm") == ["The broker's primary BDM", application.bdm.name]
    assert options(broker, OPEN, "known") == ["Somebody new", "Omar, omar@example.com"]
    assert len(options(browser_of(UserFactory(role="admin")), OPEN, "known")) == 3


def test_who_does_not_look_after_a_new_application_reads_no_reference(application, bdm):
    cora = BrokerFactory(name="Cora", primary_bdm=BDMFactory(name="Carl"))
    cora.other_bdms.add(application.bdm)
    page = bdm.post(OPEN, anew(**NORA, broker=cora.pk), follow=True).content.decode()
    assert "The application is open, and Carl looks after it." in page
    assert Application.objects.get(broker=cora).reference not in page


@pytest.mark.parametrize("role", ["borrower", "broker", "bdm"])
def test_who_looks_after_nothing_finds_no_page(application, role):
    # A borrower never does; a broker or BDM is on file first.
    assert browser_of(UserFactory(role=role)).get(OPEN).status_code == 404


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"name": ""}, "name", "Enter a name, or choose somebody on file."),
        ({"email": "nora"}, "email", "This is not an e-mail address."),
        ({"birth_date": "2999-01-01"}, "birth_date", "The birth date must be a day from 1 January 1900"),
        ({"birth_date": "1984-11-23", "kind": "company"}, "birth_date", "A company has no birth date."),
        ({"annual_income": "-1"}, "annual_income", "The income cannot be negative."),
        ({"tax_file_number": "648188536"}, "tax_file_number", "one of its digits is wrong"),
        ({"account_number": "12"}, "account_number", "Write the BSB and the account number"),
        ({"amount": "0"}, "amount", "The amount must be greater than $0.00."),
        ({"term_months": "601"}, "term_months", "The term must be 1 to 600 months."),
        ({"name": "No\u202era"}, "name", "U+202E"),
    ],
)
def test_bad_input_opens_nothing_and_keeps_what_was_typed(broker, typed, field, words):
    answer = broker.post(OPEN, anew(**{**NORA, "amount": "420000.00", **typed}))
    page = BeautifulSoup(answer.content, "html.parser").main
    assert words in page.find(id=f"id_{field}_error").get_text()
    if "amount" not in typed:
        assert page.find(id="id_amount")["value"] == "420000.00"
    assert Application.objects.count() == 1
    assert Borrower.objects.count() == 1


def test_numbers_are_not_repeated(broker):
    page = broker.post(OPEN, anew(**{**NORA, "name": "", "tax_file_number": "648188535"})).text
    assert "648188535" not in page


def test_on_file_or_new_but_not_both(application, broker):
    page = broker.post(OPEN, anew(**NORA, known=application.borrowers.get().pk)).text
    assert "Choose somebody on file, or enter somebody new: not both." in page
    assert Application.objects.count() == 1


def test_a_stranger_is_not_on_file(broker):
    stranger = BorrowerFactory(name="Nora")
    for address in (OPEN, f"{ONE}parties/add/borrower/"):
        broker.post(address, anew(known=stranger.pk, kind="individual", frequency="monthly"))
    assert Application.objects.count() == 1
    assert not stranger.applications.exists()


def test_who_opens_for_another_bdm_comes_to_the_first_page(application, bdm):
    other = BrokerFactory()
    other.other_bdms.add(application.bdm)
    answer = bdm.post(OPEN, anew(**NORA, broker=other.pk), follow=True)
    assert answer.redirect_chain[-1][0] == "/"
    assert f"and {other.primary_bdm.name} looks after it." in answer.text


def test_what_is_private_is_kept_and_not_shown(application, bdm):
    omar = application.borrowers.get()
    address = f"{ONE}parties/borrower/{omar.pk}/"
    page = bdm.get(address).text
    assert page.count("Empty keeps what is on file.") == 4
    for private in ("1984", "98765", omar.tax_file_number, omar.account_number):
        assert private not in page
    bdm.post(address, {"name": "Omar Haddad", "kind": "individual", "email": omar.email})
    omar.refresh_from_db()
    assert (omar.name, omar.tax_file_number, omar.annual_income) == ("Omar Haddad", "648188535", 98765)
    assert AuditEntry.objects.get().act == "changed Omar's name"


def test_empty_keeps_nothing_where_nothing_is_on_file(application, bdm):
    omar = application.borrowers.get()
    Borrower.objects.filter(pk=omar.pk).update(birth_date=None)
    page = bdm.get(f"{ONE}parties/borrower/{omar.pk}/").text
    assert page.count("Empty keeps what is on file.") == 3


def test_a_refused_form_says_which_numbers_to_enter_again(application, bdm):
    address = f"{ONE}parties/borrower/{application.borrowers.get().pk}/"
    typed = {"name": "Omar", "kind": "individual", "tax_file_number": "648188535", "account_number": "12"}
    page = BeautifulSoup(bdm.post(address, typed).content, "html.parser").main
    for name in ("tax_file_number", "account_number"):
        field = page.find(id=f"id_{name}")
        said = [page.find(id=one).get_text() for one in field["aria-describedby"].split()]
        assert any(one.startswith("Enter this again") for one in said)
        assert "value" not in field.attrs
    assert page.get_text().count("Enter this again") == 2
    assert "Enter this again" not in bdm.get(address).text


def test_the_form_says_what_may_be_left_empty(broker):
    labels = {one["for"]: one.get_text() for one in form_at(broker, OPEN).find_all("label")}
    assert labels["id_amount"] == "Amount (optional):"
    assert labels["id_name"] == "Name:"
    assert labels["id_kind"] == "Person or company:"


@pytest.mark.parametrize("rate", ["6.5", "6.5%", " 6.5 % "])
def test_a_rate_is_taken_as_people_write_it(broker, rate):
    broker.post(OPEN, anew(**NORA, annual_rate=rate))
    assert f"{Application.objects.get(borrowers__name='Nora').annual_rate:.2f}" == "6.50"


@pytest.mark.parametrize(
    ("role", "party", "code"), [("borrower", 0, 404), ("guarantor", 1, 404), ("owner", 1, 404)]
)
def test_nobody_there(application, bdm, role, party, code):
    pk = party and application.borrowers.get().pk
    assert bdm.get(f"{ONE}parties/{role}/{pk}/").status_code == code
    assert bdm.get(f"{ONE}parties/{role}/{pk}/remove/").status_code == code
    assert bdm.get(f"{ONE}parties/add/owner/").status_code == 404


def test_asking_removes_nobody(application, bdm):
    application.guarantors.add(GuarantorFactory(pk=7))
    assert "Remove the guarantor" in bdm.get(f"{ONE}parties/guarantor/7/remove/").text
    assert application.guarantors.exists()
    bdm.post(f"{ONE}parties/guarantor/7/remove/")
    assert not application.guarantors.exists()


def test_a_second_click_removes_nobody_and_says_so(application, bdm):
    application.guarantors.add(GuarantorFactory(pk=7), GuarantorFactory(pk=8))
    for _ in range(2):
        answer = bdm.post(f"{ONE}parties/guarantor/7/remove/", follow=True)
    assert answer.redirect_chain[-1][0] == ONE
    assert "There is no such person." in answer.text
    assert application.guarantors.get().pk == 8


@pytest.mark.parametrize("path", ["parties/add/borrower/", "hand-over/", "parties/borrower/1/"])
def test_others_and_borrowers_find_no_page(application, path):
    people = [UserFactory(role=role) for role in ("bdm", "broker", "borrower")]
    for user in (*people, application.borrowers.get().user):
        assert browser_of(user).get(f"{ONE}{path}").status_code == 404


def test_choices_of_a_hand_over(application, bdm):
    other = BDMFactory(name="Carl")
    assert options(bdm, f"{ONE}hand-over/", "bdm") == [application.bdm.name]
    application.broker.other_bdms.add(other)
    assert set(options(bdm, f"{ONE}hand-over/", "bdm")) == {"Carl", application.bdm.name}
    assert form_at(bdm, f"{ONE}hand-over/").find(id="id_broker") is None
    admin = browser_of(UserFactory(role="admin"))
    assert form_at(admin, f"{ONE}hand-over/").find(id="id_broker") is not None


def test_who_hands_over_comes_to_the_first_page(application, bdm):
    other = BDMFactory(name="Carl")
    application.broker.other_bdms.add(other)
    answer = bdm.post(f"{ONE}hand-over/", {"bdm": other.pk}, follow=True)
    assert answer.redirect_chain[-1][0] == "/"
    assert "the BDM is now Carl." in answer.text


def test_the_page_says_which_borrower_has_no_login(ben, application):
    page = ben.get("/applications/HL-OMAR/").text
    assert "no login" not in page
    application.borrowers.update(user=None)
    assert "no login: told by e-mail" in ben.get("/applications/HL-OMAR/").text
    application.borrowers.update(email="")
    assert "no login, no e-mail address" in ben.get("/applications/HL-OMAR/").text


def test_what_is_offered_follows_the_login(application, bdm, broker):
    omar = application.borrowers.get()
    where = f"{ONE}parties/borrower/{omar.pk}/login/"

    def offered(browser) -> set[str]:
        page = BeautifulSoup(browser.get(ONE).content, "html.parser")
        addresses = {one.get("action") or one.get("href") for one in page.find_all(["form", "a"])}
        return {one.removeprefix(where) for one in addresses if one and one.startswith(where)}

    assert offered(bdm) == {"invite-again/", "deactivate/"}
    browser_of(omar.user)
    assert offered(bdm) == {"deactivate/"}
    bdm.post(f"{where}deactivate/")
    assert offered(bdm) == {"reactivate/"}
    assert offered(broker) == set()
    Borrower.objects.update(user=None)
    assert offered(bdm) == {"invite/"}
    Borrower.objects.update(email="")
    assert offered(bdm) == set()


def test_a_login_with_another_address_is_shown_to_the_lender_and_moved(application, bdm, broker):
    omar = application.borrowers.get()
    browser_of(omar.user)
    move = f"{ONE}parties/borrower/{omar.pk}/login/address/"
    assert (bdm.get(move).status_code, "logs in with" in bdm.get(ONE).text) == (404, False)
    User.objects.filter(pk=omar.user_id).update(email="omar@old.example")
    page = bdm.get(ONE).text
    assert "logs in with omar@old.example, not with omar@example.com" in page
    assert move in page
    assert "omar@old.example" not in broker.get(ONE).text
    assert broker.get(move).status_code == 404
    assert "logs in with omar@old.example. From now on it will be omar@example.com" in bdm.get(move).text
    said = bdm.post(move, follow=True).text
    assert "Omar logs in with omar@example.com from now on." in said
    assert "omar@old.example" not in said
    Borrower.objects.update(email="")
    assert "logs in with omar@example.com</small>" in bdm.get(ONE).text
    assert move not in bdm.get(ONE).text
