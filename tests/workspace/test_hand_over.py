"""The page on which an application is handed over."""

from features.drivers.factories import BDMFactory

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
