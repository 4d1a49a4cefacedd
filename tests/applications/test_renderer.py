"""The renderer: reproducible bytes, and no markup from data."""

import hashlib
import io
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
import typst
from pypdf import PdfReader

from applications.documents import renderer
from applications.documents.renderer import paper_template_version, render
from applications.refusals import NotPrintable
from tests.patience import LONGEST

MOMENT = datetime(2025, 3, 13, 22, 30, tzinfo=UTC)
LONG = "Konstantinopolitanischer" * 6
HOSTILE = [
    '#import "x"',
    "*bold* _italic_ `raw` $x^2$",
    "<label> @reference // comment",
    r"\u{41} \ back",
    '"; } #panic("no") //',
    "#{sys.inputs}",
    "Nguyễn Thị Ánh, O'Brien & Sons",
]


def table(*, columns: int = 4, rows: int = 3, title: str = "Arrears", note: str = "") -> dict:
    names = ["Loan", *(f"Figure {number}" for number in range(1, columns))]
    cells = [[f"HL-{row:04}", *["$1,250.00"] * (columns - 1)] for row in range(rows)]
    return {"title": title, "columns": names, "rows": cells, "note": note}


def report(*tables: dict, title: str = "Weekly pipeline") -> dict:
    return {"title": title, "subtitle": "3 to 9 March 2025", "tables": list(tables)}


def rendered(data: dict, **arguments) -> PdfReader:
    pdf = render("report", data, **{"title": "Weekly pipeline", "moment": MOMENT, **arguments})
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in pdf.pages)


def test_the_same_data_give_the_same_bytes_in_another_process_too():
    here = hashlib.sha256(render("report", report(table()), title="Pipeline", moment=MOMENT)).hexdigest()
    script = (
        "import hashlib; from applications.documents.renderer import render;"
        "from tests.applications.test_renderer import MOMENT, report, table;"
        "pdf = render('report', report(table()), title='Pipeline', moment=MOMENT);"
        "print(hashlib.sha256(pdf).hexdigest())"
    )
    there = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=LONGEST)
    assert there.stdout.strip() == here, there.stderr


def test_different_data_or_moment_gives_different_bytes():
    one = render("report", report(), title="Pipeline", moment=MOMENT)
    assert one != render("report", report(title="Other"), title="Pipeline", moment=MOMENT)
    assert one != render("report", report(), title="Pipeline", moment=MOMENT + timedelta(seconds=1))


def test_file_metadata():
    pdf = rendered(report(table()), title="Weekly pipeline, 3 to 9 March 2025")
    assert pdf.metadata.title == "Weekly pipeline, 3 to 9 March 2025"
    assert pdf.metadata.author == "Harbour Lending"
    assert pdf.metadata.creation_date == pdf.metadata.modification_date == MOMENT
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "en-AU"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_in_the_data_is_markup(words):
    data = report(table(title=words, note=words), title=words)
    data["subtitle"] = data["tables"][0]["rows"][0][0] = words
    assert text_of(rendered(data, title=words)).count(words) == 5


def test_character_missing_from_the_fonts_is_named():
    with pytest.raises(NotPrintable, match="“王” cannot be printed"):
        render("report", report(title="Bella 王"), title="Pipeline", moment=MOMENT)


def test_long_table_repeats_header_and_page_number():
    pdf = rendered(report(table(rows=100)))
    texts = [page.extract_text() for page in pdf.pages]
    assert len(texts) == 3
    for number, text in enumerate(texts, start=1):
        assert "Figure 3" in text
        assert f"Page {number} of 3" in text


@pytest.mark.parametrize(("columns", "wide"), [(7, False), (8, True)])
def test_wide_table_is_landscape(columns, wide):
    page = rendered(report(table(columns=columns))).pages[0]
    assert (page.mediabox.width > page.mediabox.height) is wide


def test_overlong_word_is_broken():
    pdf = rendered(report(table(title=LONG)))
    text = text_of(pdf).replace("\u200b", "")
    assert LONG not in text
    assert LONG in text.replace("\n", "")


def broken(tmp_path, monkeypatch, source: str) -> None:
    (tmp_path / "broken.typ").write_text(source)
    monkeypatch.setattr(renderer, "TEMPLATES", tmp_path)
    render("broken", {}, title="Broken", moment=MOMENT)


def test_warnings_are_errors(tmp_path, monkeypatch):
    source = '#set document(title: "x")\n#set text(font: ("Comic Sans", "Source Sans Pro"))\nText'
    with pytest.raises(typst.TypstWarning, match="unknown font family"):
        broken(tmp_path, monkeypatch, source)


def test_broken_template_is_an_error_not_a_refusal(tmp_path, monkeypatch):
    with pytest.raises(typst.TypstError, match="unknown variable"):
        broken(tmp_path, monkeypatch, "#nothing")


def test_template_version_is_a_hash_of_its_source(tmp_path, monkeypatch):
    versions = {paper_template_version(path.stem) for path in renderer.TEMPLATES.glob("*.typ")}
    assert len(versions) == len(list(renderer.TEMPLATES.glob("*.typ"))) == 6
    monkeypatch.setattr(renderer, "TEMPLATES", tmp_path)
    (tmp_path / "report_of_another_wording.typ").write_text("Other words")
    assert paper_template_version("report_of_another_wording") not in versions
