"""Applications in the API."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from applications.models import Application
from features.doors.api.caller import Caller
from features.doors.on_file import is_on_file, particulars_of
from features.doors.protocol import NotThere, Row
from features.drivers.person import Person
from features.words import STAGES
from timeskip.gherkin import label_of


class Applications:
    def __init__(self, caller: Callable[[Person], Caller]) -> None:
        self._caller = caller
        self._seen: dict[tuple[str, str], str] = {}  # the stage that somebody's program saw

    def look_at(self, who: Person, application: Application) -> None:
        self._seen[who.name, application.reference] = self._stage_of(who, application)

    def move(self, who: Person, application: Application, stage: str, reason: str) -> None:
        seen_at = self._seen.pop((who.name, application.reference), None)
        sent = {"from_stage": seen_at or self._stage_of(who, application), "to_stage": stage}
        self._caller(who).post(f"applications/{application.reference}/move/", **sent, reason=reason)

    def open(
        self,
        who: Person,
        broker: Person,
        borrower: Person,
        amount: Decimal | None,
        reference: str,
        times: int,
    ) -> None:
        sent: dict[str, Any] = {"broker": broker.party.pk}
        if is_on_file(borrower):
            sent["borrowers"] = [borrower.party.pk]
        else:
            sent["new_borrowers"] = [particulars_of(borrower)]
        self._caller(who).post_once("applications/", times, **sent, amount=amount)

    def change_term(self, who: Person, application: Application, term: str, value: Any) -> None:
        sent = value if isinstance(value, int) else str(value)
        self._caller(who).patch(f"applications/{application.reference}/terms/", **{term: sent})

    def look_up(self, who: Person, reference: str) -> str:
        return self._caller(who).get(f"applications/{reference}/")["reference"]

    def listed(self, who: Person) -> set[str]:
        return {one["reference"] for one in self._caller(who).every("applications/")}

    def moves(self, who: Person, application: Application) -> list[Row]:
        events = list(self._caller(who).every(f"applications/{application.reference}/events/"))
        return [
            {
                "from": _label(event["from_stage"]),
                "to": _label(event["to_stage"]),
                "by": event["by"],
                "on": f"{timezone.localtime(datetime.fromisoformat(event['at'])):%-d %B %Y}",
                "reason": event["reason"],
            }
            for event in reversed(events)
        ]

    def _stage_of(self, who: Person, application: Application) -> str:
        """Return the stage that somebody sees; who sees nothing can only guess, and guesses right."""
        try:
            return self._caller(who).get(f"applications/{application.reference}/")["stage"]
        except NotThere:
            return application.stage


def _label(stage: str) -> str:
    return label_of(STAGES, stage) if stage else ""
