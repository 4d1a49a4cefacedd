"""Changing the terms of an application."""

from django.db import transaction
from django.utils import timezone

from applications.changes import NAMES, TERMS, refusal_of_terms, refusal_to_change
from applications.models import Application
from applications.repayment_schedule import Frequency
from applications.selectors.application import require_sight
from applications.services.audit import audit
from applications.stages import Stage
from applications.wording import counted, day, listing, money, percent
from users.models import User
from users.preferences import Role

DIVIDED = {"term_months", "frequency"}

WRITTEN = {
    "amount": money,
    "term_months": lambda months: counted(months, "month"),
    "annual_rate": percent,
    "frequency": lambda frequency: Frequency(frequency).label.lower(),
    "valuation": money,
    "funding_date": day,
}


@transaction.atomic
def application_change_terms(*, application: Application, by: User, **terms) -> list[str]:
    """Change some of TERMS; returns the names of those that are different now. None means not known yet.

    Nobody is told: a formal approval that states other terms stops the next move. Raises ApplicationNotFound
    if `by` may not see it, and what `changes.refusal_to_change` and `changes.refusal_of_terms` return.
    """
    require_sight(by, application)
    current = Application.objects.select_for_update().get(pk=application.pk)
    changed = {name: terms[name] for name in TERMS if name in terms and getattr(current, name) != terms[name]}
    if not changed:
        return []
    # The frequency has to divide the term, whichever of the two is new.
    checked = {name: getattr(current, name) for name in DIVIDED if DIVIDED & changed.keys()} | changed
    refusal = refusal_to_change(changed, role=Role(by.role), stage=Stage(current.stage))
    opened_on = timezone.localdate(current.created_at)
    refusal = refusal or refusal_of_terms(checked, opened_on=opened_on, today=timezone.localdate())
    if refusal:
        raise refusal
    acts = [_act(name, getattr(current, name), value) for name, value in changed.items()]
    Application.objects.filter(pk=current.pk).update(**changed)
    audit(application=current, by=by, act=f"changed {listing(acts)}")
    application.refresh_from_db()
    return list(changed)


def _act(name: str, before: object, after: object) -> str:
    old, new = (WRITTEN[name](value) if value is not None else "unknown" for value in (before, after))
    return f"{NAMES[name]} from {old} to {new}"
