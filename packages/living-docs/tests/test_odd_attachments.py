"""An attachment that cannot be shown costs itself: the page is made, and says why."""

import gzip
import json

import pytest
from streams import Outcome, Stream, attachment, broken, notification, timeline

from living_docs.attachments import entries_of
from living_docs.beside import LARGEST
from living_docs.contents import Contents
from living_docs.messages import read
from living_docs.packing import Packed
from living_docs.page import page
from living_docs.reading import run_of

FEATURES = {"f/x.feature": "Feature: x\n Scenario: y\n  When b\n  Then c"}
TEXT = attachment("fine", "text/plain", "fine.txt")


def contents_of(*attached: dict) -> list[dict]:
    """What a page contains of a step's attachments; the page is made as well, of a failed run."""
    stream = Stream(FEATURES, {"b": Outcome(attached=list(attached)), "c": broken()})
    assert stream.page().count("<article") == 1
    return dict(Packed(stream.run()).parts())["contents"]


def why_not(*attached: dict) -> str:
    """Why an attachment is not shown; the one behind it is."""
    found = contents_of(*attached, TEXT)
    assert {"type": "text", "name": "fine.txt", "text": "fine"} in found
    (odd,) = (one for one in found if one["type"] == "file")
    return odd["why_not"]


@pytest.mark.parametrize("body", [{"foo": 42}, [1], None, 3, True])
def test_a_body_that_is_no_text(body):
    assert why_not({**attachment("", "text/json"), "body": body}) == "its body is not text"


@pytest.mark.parametrize("body", ["iVBORw0KGgoAA", "iVBOR*", "ü"])
def test_base64_that_is_damaged(body):
    odd = {**attachment(b"", "image/png", "shot.png"), "body": body}
    assert why_not(odd) == "its base64 is damaged or cut short"


def test_base64_in_lines_is_read():
    odd = {**attachment(b"", "text/plain"), "body": "aGVs\r\nbG8=\n"}
    assert contents_of(odd)[0]["text"] == "hello"


def test_an_encoding_that_nobody_knows():
    odd = {**attachment("x", "text/plain"), "contentEncoding": "GZIP"}
    assert why_not(odd) == "its encoding is GZIP, and only IDENTITY and BASE64 are known"


@pytest.mark.parametrize("missing", ["body", "mediaType", "contentEncoding", "timestamp"])
def test_a_field_that_is_missing_or_odd_costs_no_more_than_the_attachment(missing):
    odd = attachment("x", "text/plain")
    odd.pop(missing, None)
    assert len(contents_of(odd, TEXT)) == 2
    assert len(contents_of({**odd, missing: {"odd": 1}}, TEXT)) == 2


@pytest.mark.parametrize(
    "told",
    [
        [1, 2],
        {"timeline": {}},
        {"Timeline": []},
        None,
    ],
)
def test_a_timeline_of_another_tool_is_shown_as_text_would_be(told):
    odd = attachment(json.dumps(told), "application/json; profile=timeline", "theirs.json")
    fine, found = contents_of(TEXT, odd)
    assert fine["text"] == "fine"
    assert found["name"] == "theirs.json"
    assert found["why_not"] == "it is not a timeline as living-docs reads it"


ENTRY = {"at": "2025-03-03T09:00:00+11:00", "kind": "task", "caption": "ran"}


@pytest.mark.parametrize(
    "odd",
    [
        3,
        {"kind": "task", "caption": "ran"},
        {"at": "2025-03-03T09:00:00+11:00", "caption": "ran"},
        {"at": "2025-03-03T09:00:00+11:00", "kind": "task"},
        {**ENTRY, "at": 1741000000},
        {**ENTRY, "at": "this morning"},
        {**ENTRY, "at": "2025-03-03T99:00:00+11:00"},
        {**ENTRY, "until": "later"},
        {**ENTRY, "caption": {"en": "ran"}},
        {**ENTRY, "name": 3},
        {**ENTRY, "state": None, "name": "a"},
        {**ENTRY, "kind": "notification", "user__name": ["Omar"]},
        {**ENTRY, "kind": "notification", "message": {}},
        {**ENTRY, "kind": "command", "lines": "one"},
        {**ENTRY, "kind": "report", "tables": [{"rows": [[1]]}]},
        {**ENTRY, "kind": "report", "tables": [{"columns": ["a"], "rows": ["1"]}]},
        {**ENTRY, "kind": "report", "tables": {"columns": ["a"], "rows": []}},
    ],
)
def test_an_entry_of_another_form_is_named_by_its_place(odd):
    told = attachment(json.dumps({"timeline": [ENTRY, odd]}), "application/json; profile=timeline")
    assert why_not(told) == "entry 2 of it is not one that living-docs reads"


