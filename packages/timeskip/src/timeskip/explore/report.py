"""What came of exploring, for people and as JSON."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from timeskip.counted import counted
from timeskip.explore.act import Act
from timeskip.explore.asked import Asked
from timeskip.explore.explorer import Findings


@dataclass(frozen=True)
class Reported:
    """A kind of breach: its title, what was said, after how many stories, and its scenario's file where it has one."""

    title: str
    said: str
    stories: int = 1
    file: str | None = None

    def __str__(self) -> str:
        said = f"{self.said}\n(after {counted(self.stories, 'story', 'stories')})"
        if self.file is None:
            return said
        scenario = Path(self.file).read_text(encoding="utf-8").rstrip()
        return f"{said}\n\n{scenario}\n\nRun it: python manage.py behave {self.file}"


@dataclass
class Explored:
    """What came of a theme.

    retold: how many stories were told again from their beginning; seconds: processor time; never: phrases of the acts
    that could not happen in any story.
    """

    theme: str
    depth: int
    stories: int
    unchanged: int
    known: int
    retold: int
    seconds: float
    never: list[str]
    breaches: list[Reported] = field(default_factory=list)

    @classmethod
    def of(cls, theme: str, depth: int, findings: Findings, seconds: float, acts: list[Act]) -> "Explored":
        """Return what there is to say of a theme's stories; `acts` are those that might have happened in them."""
        told = findings.stories, findings.unchanged, findings.known, len(findings.again)
        never = [act.phrase for act in acts if act.phrase not in findings.happened]
        return cls(theme, depth, *told, round(seconds, 1), never)

    def __str__(self) -> str:
        line = (
            f"{self.theme}: {counted(self.stories, 'story', 'stories')} in {self.seconds} s of processor time "
            f"({self.stories / max(self.seconds, 0.1):.0f} a second). {self.unchanged} changed nothing, {self.known} "
            f"ended where another had been, {counted(self.retold, 'was', 'were')} told again from their beginning. "
            f"Breaches: {len(self.breaches) or 'none'}."
        )
        never = [f"In no story: {', '.join(self.never)}."] if self.never else []
        return "\n\n".join(["\n".join([line, *never]), *map(str, self.breaches)])


def write_report(file: Path, asked: Asked, explored: list[Explored]) -> None:
    """Write what came of a run."""
    file.parent.mkdir(parents=True, exist_ok=True)
    told = {"seed": asked.seed, "minutes": asked.minutes, "themes": [asdict(one) for one in explored]}
    file.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
