"""What of an open application waits for whom."""

from collections.abc import Sequence
from decimal import Decimal

from applications.checklist import Act, Item, open_items
from applications.directions import next_move, order_of
from applications.stages import Facts
from users.preferences import Role


def waits_for(role: Role, facts: Facts, *, bdm: str, limit: Decimal) -> list[str]:
    """What the broker, the BDM or an admin of an application has to do for it to go on, as sentences; none
    where it waits for others.

    `bdm` is the name of its BDM, who may approve up to `limit` dollars.
    """
    onward = next_move(facts.stage)
    if onward is None:
        return []
    items = open_items(facts, to=onward.target, bdm=bdm, limit=limit)
    if not items:
        return [f"{order_of(onward)}."] if onward.role == role else []
    found = [item for item in items if _is_task_of(role, item, items)]
    if role == Role.ADMIN and found:
        return [f"{item.words} {order_of(onward)}." for item in found]
    return [item.words for item in found]


def _is_task_of(role: Role, item: Item, items: Sequence[Item]) -> bool:
    if role == Role.BROKER:
        # The broker sees to a missing signature, although others sign.
        return Role.BROKER in item.roles or item.act == Act.SIGN
    if role == Role.BDM:
        return item.act != Act.SIGN and Role.BDM in item.roles and Role.BROKER not in item.roles
    # An admin goes beyond a limit once everything else is there.
    return all(one.act == Act.APPROVE for one in items)
