"""The page on which an application is handed over."""

from applications.models import Broker
from features.drivers.factories import BDMFactory, BrokerFactory
from users.models import User

PAGE = "/applications/HL-OMAR/hand-over/"


def test_a_bdm_hands_over_to_another_bdm_of_the_broker(application, ben):
    carl = BDMFactory(name="Carl")
    application.broker.other_bdms.add(carl)
    ben.post(PAGE, {"bdm": carl.pk})
    application.refresh_from_db()
    assert application.bdm == carl


def test_a_bdm_chooses_among_the_bdms_of_the_broker(application, ben):
    BDMFactory(name="Dora")
    choices = ben.get(PAGE).context["form"].fields["bdm"].queryset
    assert list(choices) == [application.bdm]


def test_who_looks_after_it_stays_a_choice(application, ben):
    application.broker.primary_bdm = BDMFactory(name="Carl")
    application.broker.save()
    choices = ben.get(PAGE).context["form"].fields["bdm"].queryset
    assert {one.name for one in choices} == {"Carl", application.bdm.name}


def test_a_broker_who_has_left_is_not_offered(application, admin):
    cora, dan = BrokerFactory(name="Cora"), BrokerFactory(name="Dan")
    User.objects.filter(pk=cora.user_id).update(is_active=False)
    choices = admin.get(PAGE).context["form"].fields["broker"].choices
    assert [name for _, name in choices] == sorted([application.broker.name, dan.name])
    answer = admin.post(PAGE, {"bdm": application.bdm_id, "broker": cora.pk})
    assert "login was deactivated. Choose another broker." in answer.text


def test_a_broker_who_has_left_is_nobody_to_open_an_application_for(application, admin):
    Broker.objects.update(name="Cora")
    assert "Cora" in admin.get("/applications/new/").text
    User.objects.filter(role="broker").update(is_active=False)
    assert "Cora" not in admin.get("/applications/new/", follow=True).text
