"""What a fault strikes, and what its morning leaves to reconcile."""

import random
from contextlib import ExitStack
from dataclasses import dataclass, field

from reliability import reconciliation
from reliability.audience import Audience
from reliability.mail import MailServer
from reliability.rig import Rig
from timeskip.clocks import Clock
from timeskip.stacks.real.database import Tables


@dataclass
class Target:
    """One morning: its processes, its random generator, and the documents and tabs that its fault adds."""

    rig: Rig
    mail: MailServer
    clock: Clock
    tables: Tables
    chance: random.Random
    repayments: int
    lines: int
    bank_file: int = 0
    letters: int = 0
    reports: int = 0
    # Their tabs have to show every notification in the end.
    audiences: list[Audience] = field(default_factory=list)
    # Their tabs come and go, and need not show everything.
    fleeting: Audience | None = None
    # Closed at the end of the morning.
    resources: ExitStack = field(default_factory=ExitStack)

    def watch(self, audience: Audience) -> Audience:
        """Open the tabs of an audience until the end of the morning."""
        self.resources.enter_context(audience)
        self.audiences.append(audience)
        return audience

    def findings(self) -> reconciliation.Findings:
        """Reconcile."""
        unseen = sum(audience.unseen() for audience in self.audiences)
        return reconciliation.reconcile(
            self.mail, self.repayments, self.lines, letters=self.letters, reports=self.reports, unseen=unseen
        )

    def note(self) -> str:
        """The note in the table."""
        if not self.audiences:
            return ""
        longest = max(audience.longest_absence() for audience in self.audiences)
        return f"no tab disconnected for longer than {longest:.1f} s"
