"""What of an application waits for whom."""

from decimal import Decimal

import pytest

from applications.models import Application
from applications.selectors.signatures_out import signatures_out
from applications.selectors.waiting import applications_waiting
from applications.stages import Facts, Stage
from applications.waiting import waits_for
from features.drivers.factories import (
    ApplicationFactory,
    BDMFactory,
    BorrowerFactory,
    DocumentFactory,
    UserFactory,
)
from users.preferences import Role

COMPLETE = frozenset(
    {"amount", "term_months", "annual_rate", "borrower", "valuation", "identification", "income"}
)
OVER = "$2.00 is above Ben's limit of $1.00. Move to Formal approval."
NO_VALUATION, NO_IDENTIFICATION = "The valuation is missing.", "The identification is missing."


def waiting(role: Role, present: frozenset[str] = COMPLETE, limit: int = 2, **fields) -> list[str]:
    facts = Facts(**{"stage": Stage.VALUATION, "amount": Decimal(2), "present": present} | fields)
    return waits_for(role, facts, bdm="Ben", limit=Decimal(limit))


@pytest.mark.parametrize(
    ("lacks", "limit", "broker", "bdm", "admin"),
    [
        ((), 2, [], ["Move to Formal approval."], []),
        (("valuation",), 2, [], [NO_VALUATION], []),
        (("valuation", "identification"), 2, [NO_IDENTIFICATION], [NO_VALUATION], []),
        ((), 1, [], [], [OVER]),
        (("valuation",), 1, [], [NO_VALUATION], []),
    ],
)
def test_for_whom_an_application_waits(lacks, limit, broker, bdm, admin):
    found = [waiting(role, COMPLETE - set(lacks), limit) for role in (Role.BROKER, Role.BDM, Role.ADMIN)]
    assert found == [broker, bdm, admin]


def test_a_signature_waits_for_the_broker_alone():
    missing = {
        "stage": Stage.FORMAL_APPROVAL,
        "present": COMPLETE | {"formal_approval"},
        "unsigned": ("Greta",),
    }
    assert waiting(Role.BROKER, **missing) == ["Greta has not signed the current formal approval."]
    assert waiting(Role.BDM, **missing) == waiting(Role.ADMIN, **missing) == []


@pytest.mark.django_db
class TestApplicationsWaiting:
    @pytest.fixture
    def application(self):
        return ApplicationFactory(stage="formal_approval", borrowers=[BorrowerFactory()])

    def words(self, user) -> list[list[str]]:
        unsigned = signatures_out(Application.objects.all())
        return [one.waits_for for one in applications_waiting(user, unsigned)]

    def test_a_formal_approval_with_other_terms_waits_for_a_new_version(self, application):
        DocumentFactory(application=application, kind="formal_approval")
        assert self.words(application.bdm.user) == []
        application.amount += 1
        application.save()
        assert self.words(application.bdm.user) == [
            ["The formal approval states other terms. It needs a new version."]
        ]

    def test_the_newest_version_counts(self, application):
        old = DocumentFactory(application=application, kind="formal_approval")
        type(old).objects.update(terms={})
        DocumentFactory(application=application, kind="formal_approval", version=2)
        assert self.words(application.bdm.user) == []

    def test_own_ones_only(self, application):
        assert self.words(application.bdm.user) == [["The formal approval document is missing."]]
        assert self.words(BDMFactory().user) == self.words(UserFactory(role="admin")) == []