def test_a_timeline_that_is_cut_short():
    odd = {**timeline(notification("News.")), "body": '{"timeline": ['}
    assert why_not(odd) == "it is not JSON"


@pytest.mark.parametrize("position", ["0", 7, -1, 0.0, None, [0]])
def test_an_entry_may_name_a_file_that_is_not_there(position):
    told = timeline({"kind": "document", "caption": "a letter", "attachment": position})
    entries = list(entries_of([told, TEXT]))
    assert [(entry.kind, bool(entry.file)) for entry in entries] == [
        ("document", False),
        ("attachment", True),
    ]


def test_an_entry_whose_file_is_damaged_says_why():
    odd = {**attachment(b"", "application/pdf", "letter.pdf"), "body": "JVBE"}
    told = timeline({"kind": "document", "caption": "a letter", "attachment": 0})
    assert why_not(told, odd) == "it is damaged, or of another kind"


@pytest.mark.parametrize(
    "said",
    [
        "[]",
        "{}",
        '{"phrases": [{"phrase": "a"}], "words": []}',
        '{"phrases": [], "words": [{"name": "day", "example": "today", "values": [1]}]}',
        '{"phrases": [], "words": [{"name": "day", "example": "today", "meaning": 1}]}',
        '{"phrases": [], "words": [], "notes": [{"title": "Stages", "lines": "Application"}]}',
        '{"phrases": [], "words": [], "notes": ["Stages"]}',
        "no JSON",
    ],
)
def test_a_dictionary_of_another_form_is_left_out_with_a_sentence(said):
    stream = Stream(FEATURES, attached=[attachment(said, "application/json; profile=dictionary")])
    assert stream.run().dictionary == []
    assert "The suite&#39;s dictionary cannot be shown: it is not " in stream.page()
    assert "The suite&#39;s dictionary" not in Stream(FEATURES).page()


@pytest.fixture
def beside(tmp_path):
    """What the page contains of an attachment that is not in the messages; they are in the folder reports."""
    folder = tmp_path / "reports"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "a note.txt").write_text("beside")
    (tmp_path / "secret.txt").write_text("secret")

    def contents(url: str, **message) -> dict:
        elsewhere = {"externalAttachment": {"mediaType": "text/plain", "url": url, **message}}
        lines = Stream(FEATURES, {"b": Outcome(attached=[TEXT])}).lines()
        index = next(number for number, line in enumerate(lines) if '"attachment"' in line)
        ids = ("testCaseStartedId", "testStepId")
        elsewhere["externalAttachment"] |= {
            key: value for key, value in json.loads(lines[index])["attachment"].items() if key in ids
        }
        lines[index] = json.dumps(elsewhere)
        run = run_of(read(lines, folder))
        assert page(run, title="x")
        return dict(Packed(run).parts())["contents"][0]

    return contents


@pytest.mark.parametrize("url", ["files/a%20note.txt", "./files/a note.txt", "files/../files/a%20note.txt"])
def test_a_file_beside_the_messages_is_shown(beside, url):
    found = beside(url)
    assert (found["name"], found["text"]) == ("a note.txt", "beside")


def test_a_file_beside_the_messages_may_be_named_by_its_whole_path(beside, tmp_path):
    assert beside(f"file://{tmp_path}/reports/files/a%20note.txt")["text"] == "beside"


def test_a_compressed_file_is_shown_as_what_it_contains(beside, tmp_path):
    (tmp_path / "reports" / "a note.txt.gz").write_bytes(gzip.compress(b"beside"))
    found = beside("a%20note.txt.gz")
    assert (found["type"], found["name"], found["text"]) == ("text", "a note.txt", "beside")


