"""Who takes part in a loan, changed by the services."""

from typing import Any

from applications.models import Application
from applications.services.hand_over import application_hand_over
from applications.services.parties import party_add, party_change, party_remove
from features.drivers.person import Person


class Parties:
    def add(self, who: Person, application: Application, role: str, joining: Person) -> None:
        party_add(application=application, role=role, by=who.user, known=joining.party)

    def remove(self, who: Person, application: Application, role: str, party: Any) -> None:
        party_remove(application=application, role=role, party=party, by=who.user)

    def change(
        self, who: Person, application: Application, role: str, party: Any, particular: str, value: str
    ) -> None:
        party_change(application=application, party=party, by=who.user, **{particular: value})

    def hand_over(self, who: Person, application: Application, to: Person) -> None:
        application_hand_over(application=application, by=who.user, **{to.user.role: to.party})
