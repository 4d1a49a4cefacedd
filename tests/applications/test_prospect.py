"""What the page of a move says of whom it tells, and whom it tells then."""

import pytest

from applications.selectors.application import application_for
from applications.selectors.moves import prospect_of
from applications.services.applications import application_move
from applications.stages import MOVES
from features.drivers.factories import ApplicationFactory, BorrowerFactory, UserFactory
from users.models import EmailDelivery, Notification, User

pytestmark = pytest.mark.django_db
HAND_IN = MOVES[0]
WORDS = "We are preparing indicative terms for your loan."


def prospect(borrowers) -> list[str]:
    """What handing in such an application says beforehand; it is handed in afterwards."""
    ada = UserFactory(role="admin", name="Ada")
    reference = ApplicationFactory(borrowers=borrowers, broker__name="Bella").reference
    application = application_for(ada, reference)
    said = prospect_of(application, HAND_IN, ada)
    application_move(application=application, seen_at=HAND_IN.source, to=HAND_IN.target, by=ada)
    return said


def test_a_namesake_who_cannot_be_reached_is_not_told():
    omar = BorrowerFactory(name="Omar", user=None, email="omar@example.com")
    said = prospect([omar, BorrowerFactory(name="Omar", user=None, email="")])
    assert f"Omar is told: “{WORDS}”" in said
    assert "Omar is not told: no login, no e-mail address." in said
    assert EmailDelivery.objects.filter(address="omar@example.com").count() == 1


def test_who_can_no_longer_log_in_and_has_no_address_is_not_told():
    nora = BorrowerFactory(name="Nora", email="")
    User.objects.filter(pk=nora.user_id).update(is_active=False)
    said = prospect([nora])
    assert "Nora is not told: no login, no e-mail address." in said
    assert not Notification.objects.filter(user=nora.user).exists()


def test_staff_who_can_no_longer_log_in_are_not_told():
    application = ApplicationFactory(broker__name="Bella")
    User.objects.filter(pk=application.bdm.user_id).update(is_active=False)
    ada = UserFactory(role="admin", name="Ada")
    told, *_ = prospect_of(application_for(ada, application.reference), HAND_IN, ada)[1:]
    assert told == "Bella and the admins are told that it is now at “Pre-approval”."
