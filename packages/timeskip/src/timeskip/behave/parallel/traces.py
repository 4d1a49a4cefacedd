"""Tracebacks as data: their frames cross a pipe, and Python's own `traceback` prints them as if it had been here."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from types import SimpleNamespace, TracebackType
from typing import Any

Positions = tuple[int | None, int | None, int | None, int | None]


@dataclass(frozen=True)
class Frame:
    """One call: where it is, and the part of its line that was running."""

    file: str
    name: str
    qualified_name: str
    line: int
    positions: Positions


def frames_of(trace: TracebackType | None) -> tuple[Frame, ...]:
    """Return the frames of a traceback, the outermost first."""
    frames = []
    while trace is not None:
        code = trace.tb_frame.f_code
        # Two bytes an instruction.
        positions = next(islice(code.co_positions(), trace.tb_lasti // 2, None), (trace.tb_lineno, None, None, None))
        frames.append(Frame(code.co_filename, code.co_name, code.co_qualname, trace.tb_lineno, positions))
        trace = trace.tb_next
    return tuple(frames)


def as_traceback(frames: Sequence[Frame]) -> Any:
    """Return what stands in for a traceback of these frames; None for none."""
    trace = None
    for frame in reversed(frames):
        code = SimpleNamespace(
            co_filename=frame.file,
            co_name=frame.name,
            co_qualname=frame.qualified_name,
            co_positions=lambda positions=frame.positions: iter([positions]),
        )
        trace = SimpleNamespace(
            tb_frame=SimpleNamespace(f_code=code, f_globals={}, f_locals={}, f_lineno=frame.line),
            tb_lineno=frame.line,
            tb_lasti=0,
            tb_next=trace,
        )
    return trace
