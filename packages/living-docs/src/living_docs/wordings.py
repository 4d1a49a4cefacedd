"""Every text that was sent, each once, as Markdown, for review and for writing scenarios."""

import textwrap

from living_docs.gallery import Piece, by_kind
from living_docs.model import Run
from living_docs.packing import Packed
from living_docs.summary import escaped

CHAPTERS = {
    "e-mail": "E-mails",
    "document": "Documents",
    "notification": "Notifications",
    "refusal": "Refusals",
}


def wordings(run: Run, *, title: str) -> str:
    """The texts of the gallery: those that differ only in names, dates and figures count as one."""
    pieces = by_kind(Packed(run).pieces)
    parts = [f"# {title}: what it says"]
    for kind, heading in CHAPTERS.items():
        if pieces[kind]:
            parts += [f"## {heading}", *map(_text, pieces[kind])]
    if len(parts) == 1:
        parts.append("Nothing was sent in this run.")
    return "\n\n".join(parts) + "\n"


def _text(piece: Piece) -> str:
    """A title escaped, and its text indented, so that nothing in them is read as Markdown."""
    words = min(words for title, words in piece.variants if title == piece.title)
    # A notification or a refusal is its title.
    if not words.strip():
        return f"    {' '.join(piece.title.split())}"
    return f"### {escaped(piece.title)}\n\n{textwrap.indent(words.strip(), ' ' * 4)}"
