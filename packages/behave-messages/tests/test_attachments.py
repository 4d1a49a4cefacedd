"""Attachments inside the messages, and as files beside them."""

import gzip
import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from behave.exception import ConfigError
from behaving import MessagesRun, run_behave
from cucumber_messages import Attachment, ExternalAttachment
from looking import attachments

from behave_messages.attachments import LONGEST_NAME, SHORT, Attachments

LETTER = b"a" * 3000
TEXT = "Grüße \ud83d und mehr. " * 100


def files_of(run: MessagesRun) -> list[tuple[str, str, bytes]]:
    """Each attachment that is a file: its media type, its URL, its bytes."""
    return [
        (one["mediaType"], one["url"], _content(run.folder / unquote(one["url"])))
        for one in run.of("externalAttachment")
    ]


def _content(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()


def test_larger_attachments_are_files_beside_the_messages(story):
    files = files_of(story("attachments as files"))
    assert [(kind, data) for kind, _, data in files] == [
        *[("message/rfc822", LETTER)] * 4,
        ("application/json; profile=x", TEXT.encode(errors="replace")),
        *[("message/rfc822", LETTER)] * 2,
    ]
    assert all(url.startswith("messages.attachments/") for _, url, _ in files)


def test_each_content_is_written_once(story):
    run = story("attachments as files")
    urls = {url for _, url, _ in files_of(run)}
    # A content with two names is two files.
    assert len(urls) == 3
    written = [file for file in (run.folder / "messages.attachments").rglob("*") if file.is_file()]
    assert sorted(_content(file) for file in written) == sorted(
        [LETTER, LETTER, TEXT.encode(errors="replace")]
    )


def test_files_belong_to_their_steps(story):
    run = story("attachments as files")
    steps = [one["testStepId"] for one in run.of("externalAttachment")]
    assert [steps.count(step) for step in dict.fromkeys(steps)] == [3, 1, 1, 2]
    assert all("testCaseStartedId" in one for one in run.of("externalAttachment"))


def test_short_attachments_stay_in_the_messages(story):
    found = attachments(story("attachments as files"))
    assert found.count(("message/rfc822", "short.eml", b"a" * 20)) == 2
    assert ("text/plain", "doors.txt", "The doors are open.") in found


@pytest.mark.parametrize("way", ["attachments inside", "files on standard output"])
def test_otherwise_everything_is_in_the_messages(way, story):
    run = story(way)
    assert run.of("externalAttachment") == []
    found = attachments(run)
    assert found.count(("message/rfc822", "../../Brief: an Béla?.eml", LETTER)) == 5
    assert ("application/json; profile=x", None, TEXT) in found
    assert not (run.folder / "messages.attachments").exists()


def test_a_second_run_removes_the_files_of_the_first_and_nothing_else(tmp_path):
    (tmp_path / "steps").mkdir()
    (tmp_path / "a.feature").write_text("Feature: a\n  Scenario: b\n    When c\n")
    step = "@when('c')\ndef step_impl(context):\n    attach(context, 'text/plain', '{}' * 1000)\n"
    head = "from behave import when\nfrom behave_messages import attach\n"
    kept = tmp_path / "messages.attachments"
    kept.mkdir()
    (kept / "notes.txt").write_text("mine")
    (kept / "mine").mkdir()
    for letter in "ab":
        (tmp_path / "steps" / "steps.py").write_text(head + step.format(letter))
        run = run_behave(tmp_path, "-D", "messages_attachments=files", "a.feature")
        ((_, url, data),) = files_of(run)
        assert data == letter.encode() * 1000
        assert {one.name for one in kept.iterdir()} == {"notes.txt", "mine", url.split("/")[1]}


def test_files_are_beside_the_messages_wherever_a_step_has_gone(tmp_path):
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps" / "steps.py").write_text(
        "import os\nfrom behave import when\nfrom behave_messages import attach\n"
        "@when('c')\ndef step_impl(context):\n    os.chdir('steps')\n"
        "    attach(context, 'text/plain', 'a' * 1000)\n"
    )
    (tmp_path / "a.feature").write_text("Feature: a\n  Scenario: b\n    When c\n")
    ((_, _, data),) = files_of(run_behave(tmp_path, "-D", "messages_attachments=files", "a.feature"))
    assert data == b"a" * 1000