def test_a_compressed_file_of_its_own_kind_stays_one(beside, tmp_path):
    (tmp_path / "reports" / "logs.gz").write_bytes(content := gzip.compress(b"beside"))
    found = beside("logs.gz", mediaType="application/gzip")
    assert (found["type"], found["name"], found["size"]) == ("file", "logs.gz", len(content))


def test_a_compressed_file_that_is_damaged_or_too_large_says_so(beside, tmp_path):
    whole = gzip.compress(bytes(LARGEST + 1), 1)
    damaged = whole[:20] + b"damaged" + whole[27:]
    for name, content in {"cut": whole[:-9], "damaged": damaged, "none": b"beside", "large": whole}.items():
        (tmp_path / "reports" / f"{name}.txt.gz").write_bytes(content)
    for name in ("cut", "damaged", "none"):
        assert beside(f"{name}.txt.gz")["why_not"] == f"its file is no gzip, or cut short: {name}.txt.gz"
    assert beside("large.txt.gz")["why_not"] == "its file is larger than 50 MB: large.txt.gz"


@pytest.mark.parametrize(
    "url",
    ["../secret.txt", "files/../../secret.txt", "%2e%2e/secret.txt", "file:///etc/passwd", "/etc/passwd"],
)
def test_a_file_elsewhere_on_this_machine_is_not_read(beside, url):
    found = beside(url)
    assert found["why_not"] == f"its file is outside of the folder of the messages: {url}"
    assert found["size"] == 0


def test_a_link_out_of_the_folder_is_not_followed(beside, tmp_path):
    (tmp_path / "reports" / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert beside("link.txt")["why_not"].startswith("its file is outside of the folder")


@pytest.mark.parametrize(
    "url", [".env", "%2eenv", "files/../.env", ".git/config", "files/.git/config", "link.txt"]
)
def test_a_hidden_file_is_not_read(beside, tmp_path, url):
    for place in (".env", ".git/config", "files/.git/config"):
        file = tmp_path / "reports" / place
        file.parent.mkdir(exist_ok=True)
        file.write_text("secret")
    (tmp_path / "reports" / "link.txt").symlink_to(tmp_path / "reports" / ".env")
    found = beside(url)
    assert (found["why_not"], found["size"]) == (f"its file is hidden: {url}", 0)


def test_a_file_that_is_gone_is_named(beside):
    found = beside("files/shot.png", mediaType="image/png")
    assert (found["name"], found["media_type"]) == ("shot.png", "image/png")
    assert found["why_not"] == "its file is not beside the messages: files/shot.png"
    assert beside("files")["why_not"] == "its file is not beside the messages: files"
    assert beside("a\0b")["why_not"].startswith("its file is not beside the messages")


def test_a_file_that_is_too_large_is_not_read(beside, tmp_path):
    with (tmp_path / "reports" / "film.mp4").open("wb") as film:
        film.truncate(LARGEST + 1)
    assert beside("film.mp4")["why_not"] == "its file is larger than 50 MB: film.mp4"


def test_a_file_on_a_server_is_a_link(beside):
    found = beside("https://example.com/shot.png")
    assert found["link"] == "https://example.com/shot.png"
    assert found["why_not"].startswith("it is on a server, and the page makes no requests")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/plain,hello", "ftp://x/y", "file://host/x", ""]
)
def test_any_other_address_is_no_link(beside, url):
    found = beside(url)
    assert "link" not in found
    assert found["why_not"]


def test_an_attachment_with_an_address_is_one_that_is_elsewhere(beside):
    odd = {**attachment("", "image/png"), "url": "attachments/shot.png"}
    assert why_not(odd) == "it is not in the messages, but at attachments/shot.png"


def test_contents_that_are_not_shown_for_different_reasons_are_told_apart():
    contents = Contents()
    odd = [{**attachment("", "text/plain"), "body": body} for body in (1, 2)]
    odd += [{**attachment("", "text/plain"), "contentEncoding": "X"}]
    numbers = [contents.number_of(entry) for entry in entries_of(odd)]
    assert numbers == [0, 0, 1]
