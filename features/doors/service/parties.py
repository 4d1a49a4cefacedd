"""Who takes part in a loan, changed by the services."""

from typing import Any

from applications.models import Application
from applications.services.borrower_logins import (
    borrower_invite,
    borrower_invite_again,
    borrower_login_move,
    borrower_login_switch,
)
from applications.services.hand_over import application_hand_over
from applications.services.parties import party_add, party_change, party_remove
from features.doors.service.sent import sent
from features.drivers.person import Person


class Parties:
    def add(self, who: Person, application: Application, role: str, joining: Person, times: int) -> None:
        joins = {"application": application, "role": role, "known": joining.party, "by": who.user}
        sent(times, party_add, **joins)

    def remove(self, who: Person, application: Application, role: str, party: Any) -> None:
        party_remove(application=application, role=role, party=party, by=who.user)

    def change(
        self, who: Person, application: Application, role: str, party: Any, particular: str, value: str
    ) -> None:
        party_change(application=application, party=party, by=who.user, **{particular: value})

    def hand_over(self, who: Person, application: Application, to: Person) -> None:
        application_hand_over(application=application, by=who.user, **{to.user.role: to.party})

    def invite(self, who: Person, application: Application, borrower: Any) -> None:
        borrower_invite(application=application, borrower=borrower, by=who.user)

    def invite_again(self, who: Person, application: Application, borrower: Any) -> None:
        borrower_invite_again(application=application, borrower=borrower, by=who.user)

    def move_login(self, who: Person, application: Application, borrower: Any) -> None:
        borrower_login_move(application=application, borrower=borrower, by=who.user)

    def set_login(self, who: Person, application: Application, borrower: Any, *, active: bool) -> None:
        borrower_login_switch(application=application, borrower=borrower, active=active, by=who.user)
