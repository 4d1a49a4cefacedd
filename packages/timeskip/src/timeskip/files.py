"""The default file storage: the project's own, whose disk may be full, and which forgets what a story stored."""

import errno
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from timeskip.declared import Declared
from timeskip.evidence import Evidence
from timeskip.latest import Latest


class ProcessStopped(Exception):
    """The process that stored a file went no further."""


@dataclass(frozen=True)
class StoredFile:
    """A file as it was handed to the storage."""

    name: str
    content: bytes


class Files(Declared):
    """What has been stored, and the failures that a test gives to those who store."""

    # While it is, half of a file is written and OSError raised.
    is_full: bool
    # Whether files outlive the story, as they do where it commits.
    are_kept: bool
    stored: list[StoredFile]

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._stops_after_next = False
        self._created: list[str] = []
        self.is_full = False
        self.are_kept = False
        self.stored = Latest(evidence.most_kept)

    def stop_after_next(self) -> None:
        """Stop the process once it has stored the next file, and before it can note so: ProcessStopped."""
        self._stops_after_next = True

    @property
    def failures(self) -> Hashable:
        """What it fails at, so that two states can be compared."""
        return self.is_full, self._stops_after_next

    @contextmanager
    def watched(self) -> Iterator[None]:
        """While this lasts the default storage is watched; what was stored is deleted then, unless it is to be kept."""
        # The very object: modules hold on to it.
        storage: Any = storages["default"]
        kind = type(storage)
        storage.__class__ = _watched(kind)
        storage.story_files = self
        try:
            yield
        finally:
            storage.__class__ = kind
            del storage.story_files
            for name in () if self.are_kept else self._created:
                storage.delete(name)

    def save(self, storage: Storage, store: Callable[[str, Any], str], name: str, content: Any) -> str:
        """Store a file as the project's storage does, or fail as a disk does."""
        data = b"".join(chunk if isinstance(chunk, bytes) else chunk.encode() for chunk in content.chunks())
        is_new = not storage.exists(name)
        written = data[: len(data) // 2] if self.is_full else data
        name = store(name, ContentFile(written, name=name))
        if is_new:
            self._created.append(name)
        if self.is_full:
            raise OSError(errno.ENOSPC, "No space left on device")
        self._keep(StoredFile(name, data))
        return name

    def _keep(self, file: StoredFile) -> None:
        self.stored.append(file)
        self._evidence.add("file", f"{file.name}: {len(file.content):,} bytes", file)
        if self._stops_after_next:
            self._stops_after_next = False
            raise ProcessStopped("The worker was stopped.")


@cache
def _watched(kind: type[Storage]) -> type[Storage]:
    """Return a project's class of storages, with each save passing through the story."""

    def save(storage: Any, name: str, content: Any) -> str:
        return storage.story_files.save(storage, partial(kind._save, storage), name, content)

    return type(kind.__name__, (kind,), {"_save": save})
