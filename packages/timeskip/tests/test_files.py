"""The default file storage: watched, full, and empty again after the story."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from timeskip import Story
from timeskip.files import ProcessStopped, StoredFile


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_stored_file_is_evidence(story: Story, folder: Path) -> None:
    name = default_storage.save("a/letter.txt", ContentFile("Dear Ann"))
    assert story.files.stored == [StoredFile(name, b"Dear Ann")]
    assert "file      a/letter.txt: 8 bytes" in story.timeline()
    assert (folder / "a" / "letter.txt").read_text() == "Dear Ann"


def test_a_full_disk_takes_half_of_a_file(story: Story, folder: Path) -> None:
    story.files.is_full = True
    with pytest.raises(OSError, match="No space left on device"):
        default_storage.save("letter.txt", ContentFile(b"Dear Ann"))
    assert (folder / "letter.txt").read_bytes() == b"Dear"
    assert story.files.stored == []
    story.files.is_full = False
    assert default_storage.save("other.txt", ContentFile(b"Dear Bob")) == "other.txt"


def test_a_process_stops_once_it_has_stored_a_file(story: Story, folder: Path) -> None:
    story.files.stop_after_next()
    with pytest.raises(ProcessStopped):
        default_storage.save("letter.txt", ContentFile(b"Dear Ann"))
    assert (folder / "letter.txt").read_bytes() == b"Dear Ann"
    default_storage.save("other.txt", ContentFile(b"Dear Bob"))


def test_files_are_gone_with_the_story_and_those_from_before_are_not(clock: str, db: None, folder: Path) -> None:
    default_storage.save("before.txt", ContentFile(b"before"))
    kind = type(default_storage._wrapped)
    with Story(clock=clock) as story:
        default_storage.save("letter.txt", ContentFile(b"Dear Ann"))
        story.files.is_full = True
        with pytest.raises(OSError, match="No space left"):
            default_storage.save("half.txt", ContentFile(b"Dear Bob"))
    assert [path.name for path in folder.iterdir()] == ["before.txt"]
    assert type(default_storage._wrapped) is kind
    assert not hasattr(default_storage, "story_files")


def test_files_may_outlive_a_story(clock: str, db: None, folder: Path) -> None:
    with Story(clock=clock) as story:
        story.files.are_kept = True
        default_storage.save("letter.txt", ContentFile(b"Dear Ann"))
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]
