"""The default of each event, role and channel, and what is mandatory."""

import pytest

from features.drivers import factories
from users.accounts import preference_set
from users.models import NotificationPreference
from users.preferences import (
    BRINGS_TO,
    DEFAULTS,
    Channel,
    Event,
    Rhythm,
    Role,
    waits_for_digest,
    why_not,
)
from users.refusals import CannotSwitchOff

# I: in the app; E: by e-mail; –: not told. By hand, in the order broker, BDM, borrower, admin.
TABLE = {
    "application_status": "IE IE IE I",
    "document_ready": "I I I –",
    "signature_required": "I I IE –",
    "repayment_upcoming": "– – IE –",
    "repayment_overdue": "I I IE –",
    "repayment_escalated": "I IE – I",
    "repayment_arrears": "– IE – IE",
    "stale_application": "I IE – –",
    "report_ready": "– IE – IE",
    "delivery_failed": "– I – I",
    "note_reminder": "IE IE – IE",
}
ROLES = ("broker", "bdm", "borrower", "admin")
LETTERS = {"in_app": "I", "email": "E"}
MANDATORY = {("signature_required", "email"), ("repayment_overdue", "email")}
CELLS = {
    (event, role, channel): letter in told
    for event, row in TABLE.items()
    for role, told in zip(ROLES, row.split(), strict=True)
    for channel, letter in LETTERS.items()
}


def reason(*, event, role, channel, enabled=None) -> str | None:
    """Why a person with this choice, or with none, does not hear of it."""
    choices = {} if enabled is None else {(event, channel): enabled}
    return why_not(Role(role), Event(event), Channel(channel), choices)


def test_the_table_names_every_event_role_and_channel():
    assert set(Event.values) == set(TABLE)
    assert Role.choices == [
        ("admin", "Admin"),
        ("bdm", "BDM"),
        ("broker", "Broker"),
        ("borrower", "Borrower"),
    ]
    assert set(Channel.values) == set(LETTERS)


@pytest.mark.parametrize(("event", "role", "channel"), CELLS)
def test_cells_of_the_table(event, role, channel):
    told = CELLS[event, role, channel]
    assert (channel in DEFAULTS[Event(event)].get(Role(role), ())) == told
    assert reason(event=event, role=role, channel=channel) == (None if told else "not for this role")


@pytest.mark.parametrize(("event", "role", "channel"), [cell for cell, told in CELLS.items() if told])
def test_switched_off_is_not_sent_unless_mandatory(event, role, channel):
    stays = (event, channel) in MANDATORY
    found = reason(event=event, role=role, channel=channel, enabled=False)
    assert found == (None if stays else "switched off by the person")


@pytest.mark.parametrize(("event", "role", "channel"), [cell for cell, told in CELLS.items() if not told])
def test_switched_on_is_not_sent_to_a_role_without_the_event(event, role, channel):
    assert reason(event=event, role=role, channel=channel, enabled=True) == "not for this role"


def test_one_channel_switched_off_leaves_the_other():
    choices = {(Event.APPLICATION_STATUS, Channel.IN_APP): False}
    found = [why_not(Role.BROKER, Event.APPLICATION_STATUS, channel, choices) for channel in Channel]
    assert found == ["switched off by the person", None]


def test_the_channels_come_in_app_first():
    # `notify` takes them apart in this order.
    assert Channel.values == ["in_app", "email"]


@pytest.mark.parametrize("event", TABLE)
@pytest.mark.parametrize("rhythm", ["single", "daily", "weekly"])
def test_digest_holds_back_every_optional_email(event, rhythm):
    at_once = event in ("repayment_escalated", "repayment_arrears")
    assert waits_for_digest(Event(event), Rhythm(rhythm)) == (rhythm != "single" and not at_once)


def test_pending_emails_come_in_one_digest_after_a_change():
    bringing = [rhythm for people in BRINGS_TO.values() for rhythm in people]
    assert sorted(bringing) == sorted(Rhythm.values)
    assert {"daily": {"daily", "single"}, "weekly": {"weekly"}} == BRINGS_TO


def test_mandatory_emails_are_never_held_back():
    # They go to borrowers, who have no digest.
    emailed = {
        role
        for event, role, channel in CELLS
        if CELLS[event, role, channel] and (event, channel) in MANDATORY
    }
    assert emailed == {"borrower"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("event", "channel"),
    [(event, channel) for (event, role, channel), told in CELLS.items() if told and role == "borrower"],
)
def test_a_borrower_switches_off_all_but_the_mandatory_e_mails(event, channel):
    borrower = factories.UserFactory(role="borrower")
    if (event, channel) in MANDATORY:
        with pytest.raises(CannotSwitchOff):
            preference_set(user=borrower, event=Event(event), channel=Channel(channel), enabled=False)
        assert not NotificationPreference.objects.exists()
    else:
        preference_set(user=borrower, event=Event(event), channel=Channel(channel), enabled=False)
        assert not NotificationPreference.objects.get(user=borrower, event=event, channel=channel).enabled


@pytest.mark.django_db
def test_a_mandatory_e_mail_can_be_switched_on():
    # Changes nothing, and is no reason to refuse somebody.
    borrower = factories.UserFactory(role="borrower")
    preference_set(user=borrower, event=Event.REPAYMENT_OVERDUE, channel=Channel.EMAIL, enabled=True)
    assert NotificationPreference.objects.get().enabled


@pytest.mark.django_db
@pytest.mark.parametrize(("event", "channel"), [("birthday", "email"), ("report_ready", "pigeon")])
def test_unknown_preference_is_refused(event, channel):
    with pytest.raises(ValueError, match=r"birthday|pigeon"):
        preference_set(user=factories.UserFactory(role="bdm"), event=event, channel=channel, enabled=False)
    assert not NotificationPreference.objects.exists()
