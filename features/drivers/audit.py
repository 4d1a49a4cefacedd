"""The audit trail of applications."""

from features.drivers.applications import Applications


class Audit:
    """Reads what people changed of an application."""

    def __init__(self, applications: Applications) -> None:
        self._applications = applications

    def trail(self, borrower: str) -> list[dict[str, str]]:
        """Return who did what to an application, the first first."""
        entries = self._applications.of(borrower).audit_entries.select_related("by").order_by("pk")
        return [{"who": entry.by.name, "act": entry.act} for entry in entries]
