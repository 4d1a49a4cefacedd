"""Evidence is carried once each, small, and as it was."""

import base64
import gzip
import io
import json

import pypdfium2
import pytest
from pdfs import assembled, pdf
from PIL import Image
from streams import Outcome, Stream, attachment, mail, sent, timeline

from living_docs.contents import LONGEST_TEXT, Contents
from living_docs.model import Entry, File
from living_docs.packing import Packed, pack
from living_docs.pictures import _NEAREST_SHADE, TALLEST, WIDTH, Pictures

LINES = [f"Line {number} of a letter" for number in range(20)]


def unpacked(text: str):
    return json.loads(gzip.decompress(base64.b64decode(text)))


def put_together(pictures: Pictures, page) -> Image.Image:
    whole = Image.new("P", (page.width, page.height))
    top = 0
    for number, height in page.strips:
        strip = Image.open(io.BytesIO(base64.b64decode(pictures.strips[number])))
        whole.putpalette(strip.getpalette())
        whole.paste(strip.resize((page.width, height), Image.Resampling.NEAREST), (0, top))
        top += height
    assert top == page.height
    return whole.convert("L")


def rendered(data: bytes) -> Image.Image:
    page = pypdfium2.PdfDocument(data)[0]
    return page.render(scale=WIDTH / page.get_width(), grayscale=True).to_pil().point(_NEAREST_SHADE)


def test_a_page_put_together_from_its_strips_is_the_page():
    data = pdf(LINES)
    pictures = Pictures()
    (page,) = pictures.draw(data).pages
    shades = bytes(range(256))
    expected = rendered(data).point([(0, 90, 180, 255)[min(shade, 3)] for shade in shades])
    assert put_together(pictures, page).tobytes() == expected.tobytes()


def test_papers_that_differ_in_a_line_share_their_strips():
    pictures = Pictures()
    one = pictures.draw(pdf(LINES)).pages[0]
    before = len(pictures.strips)
    other = pictures.draw(pdf([*LINES[:7], "Another line", *LINES[8:]])).pages[0]
    assert len(pictures.strips) - before <= 3
    assert len(set(one.strips) & set(other.strips)) > 15


def test_the_same_paper_again_costs_nothing():
    pictures = Pictures()
    first = pictures.draw(pdf(LINES, LINES))
    kept = len(pictures.strips)
    assert first == pictures.draw(pdf(LINES, LINES))
    assert first.pages[0] == first.pages[1]
    assert len(pictures.strips) == kept


def test_a_paper_says_its_title_its_words_and_its_size():
    paper = Pictures().draw(pdf(["Dear Omar"], title="Approval"))
    assert paper.title == "Approval"
    assert "Dear Omar" in paper.pages[0].words
    assert (paper.pages[0].width, paper.pages[0].height) == (WIDTH, 1274)


def test_a_page_without_end_is_drawn_smaller():
    endless = assembled(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 14000] >>",
            "<< /Title (Endless) >>",
        ]
    )
    assert Pictures().draw(endless).pages[0].height <= TALLEST + 1


def test_a_paper_of_thirty_pages_is_small():
    pictures = Pictures()
    pictures.draw(pdf(*([*LINES, f"Page {number}"] for number in range(30))))
    assert sum(map(len, pictures.strips)) < 60_000


def number_of(contents: Contents, data: bytes, media_type: str, name: str = "") -> int:
    return contents.number_of(Entry("", "attachment", "", {}, File(media_type, name, data)))


def item(data: bytes, media_type: str, name: str = "") -> dict:
    contents = Contents()
    return contents.items[number_of(contents, data, media_type, name)]


def bytes_of_mail(*arguments, **options) -> bytes:
    return base64.b64decode(mail(*arguments, **options)["body"])


def test_copies_of_an_e_mail_are_one():
    contents = Contents()
    numbers = [
        number_of(contents, bytes_of_mail("News", "Hello.", "<p>Hello.</p>", copy=copy), "message/rfc822")
        for copy in (1, 2, 3)
    ]
    assert numbers == [0, 0, 0]
    assert contents.items == [
        {
            "type": "e-mail",
            "sender": "crm@example.com",
            "to": "omar@example.com",
            "subject": "News",
            "text": "Hello.",
            "html": "<p>Hello.</p>",
        }
    ]


