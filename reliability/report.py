"""Writes docs/reliability.md: what each fault did to a morning's work."""

from collections.abc import Iterable
from pathlib import Path

HEAD = Path(__file__).parent / "reliability.md"


def write(file: Path, rows: Iterable, seed: int, repayments: int, lines: int) -> None:
    """Write the report of a complete run."""
    text = HEAD.read_text(encoding="utf-8").format(seed=seed, repayments=repayments, lines=lines)
    for fault, row in rows:
        found = row.findings
        text += (
            f"| {fault.name} | {row.times} | {found.lost} | {found.duplicated} | {found.emails_resent} "
            f"| {found.emails_failed} | {_clock(row.simulated)} | {row.seconds:.0f} | {row.note} |\n"
        )
    file.write_text(text, encoding="utf-8")


def _clock(simulated) -> str:
    minutes = int(simulated.total_seconds() // 60)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"
