"""Moving an application to or from an unknown stage."""

import pytest

from applications.refusals import UnknownStage
from applications.services.applications import application_move
from features.drivers import factories


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["", "limbo", "approved", "Valuation"])
def test_move_to_unknown_stage_is_refused(to):
    application = factories.ApplicationFactory()
    admin = factories.UserFactory(role="admin")
    with pytest.raises(UnknownStage) as refused:
        application_move(application=application, seen_at="inquiry", to=to, by=admin)
    assert str(refused.value) == (
        f"There is no stage {to!r}. A stage is one of inquiry, pre_approval, valuation, formal_approval, "
        "settlement, funded, declined, withdrawn."
    )
    application.refresh_from_db()
    assert application.stage == "inquiry"
    assert not application.stage_events.exists()


@pytest.mark.django_db
def test_move_from_unknown_stage_is_refused():
    application = factories.ApplicationFactory()
    admin = factories.UserFactory(role="admin")
    with pytest.raises(UnknownStage, match="There is no stage 'zzz'"):
        application_move(application=application, seen_at="zzz", to="withdrawn", by=admin)
    application.refresh_from_db()
    assert application.stage == "inquiry"
