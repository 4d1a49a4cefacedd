"""What a fault has to do with, and what the morning leaves to be looked at."""

import random
from contextlib import ExitStack
from dataclasses import dataclass, field

from reliability import book
from reliability.audience import Audience
from reliability.mail import Mail
from reliability.rig import Rig
from timeskip.clocks import Clock
from timeskip.stacks.real.database import Tables


@dataclass
class Scene:
    """One morning: its processes, its lot, and the papers and tabs that its fault has brought along."""

    rig: Rig
    mail: Mail
    clock: Clock
    tables: Tables
    chance: random.Random
    repayments: int
    lines: int
    bank_file: int = 0
    letters: int = 0
    reports: int = 0
    # Every tab of these shows in the end whatever its owner was told.
    audiences: list[Audience] = field(default_factory=list)
    # Whose tabs come and go; nobody asks what they show.
    fleeting: Audience | None = None
    # Ended with the morning.
    resources: ExitStack = field(default_factory=ExitStack)

    def watch(self, audience: Audience) -> Audience:
        """Open the tabs of an audience until the morning is over."""
        self.resources.enter_context(audience)
        self.audiences.append(audience)
        return audience

    def books(self) -> book.Books:
        """Read the books."""
        unseen = sum(audience.unseen() for audience in self.audiences)
        return book.look(
            self.mail, self.repayments, self.lines, letters=self.letters, reports=self.reports, unseen=unseen
        )

    def note(self) -> str:
        """What is to be said beside the figures."""
        if not self.audiences:
            return ""
        longest = max(audience.longest_absence() for audience in self.audiences)
        return f"no tab longer than {longest:.1f} s without its line"
