"""A PDF is written in fewer bytes, and is the same document; one of another form stays as it is."""

import io

import pypdfium2
import pytest

from behave_messages.attachments import Attachments
from behave_messages.pdf_files import _compressed, smaller

LINES = 40
PAGES = 30


def pdf(*, version: str = "1.7", lines: int = LINES, more: str = "", trailer: str = "") -> bytes:
    """A PDF with one page a line, so that most of its objects are no streams."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(PAGES))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {more} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {PAGES} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number in range(PAGES):
        drawn = f"BT /F1 14 Tf 60 780 Td (Line {number} of {lines}, endobj) Tj ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    objects.append("<< /Title (A letter) >>")
    text, rows = f"%PDF-{version}\n", []
    for number, content in enumerate(objects, 1):
        rows.append(f"{len(text):010d} 00000 n \n")
        text += f"{number} 0 obj\n{content}\nendobj\n"
    size = len(objects) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{''.join(rows)}"
    end = f"trailer << /Size {size} /Root 1 0 R /Info {len(objects)} 0 R {trailer} >>"
    return f"{text}{table}{end}\nstartxref\n{len(text)}\n%%EOF\n".encode()


def looked_at(content: bytes) -> tuple[dict, list[tuple[str, bytes]]]:
    """What a reader finds: the title, and of each page its words and its pixels."""
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    pages = [
        (page.get_textpage().get_text_range(), page.render(scale=0.3, grayscale=True).to_pil().tobytes())
        for page in document
    ]
    return document.get_metadata_dict(), pages


def test_it_is_the_same_document_in_fewer_bytes():
    written = smaller(pdf())
    assert len(written) < len(pdf()) / 1.5
    # A stream that was not compressed is.
    assert b"Line 2 of" in pdf()
    assert b"Line 2 of" not in written
    assert looked_at(written) == looked_at(pdf())
    assert looked_at(written)[1][2][0] == "Line 2 of 40, endobj"


@pytest.mark.parametrize(
    "keys", [b"/Length 12 0 R", b"/Length 3 /Filter /FlateDecode", b"/Length 3 /F << /Type /F >>"]
)
def test_a_stream_of_another_form_stays_as_it_is(keys):
    stream = b"<< %b >>\nstream\nabc\nendstream" % keys
    assert _compressed(stream) == stream
    assert _compressed(b"<< /Length 3 >>\nstream\nabc\nendstream") != stream


def test_many_objects_are_several_streams(monkeypatch):
    monkeypatch.setattr("behave_messages.pdf_files.OBJECTS_IN_A_STREAM", 10)
    written = smaller(pdf())
    assert written.count(b"/ObjStm") == 4
    assert looked_at(written) == looked_at(pdf())


def test_equal_documents_are_equal_files():
    assert smaller(pdf()) == smaller(pdf())


@pytest.mark.parametrize(
    "other",
    [
        pdf(version="1.4"),
        pdf(trailer="/Encrypt 3 0 R"),
        pdf(trailer="/Prev 9"),
        pdf(trailer="/XRefStm 9"),
        pdf(more="/Perms << /ByteRange [0 1 2 3] >>"),
        pdf().replace(b"00000 n", b"00001 n", 1),
        pdf().replace(b"5 0 obj", b"6 0 obj", 1),
        pdf().replace(b"/Root", b"/Rood").replace(b"xref\n0 ", b"xref\n1 "),
        pdf()[:-200],
        smaller(pdf()),
        b"%PDF-1.7 is all it says",
        b"",
    ],
)
def test_one_of_another_form_stays_as_it_is(other):
    assert smaller(other) == other


def test_one_that_would_grow_stays_as_it_is(monkeypatch):
    monkeypatch.setattr("behave_messages.pdf_files.zlib.compress", lambda content, _: content * 9)
    assert smaller(pdf()) == pdf()


def test_as_a_file_it_is_written_so(tmp_path):
    attachments = Attachments(str(tmp_path / "run.ndjson"), {"messages_attachments": "files"})
    made = attachments.made("application/pdf", pdf(), "letter.pdf")
    assert (tmp_path / made.url).read_bytes() == smaller(pdf())