@pytest.fixture
def beside(tmp_path):
    return Attachments(str(tmp_path / "run.ndjson"), {"messages_attachments": "files"})


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..", "attachment.txt"),
        (".", "attachment.txt"),
        ("a/", "attachment.txt"),
        (".hidden", "hidden"),
        ('a/b\\c:d*e?f"g<h>i|j\0k\n.txt', "c d e f g h i j k.txt"),
        ("Grüße (2).eml", "Grüße (2).eml"),
        ("x" * 300 + ".pdf", "x" * LONGEST_NAME + ".pdf"),
        ("x." + "y" * 300, "x." + "y" * 9),
        ("𝕏" * 300 + "." + "𝕏" * 300, "𝕏" * LONGEST_NAME + "." + "𝕏" * 9),
        ("README", "README"),
        ("", "attachment.txt"),
        (None, "attachment.txt"),
    ],
)
def test_a_file_name_is_one_that_every_system_takes(beside, tmp_path, given, name):
    made = beside.made("text/plain", "a" * 1000, given)
    (file,) = (file for file in (tmp_path / "run.attachments").rglob("*") if file.is_file())
    assert file.name == f"{name}.gz"
    assert tmp_path / unquote(made.url) == file


@pytest.mark.parametrize(
    "names", [("shard.1", "shard.2"), ("shard.1.ndjson", "shard.2.ndjson"), ("a.json", "a.txt")]
)
def test_each_output_has_a_folder_of_its_own(tmp_path, names):
    for name in names:
        Attachments(str(tmp_path / name), {"messages_attachments": "files"}).made(
            "text/plain", "a" * 1000, None
        )
    folders = {file.parents[1].name for file in tmp_path.glob("*/*/*")}
    assert folders == {f"{name.removesuffix('.ndjson')}.attachments" for name in names}


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [("message/rfc822", ".eml.gz"), ("IMAGE/PNG; a=b", ".png"), ("application/x-unheard-of", ""), ("", "")],
)
def test_without_a_name_the_kind_says_what_it_is(beside, kind, suffix):
    assert beside.made(kind, b"a" * 1000, None).url.endswith(f"/attachment{suffix}")


@pytest.mark.parametrize(
    "kind", ["application/json; profile=timeline", "Application/x+JSON", "message/rfc822", "text/csv"]
)
def test_text_is_compressed(beside, tmp_path, kind):
    made = beside.made(kind, "[1, 2]" * 1000, "timeline.json")
    assert made.media_type == kind
    assert made.url.endswith("/timeline.json.gz")
    file = tmp_path / unquote(made.url)
    assert gzip.decompress(file.read_bytes()) == b"[1, 2]" * 1000
    assert file.stat().st_size < 100
    # The time of compressing is not in it.
    assert file.read_bytes()[4:8] == bytes(4)


def test_what_is_short_is_no_file(beside):
    assert isinstance(beside.made("text/plain", "a" * SHORT, None), Attachment)
    assert isinstance(beside.made("text/plain", "a" * (SHORT + 1), None), ExternalAttachment)


def test_an_option_that_is_none_is_refused():
    with pytest.raises(ConfigError, match='messages_attachments is "inside" or "files", not "out"'):
        Attachments("run.ndjson", {"messages_attachments": "out"})


def test_a_run_has_an_id_of_its_own_unless_the_environment_names_it(tmp_path):
    (tmp_path / "a.feature").write_text("Feature: a\n  Scenario: b\n    When c\n")

    def run_id(**environment: str) -> str:
        (started,) = run_behave(tmp_path, "a.feature", environment=environment).of("testRunStarted")
        return started["id"]

    assert run_id() != run_id()
    assert run_id(BEHAVE_RUN_ID="17") == run_id(BEHAVE_RUN_ID="17") == "run-17"


def test_the_folder_is_read_by_its_place(story):
    """A URL is relative, so that messages and files can be moved together."""
    urls = [one["url"] for one in story("attachments as files").of("externalAttachment")]
    assert not any(Path(url).is_absolute() or "://" in url for url in urls)
    assert json.dumps(urls).isascii()
