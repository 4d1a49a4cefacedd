"""Who is notified of an application's events."""

from dataclasses import replace

import pytest

from applications.services.telling import News, application_title, notices_of, recipient_for
from features.drivers import factories
from users.notifications import Email
from users.preferences import Event

pytestmark = pytest.mark.django_db


def loan(**fields):
    bdm = factories.BDMFactory(name="Ben")
    broker = factories.BrokerFactory(name="Bella", primary_bdm=bdm)
    factories.UserFactory(name="Ada", role="admin")
    return factories.ApplicationFactory(reference="HL-OMAR", broker=broker, **fields)


def news(event: Event) -> News:
    email = Email(subject="News", template="application_status", context={})
    return News(event=event, dedupe_key="news", to_staff="to staff", to_borrowers="to them", email=email)


def told(application, event: Event) -> dict[str, str]:
    return {notice.recipient.name: notice.message for notice in notices_of(application, news(event))}


def test_borrowers_get_no_staff_notifications():
    # Not even that they could not be reached: nobody tried.
    borrowers = [factories.BorrowerFactory(name="Omar"), factories.BorrowerFactory(user=None, email="")]
    application = loan(borrowers=borrowers)
    assert told(application, Event.REPAYMENT_ESCALATED) == {
        "Bella": "to staff",
        "Ben": "to staff",
        "Ada": "to staff",
    }


def test_borrowers_get_their_own_wording():
    application = loan(borrowers=[factories.BorrowerFactory(name="Omar")])
    assert told(application, Event.REPAYMENT_UPCOMING) == {"Omar": "to them"}


def test_borrowers_get_their_own_subject():
    application = loan(borrowers=[factories.BorrowerFactory(name="Omar")])
    own = replace(news(Event.APPLICATION_STATUS), subject_to_borrowers="News for you")
    subjects = {notice.recipient.name: notice.email.subject for notice in notices_of(application, own)}
    assert subjects == {"Bella": "News", "Ben": "News", "Ada": "News", "Omar": "News for you"}


def test_recipient_is_the_login_before_the_contact_address():
    login = factories.BorrowerFactory(email="own@example.com")
    address = factories.BorrowerFactory(user=None, email="own@example.com")
    nothing = factories.BorrowerFactory(user=None, email="")
    assert recipient_for(login) == login.user
    assert (recipient_for(address).email, recipient_for(address).role) == ("own@example.com", "borrower")
    assert recipient_for(nothing) is None


def test_title_of_an_application_without_borrowers():
    assert application_title(loan()) == "HL-OMAR"


def test_title_of_an_application_names_all_borrowers():
    names = ("Nora", "Omar")
    borrowers = [factories.BorrowerFactory(name=name) for name in names]
    assert application_title(loan(borrowers=borrowers)) == "HL-OMAR (Nora and Omar)"
