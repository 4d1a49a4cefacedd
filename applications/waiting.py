"""What of an open application waits for its broker."""

from decimal import Decimal

from applications.checklist import Act, open_items
from applications.directions import next_move, order_of
from applications.stages import Facts
from users.preferences import Role


def waits_for_broker(facts: Facts, *, bdm: str, limit: Decimal) -> list[str]:
    """What the broker can do for an application to go on, as sentences; none where it waits for others.

    A missing signature is the broker's to see to, although others sign. `bdm` is the name of its BDM, who may
    approve up to `limit` dollars.
    """
    onward = next_move(facts.stage)
    if onward is None:
        return []
    items = open_items(facts, to=onward.target, bdm=bdm, limit=limit)
    if not items and onward.role == Role.BROKER:
        return [f"{order_of(onward)}."]
    return [item.words for item in items if Role.BROKER in item.roles or item.act == Act.SIGN]
