"""Opening and changing applications through the API: who may, refusals, and what is never answered."""

import pytest

from applications.models import Application, AuditEntry, Borrower
from features.drivers.factories import (
    BDMFactory,
    BorrowerFactory,
    BrokerFactory,
    GuarantorFactory,
    UserFactory,
)
from tests.clients import anew, client_of

pytestmark = pytest.mark.django_db
LIST, ONE = "/api/applications/", "/api/applications/HL-OMAR/"
PARTICULARS = {"name": "Nora", "birth_date": "1984-11-23", "tax_file_number": "648 188 535"}


@pytest.fixture
def clients(application):
    """A client of each role, of the application's own people."""
    users = {
        "admin": UserFactory(role="admin"),
        "bdm": application.bdm.user,
        "broker": application.broker.user,
        "borrower": application.borrowers.get().user,
    }
    return {role: client_of(user) for role, user in users.items()}


def test_a_broker_opens_an_application_with_somebody_new(clients, application):
    answer = clients["broker"].post(
        LIST, anew(amount="420000.00", new_borrowers=[PARTICULARS]), format="json"
    )
    assert answer.status_code == 201
    assert (answer.json()["amount"], answer.json()["borrowers"]) == ("420000.00", ["Nora"])
    opened = Application.objects.get(reference=answer.json()["reference"])
    assert (opened.broker, opened.bdm) == (application.broker, application.bdm)
    assert opened.borrowers.get().tax_file_number == "648188535"
    assert [event.to_stage for event in opened.stage_events.all()] == ["inquiry"]


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"borrowers": [{"name": "Nora"}]}, "borrowers[0]: A valid integer is required."),
        (
            {"borrowers": [1, 0, "x"]},
            "borrowers[1]: Ensure this value is greater than or equal to 1. "
            "borrowers[2]: A valid integer is required.",
        ),
        ({"borrowers": 5}, 'borrowers: Expected a list of items but got type "int".'),
        ({"new_borrowers": [PARTICULARS, {}]}, "new_borrowers[1].name: This field is required."),
        ({"new_borrowers": {}}, 'new_borrowers: Expected a list of items but got type "dict".'),
        (
            {"new_borrowers": ["Nora"]},
            "new_borrowers[0]: Invalid data. Expected a dictionary, but got str.",
        ),
    ],
)
def test_what_is_wrong_inside_a_field_says_where(clients, body, detail):
    answer = clients["broker"].post(LIST, anew(**body), format="json")
    assert (answer.status_code, answer.json()) == (400, {"detail": detail})


def test_an_admin_says_which_broker(clients, application):
    assert clients["admin"].post(LIST, anew(), format="json").status_code == 409
    asked = {"broker": application.broker.pk, "borrowers": [application.borrowers.get().pk]}
    assert clients["admin"].post(LIST, anew(**asked), format="json").json()["borrowers"] == ["Omar"]


def test_a_bdm_opens_only_for_brokers_who_work_with_the_bdm(clients, application):
    other = BrokerFactory()
    assert clients["bdm"].post(LIST, anew(broker=other.pk), format="json").status_code == 404
    other.other_bdms.add(application.bdm)
    # Another BDM looks after it then, and the caller does not see it.
    assert clients["bdm"].post(LIST, anew(broker=other.pk), format="json").status_code == 204
    own = {"broker": other.pk, "bdm": application.bdm.pk}
    assert clients["bdm"].post(LIST, anew(**own), format="json").status_code == 201


def test_a_bdm_who_does_not_work_with_the_broker_is_refused(clients, application):
    other = BDMFactory(name="Carl")
    broker = BrokerFactory(name="Cora", primary_bdm=application.bdm)
    broker.other_bdms.add(other)
    asked = {"broker": application.broker.pk, "bdm": other.pk}
    answer = clients["bdm"].post(LIST, anew(**asked), format="json")
    assert answer.status_code == 409
    assert "Carl does not work with" in answer.json()["detail"]


def test_a_borrower_opens_nothing(clients, application):
    answer = clients["borrower"].post(LIST, anew(broker=application.broker.pk), format="json")
    assert answer.status_code == 404
    assert Application.objects.count() == 1


def test_a_stranger_is_not_chosen_as_a_borrower(clients):
    stranger = BorrowerFactory()
    answer = clients["broker"].post(LIST, anew(borrowers=[stranger.pk]), format="json")
    assert answer.status_code == 404
    asked = {"role": "borrower", "known": stranger.pk}
    assert clients["broker"].post(f"{ONE}parties/", anew(**asked), format="json").status_code == 404


@pytest.mark.parametrize(("role", "code"), [("admin", 200), ("bdm", 200), ("broker", 409), ("borrower", 409)])
def test_who_changes_the_valuation(clients, application, role, code):
    answer = clients[role].patch(f"{ONE}terms/", {"valuation": "500000.00"}, format="json")
    assert answer.status_code == code
    application.refresh_from_db()
    assert (application.valuation == 500_000) == (code == 200)
    assert AuditEntry.objects.count() == (code == 200)


