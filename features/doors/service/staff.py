"""The lender's people, looked after by the services."""

from typing import Any

from applications.services import joining, people
from features.drivers.person import Person

INVITES = {"bdm": joining.bdm_invite, "broker": joining.broker_invite}


class Staff:
    def change(self, who: Person, person: Person, field: str, value: Any) -> None:
        people.person_change(person=person.party, by=who.user, **{field: value})

    def hand_over(self, who: Person, bdm: Person, to: Person) -> None:
        people.bdm_hand_over(bdm=bdm.party, to=to.party, by=who.user)

    def set_active(self, who: Person, person: Person, *, active: bool) -> None:
        act = people.person_reactivate if active else people.person_deactivate
        act(person=person.party or person.user, by=who.user)

    def invite(self, who: Person, kind: str, name: str, email: str, values: dict[str, Any]) -> None:
        INVITES[kind](name=name, email=email, by=who.user, **values)

    def open_branch(self, who: Person, name: str) -> None:
        joining.branch_open(name=name, by=who.user)
