"""PDFs made smaller without loss: small objects are put into compressed streams (ISO 32000-1, 7.5.7).

Tagged PDFs gain most, because their structure has thousands of small objects: a report in a table is half the
size.
"""

import re
import zlib
from itertools import pairwise

START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
TABLE = re.compile(
    rb"xref\s+0 (\d+)\s*\n((?:\d{10} \d{5} [fn][\r\n ]{2})+)trailer\s*<<(.*)>>\s*startxref", re.DOTALL
)
ROW = re.compile(rb"(\d{10}) (\d{5}) ([fn])")
OBJECT = re.compile(rb"(\d+) 0 obj\s*(.*\S)\s*endobj\s*\Z", re.DOTALL)
# What rewriting would break: encryption, earlier revisions and a second table; a signature.
NOT_IN_TRAILER = (b"/Encrypt", b"/Prev", b"/XRefStm")
SIGNED = b"/ByteRange"
# With its length in itself, and not in another object.
PLAIN_STREAM = re.compile(rb"<<([^<>]*/Length \d+\b(?! \d+ R)[^<>]*)>>\s*stream\r?\n(.*)endstream", re.DOTALL)
LENGTH = re.compile(rb"/Length (\d+)")
# Of the first version with object streams.
VERSION = re.compile(rb"%PDF-(1\.[5-9]|2\.\d)")
OBJECTS_IN_A_STREAM = 1000


def smaller(pdf: bytes) -> bytes:
    """The same document in fewer bytes; a PDF that is not of the plain form comes back as it is."""
    found = _objects_of(pdf)
    if found is None:
        return pdf
    objects, trailer = found
    rewritten = _written(pdf[: pdf.index(b" obj")].rpartition(b"\n")[0] + b"\n", objects, trailer)
    return rewritten if len(rewritten) < len(pdf) else pdf


def _objects_of(pdf: bytes) -> tuple[dict[int, bytes], bytes] | None:
    """The objects of a PDF by number, and what its trailer says; None if it is not of the plain form."""
    start = START.search(pdf, len(pdf) - 64) if VERSION.match(pdf) else None
    table = TABLE.match(pdf, int(start[1])) if start else None
    if table is None or SIGNED in pdf or any(word in table[3] for word in NOT_IN_TRAILER):
        return None
    rows = [row.groups() for row in ROW.finditer(table[2])]
    places = {number: int(place) for number, (place, _, kind) in enumerate(rows) if kind == b"n"}
    generations = {generation for _, generation, kind in rows if kind == b"n"}
    if len(rows) != int(table[1]) or generations != {b"00000"}:
        return None
    ends = dict(pairwise([*sorted(places.values()), int(start[1])]))
    objects = {}
    for number, place in places.items():
        one = OBJECT.match(pdf, place, ends[place])
        if one is None or int(one[1]) != number:
            return None
        objects[number] = one[2]
    return objects, re.sub(rb"/Size \d+", b"", table[3]).strip()


def _written(head: bytes, objects: dict[int, bytes], trailer: bytes) -> bytes:
    """A PDF of these objects."""
    text = bytearray(head)
    # Of each object: 1 and its place, or 2, the stream that it is in, and its position there.
    rows: dict[int, tuple[int, int, int]] = {}

    def write(number: int, content: bytes) -> None:
        rows[number] = (1, len(text), 0)
        text.extend(b"%d 0 obj\n%b\nendobj\n" % (number, content))

    for number, content in objects.items():
        if content.endswith(b"endstream"):
            write(number, _compressed(content))
    others = [number for number in objects if number not in rows]
    last = max(objects)
    for first in range(0, len(others), OBJECTS_IN_A_STREAM):
        numbers = others[first : first + OBJECTS_IN_A_STREAM]
        last += 1
        rows |= {number: (2, last, position) for position, number in enumerate(numbers)}
        write(last, _object_stream([(number, objects[number]) for number in numbers]))
    place = len(text)
    rows[last + 1] = (1, place, 0)
    table = [_row(rows.get(number, (0, 0, 0))) for number in range(last + 2)]
    keys = b"/Type /XRef /W [1 4 2] /DecodeParms << /Predictor 12 /Columns 7 >> /Size %d %b" % (
        last + 2,
        trailer,
    )
    write(last + 1, _stream(keys, _differences(table)))
    return bytes(text) + b"startxref\n%d\n%%%%EOF\n" % place


def _compressed(stream: bytes) -> bytes:
    """A stream that was not compressed, such as the document's metadata; any other as it is."""
    found = PLAIN_STREAM.fullmatch(stream)
    if found is None or b"/Filter" in found[1]:
        return stream
    keys, length = LENGTH.sub(b"", found[1]), int(LENGTH.search(found[1])[1])
    return _stream(keys.strip(), found[2][:length])


def _object_stream(objects: list[tuple[int, bytes]]) -> bytes:
    places, content = [], b""
    for number, one in objects:
        places.append(b"%d %d" % (number, len(content)))
        content += one + b"\n"
    index = b" ".join(places) + b"\n"
    return _stream(b"/Type /ObjStm /N %d /First %d" % (len(objects), len(index)), index + content)


def _stream(keys: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< %b /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (keys, len(packed), packed)


def _row(row: tuple[int, int, int]) -> bytes:
    kind, place, position = row
    return bytes([kind]) + place.to_bytes(4, "big") + position.to_bytes(2, "big")


def _differences(rows: list[bytes]) -> bytes:
    """Rows as what they differ in from the one above (PNG's filter "up"), which compresses to a fifth."""
    above = [bytes(len(rows[0])), *rows]
    return b"".join(
        b"\x02" + bytes((new - old) % 256 for new, old in zip(row, before, strict=True))
        for before, row in pairwise(above)
    )