def test_another_word_is_another_e_mail():
    contents = Contents()
    assert number_of(contents, bytes_of_mail("News", "a"), "message/rfc822") == 0
    assert number_of(contents, bytes_of_mail("News", "b"), "message/rfc822") == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe no e-mail",
        b"To: <\nFrom: a@\nSubject: x\n\nHello",
        b"To: undisclosed: ;,<@>\nSubject: =?nonsense?q?x?=\n\nHello",
        b"Subject: x\nContent-Type: text/plain; charset=nonsense\n\nHello",
        b'Subject: x\nContent-Type: text/plain; charset="a\0b"\n\nHello',
        b"Subject: x\nContent-Type: multipart/mixed; boundary=none\n\nHello",
    ],
)
def test_an_e_mail_that_is_none_does_no_harm(data):
    found = item(data, "message/rfc822")
    assert found["type"] == "e-mail"
    assert "Hello" in found["text"] or b"Hello" not in data or b"multipart" in data


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 and then nothing", b"GIF89a"])
def test_a_pdf_that_is_none_is_named_only(data):
    assert item(data, "application/pdf", "letter.pdf") == {
        "type": "file",
        "name": "letter.pdf",
        "media_type": "application/pdf",
        "size": len(data),
        "why_not": "it is damaged, or of another kind",
    }


def test_what_nobody_can_look_at_is_named_only():
    assert item(b"\0\1", "application/x-unheard-of; a=b", "x.bin")["media_type"] == "application/x-unheard-of"
    assert item(b"\0\1", "", "x.bin")["type"] == "file"


def test_texts_are_texts():
    assert item(b'{"a":1}', "application/json")["text"] == '{\n  "a": 1\n}'
    assert item(b'{"a":', "application/problem+json")["text"] == '{"a":'
    assert item(b"\x1b[31mred\x1b[0m \xff", "text/x.cucumber.log+plain")["text"] == "red \ufffd"
    long = item(b"a" * (LONGEST_TEXT + 5), "text/plain")["text"]
    assert long.endswith("\n… 5 characters more")


def picture(kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.effect_noise((9, 9), 50).save(file, kind)
    return file.getvalue()


def test_pictures_are_carried_as_they_are():
    data = picture("GIF")
    assert item(data, "image/gif")["source"] == f"data:image/gif;base64,{base64.b64encode(data).decode()}"
    svg = b"<svg/>"
    assert item(svg, "image/svg+xml")["source"].endswith(base64.b64encode(svg).decode())


@pytest.mark.parametrize("name", ["image/jpg", "image/pjpeg", "image/png", 'IMAGE/JPEG;x="'])
def test_a_picture_is_shown_whatever_its_kind_is_called(name):
    assert item(picture("JPEG"), name)["source"].startswith("data:image/jpeg;base64,")


def test_a_picture_that_browsers_do_not_show_is_named_with_the_reason():
    found = item(picture("TIFF"), "image/tiff", "scan.tiff")
    assert (found["type"], found["name"]) == ("file", "scan.tiff")
    assert found["why_not"] == "browsers show no pictures in the format TIFF"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
@pytest.mark.parametrize("share", [0, 0.1, 0.5])
def test_a_picture_that_is_cut_short_is_named_with_the_reason(kind, share):
    data = picture(kind)
    found = item(data[: int(len(data) * share)], f"image/{kind.lower()}", "shot")
    assert (found["type"], found["why_not"]) == ("file", "it is damaged, or of another kind")


def test_packing_and_unpacking_gives_the_same():
    data = {"words": "“ü” </script> \u2028", "numbers": [1, 2.5, None]}
    assert unpacked(pack(data)) == data
    assert pack(data) == pack(data)
    assert set(pack(data)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")


def test_steps_are_packed_with_what_they_brought_about():
    text = "Feature: x\n  Background:\n    Given a\n  Scenario: y\n    When b\n      | c |\n      | d |"
    attached = [*sent(mail("News")), attachment("note", "text/plain", "note.txt")]
    stream = Stream({"f/x.feature": text}, {"b": Outcome(attached=attached)})
    parts = dict(Packed(stream.run()).parts())
    given, when = parts["feature-0"]["f/x/y"]
    assert given["background"]
    assert when["table"] == [["c"], ["d"]]
    assert [(entry["kind"], entry["content"]) for entry in when["entries"]] == [
        ("e-mail", 0),
        ("attachment", 1),
    ]
    assert [one["type"] for one in parts["contents"]] == ["e-mail", "text"]


def test_a_report_is_a_table_of_its_own():
    table = {"title": "Book", "columns": ["a"], "rows": [["1"]]}
    report = [timeline({"kind": "report", "caption": "Weekly", "tables": [table]})]
    parts = dict(
        Packed(
            Stream(
                {"f/x.feature": "Feature: x\n Scenario: y\n  When b"}, {"b": Outcome(attached=report)}
            ).run()
        ).parts()
    )
    assert parts["contents"] == [{"type": "tables", "title": "Weekly", "tables": [table]}]
