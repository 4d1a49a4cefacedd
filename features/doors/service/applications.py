"""Applications: opened, moved and looked up by the services."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from applications.models import Application
from applications.selectors.application import application_for, applications_visible_to
from applications.services.applications import application_move, application_open
from applications.services.terms import application_change_terms
from features.doors.protocol import Row
from features.doors.service.sent import sent
from features.drivers.person import Person


class Applications:
    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], str] = {}  # the stage that somebody saw

    def look_at(self, who: Person, application: Application) -> None:
        # Who has no login sees no stage.
        who.user.refresh_from_db()
        self._seen[who.name, application.reference] = application.stage

    def move(self, who: Person, application: Application, stage: str, reason: str) -> None:
        seen_at = self._seen.pop((who.name, application.reference), application.stage)
        application_move(application=application, seen_at=seen_at, to=stage, by=who.user, reason=reason)

    def open(
        self,
        who: Person,
        broker: Person,
        borrower: Person,
        amount: Decimal | None,
        reference: str,
        times: int,
    ) -> None:
        people = {"broker": broker.party, "borrowers": [borrower.party], "by": who.user}
        sent(times, application_open, **people, amount=amount, reference=reference)

    def change_term(self, who: Person, application: Application, term: str, value: Any) -> None:
        application_change_terms(application=application, by=who.user, **{term: value})

    def look_up(self, who: Person, reference: str) -> str:
        return application_for(who.user, reference).reference

    def listed(self, who: Person) -> set[str]:
        return set(applications_visible_to(who.user).values_list("reference", flat=True))

    def moves(self, who: Person, application: Application) -> list[Row]:
        return [
            {
                "from": event.get_from_stage_display(),
                "to": event.get_to_stage_display(),
                "by": event.by.name,
                "on": f"{timezone.localtime(event.at):%-d %B %Y}",
                "reason": event.reason,
            }
            for event in application.stage_events.select_related("by")
        ]
