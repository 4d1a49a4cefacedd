"""Giving an application to another broker or BDM."""

from django.db import transaction

from applications import refusals
from applications.changes import NAMES, refusal_to_change
from applications.models import BDM, Application, Broker
from applications.selectors.application import require_sight
from applications.selectors.parties import bdms_to_look_after
from applications.selectors.people import has_left
from applications.services.audit import audit
from applications.services.locking import people_locked
from applications.stages import Stage
from applications.wording import listing
from users import outbox
from users.models import User
from users.preferences import Role


@transaction.atomic
def application_hand_over(
    *, application: Application, by: User, bdm: BDM | None = None, broker: Broker | None = None
) -> list[str]:
    """Let another BDM or broker look after an application from now on; returns which of the two are new.

    An admin names anybody; a BDM hands an own application to a BDM who works with its broker. What was sent
    before stays with whom it was sent to, and nobody is told; what fails from now on is reported to the new
    BDM. Raises ApplicationNotFound, NotABDMOf, HasLeft for a broker, and what `changes.refusal_to_change`
    returns.
    """
    require_sight(by, application)
    people_locked(*filter(None, (bdm, broker)))
    Application.objects.select_for_update().get(pk=application.pk)
    current = Application.objects.select_related("bdm__user", "broker").get(pk=application.pk)
    wanted = {"bdm": bdm, "broker": broker}
    changed = {name: one for name, one in wanted.items() if one and one != getattr(current, name)}
    if refusal := refusal_to_change(changed, role=Role(by.role), stage=Stage(current.stage)):
        raise refusal
    if "bdm" in changed and not bdms_to_look_after(by, current.broker).filter(pk=bdm.pk).exists():
        raise refusals.NotABDMOf(bdm.name, current.broker.name)
    if "broker" in changed and has_left(broker):
        raise refusals.HasLeft("broker", broker.name, "broker")
    if changed:
        acts = [_act(name, getattr(current, name), one) for name, one in changed.items()]
        Application.objects.filter(pk=current.pk).update(**changed)
        if "bdm" in changed and current.bdm.user is not None:
            outbox.failures_hand_over(subject_ref=current.reference, before=current.bdm.user, after=bdm.user)
        audit(application=current, by=by, act=f"changed {listing(acts)}")
        application.refresh_from_db()
    return list(changed)


def _act(name: str, before: BDM | Broker, after: BDM | Broker) -> str:
    return f"{NAMES[name]} from {before.name} to {after.name}"