@pytest.mark.parametrize("path", ["terms/", "parties/", "hand-over/", "checklist/", "moves/"])
@pytest.mark.parametrize("role", ["bdm", "broker", "borrower"])
def test_others_find_nothing(application, role, path):
    client = client_of(UserFactory(role=role))
    methods = {"terms/": client.patch, "checklist/": client.get, "moves/": client.get}
    assert methods.get(path, client.post)(f"{ONE}{path}", {}, format="json").status_code == 404


def test_people_of_a_loan_without_what_is_private(clients, application):
    application.guarantors.add(GuarantorFactory(name="Greta"))
    answer = clients["broker"].get(f"{ONE}parties/")
    (omar,) = answer.json()["borrowers"]
    assert (omar["name"], omar["email"]) == ("Omar", "omar@example.com")
    assert omar["on_file"] == ["birth_date", "annual_income", "tax_file_number", "account_number"]
    assert [one["name"] for one in answer.json()["guarantors"]] == ["Greta"]
    assert "1984" not in answer.content.decode()
    assert "648188535" not in answer.content.decode()
    assert clients["borrower"].get(f"{ONE}parties/").json()["borrowers"] == [{"name": "Omar"}]


def test_somebody_joins_changes_and_leaves(clients, application):
    client = clients["bdm"]
    asked = {"role": "guarantor", "particulars": {"name": "Greta"}}
    (greta,) = client.post(f"{ONE}parties/", anew(**asked), format="json").json()["guarantors"]
    address = f"{ONE}parties/guarantor/{greta['id']}/"
    changed = client.patch(address, {"birth_date": "1970-01-01"}, format="json").json()
    assert changed["guarantors"][0]["on_file"] == ["birth_date"]
    assert client.delete(address).json()["guarantors"] == []
    assert [entry.act for entry in AuditEntry.objects.all()] == [
        "added Greta as a guarantor",
        "changed Greta's birth date",
        "removed Greta as a guarantor",
    ]


def test_the_only_borrower_stays(clients, application):
    address = f"{ONE}parties/borrower/{application.borrowers.get().pk}/"
    answer = clients["bdm"].delete(address)
    assert answer.status_code == 409
    assert answer.json()["detail"] == "Omar is the only borrower. Add another borrower first."


@pytest.mark.parametrize("body", [{}, {"known": 1, "particulars": {"name": "Nora"}}])
def test_either_on_file_or_new(clients, body):
    answer = clients["bdm"].post(f"{ONE}parties/", anew(role="borrower", **body), format="json")
    assert answer.status_code == 409
    assert Borrower.objects.count() == 1


def test_hand_over(clients, application):
    other = BDMFactory()
    assert clients["bdm"].post(f"{ONE}hand-over/", {"bdm": other.pk}, format="json").status_code == 404
    application.broker.other_bdms.add(other)
    assert clients["broker"].post(f"{ONE}hand-over/", {"bdm": other.pk}, format="json").status_code == 409
    assert clients["bdm"].post(f"{ONE}hand-over/", {"bdm": other.pk}, format="json").status_code == 204
    application.refresh_from_db()
    assert application.bdm == other
    broker = BrokerFactory()
    assert clients["admin"].post(f"{ONE}hand-over/", {"broker": broker.pk}, format="json").status_code == 200


@pytest.mark.parametrize("role", ["bdm", "broker"])
def test_another_persons_broker_is_handed_nothing_as_if_there_were_none(clients, role):
    unknown, another = (
        clients[role].post(f"{ONE}hand-over/", {"broker": pk}, format="json")
        for pk in (9999, BrokerFactory().pk)
    )
    assert another.status_code == unknown.status_code == 404
    assert another.json() == unknown.json()


def test_checklist(clients, application):
    Application.objects.update(stage="valuation", valuation=None)
    answer = clients["broker"].get(f"{ONE}checklist/").json()
    assert (answer["next_stage"], answer["yours"]) == ("formal_approval", False)
    assert [(task["act"], task["subject"], task["yours"]) for task in answer["tasks"]] == [
        ("terms", "valuation", False),
        ("upload", "identification", True),
        ("upload", "income", True),
    ]
    assert clients["borrower"].get(f"{ONE}checklist/").json()["tasks"] == []


def test_moves_of_a_role(clients):
    moves = clients["bdm"].get(f"{ONE}moves/").json()
    assert [(move["to_stage"], move["direction"], move["needs_reason"]) for move in moves] == [
        ("declined", "end", True)
    ]
    assert moves[0]["follows"][0].startswith("The application ends.")
    assert clients["borrower"].get(f"{ONE}moves/").json() == []


@pytest.mark.parametrize("path", ["brokers", "bdms", "borrowers", "guarantors"])
def test_choices_are_the_callers_own(clients, application, path):
    application.guarantors.add(GuarantorFactory())
    GuarantorFactory(), BorrowerFactory(), BrokerFactory()
    counts = {role: client.get(f"/api/{path}/").json()["count"] for role, client in clients.items()}
    assert counts["broker"] == counts["bdm"] == 1
    assert counts["admin"] == 2
    assert counts["borrower"] == (0 if path in ("brokers", "bdms") else 1)
