"""Pictures, and the pages of a PDF as pictures, small enough that one file can hold hundreds.

Letters and reports of one kind differ in a line or two. So each page is cut where a row of pixels only
repeats the one above, and each strip is kept once, whichever pages it is on.
"""

import base64
import io
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from PIL import Image

from living_docs.model import NotShownError

WIDTH = 900  # pixels: a page of A4 is legible at full size, and sharp at half
TALLEST = 8 * WIDTH  # pixels: longer pages are drawn smaller
SHADES = (0, 90, 180, 255)
# A strip costs bytes, so fewer repeated rows than this are not cut out.
LEAST_REPEATS = 3
SVG = "image/svg+xml"
# What browsers show, in Pillow's words.
FORMATS = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "BMP": "image/bmp",
}

_NEAREST_SHADE = [min(range(len(SHADES)), key=lambda shade: abs(SHADES[shade] - grey)) for grey in range(256)]
_PALETTE = [shade for shade in SHADES for _ in range(3)]


@dataclass
class Page:
    """One page: its size in pixels, its strips from above as (number, height), its words."""

    width: int
    height: int
    strips: list[tuple[int, int]]
    words: str


@dataclass
class Paper:
    """A PDF: its title and its pages."""

    title: str
    pages: list[Page]


class Pictures:
    """Draws PDFs, and keeps each strip once, as a PNG in base64."""

    def __init__(self) -> None:
        self.strips: list[str] = []
        self._numbers: dict[bytes, int] = {}

    def draw(self, pdf: bytes) -> Paper:
        """Every page of a PDF; raises pypdfium2.PdfiumError if it is not one."""
        document = pypdfium2.PdfDocument(pdf)
        try:
            title = document.get_metadata_dict().get("Title", "")
            return Paper(title, [self._page(page) for page in document])
        finally:
            document.close()

    def _page(self, page: pypdfium2.PdfPage) -> Page:
        scale = min(WIDTH / page.get_width(), TALLEST / page.get_height())
        picture = page.render(scale=scale, grayscale=True).to_pil().point(_NEAREST_SHADE)
        width, height = picture.size
        pixels = picture.tobytes()
        rows = [pixels[start : start + width] for start in range(0, len(pixels), width)]
        strips = [(self._number(rows[top:bottom], width), bottom - top) for top, bottom in _cuts(rows)]
        return Page(width, height, strips, page.get_textpage().get_text_range())

    def _number(self, rows: list[bytes], width: int) -> int:
        # Equal rows are kept as one row, which the page draws at its full height.
        kept = rows[:1] if all(row == rows[0] for row in rows) else rows
        pixels = b"".join(kept)
        if pixels not in self._numbers:
            self._numbers[pixels] = len(self.strips)
            self.strips.append(_png(pixels, width, len(kept)))
        return self._numbers[pixels]


def picture_type(data: bytes, kind: str) -> str:
    """The media type of a picture by its bytes, whatever its sender calls it.

    Raises NotShownError if browsers do not show it, and Pillow's errors if it is damaged or cut short.
    """
    if kind == SVG:
        return kind
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        if picture.format not in FORMATS:
            raise NotShownError(f"browsers show no pictures in the format {picture.format}")
        return FORMATS[picture.format]


def _cuts(rows: list[bytes]) -> list[tuple[int, int]]:
    """Where a page is cut: before and after each series of equal rows."""
    cuts = {0, len(rows)}
    top = 0
    for row in range(1, len(rows) + 1):
        if row == len(rows) or rows[row] != rows[top]:
            if row - top > LEAST_REPEATS:
                cuts |= {top, row}
            top = row
    return list(pairwise(sorted(cuts)))


def _png(pixels: bytes, width: int, height: int) -> str:
    picture = Image.frombytes("P", (width, height), pixels)
    picture.putpalette(_PALETTE)
    file = io.BytesIO()
    picture.save(file, "PNG", bits=2)
    return base64.b64encode(file.getvalue()).decode()
