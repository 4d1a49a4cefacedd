"""Attachments as messages: in the messages themselves, or as files beside them."""

import base64
import gzip
import hashlib
import mimetypes
import re
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import cucumber_messages as messages
from behave.exception import ConfigError

from behave_messages.paths import absolute
from behave_messages.pdf_files import smaller

Encoding = messages.AttachmentContentEncoding
Sent = messages.Attachment | messages.ExternalAttachment

# Of behave's userdata: -D messages_attachments=files
OPTION = "messages_attachments"
# Bytes; a shorter attachment stays in the messages, because the reference to a file is as long.
SHORT = 500
# A file's folder is named for its content.
DIGITS = 24
OURS = re.compile(rf"[0-9a-f]{{{DIGITS}}}")
# Characters, of up to four bytes each; file systems take 255 bytes.
LONGEST_NAME = 50
LONGEST_SUFFIX = 10
# Web servers send such a file with its Content-Encoding.
GZIP = ".gz"


class Attachments:
    """Makes attachments; with `-D messages_attachments=files` larger ones are files, each content once."""

    def __init__(self, output: str | None, userdata: Mapping[str, str]) -> None:
        wanted = userdata.get(OPTION, "inside")
        if wanted not in ("inside", "files"):
            raise ConfigError(f'{OPTION} is "inside" or "files", not "{wanted}".')
        # Beside messages.ndjson there is messages.attachments; standard output has nothing beside it.
        is_beside = output is not None and wanted == "files"
        self._folder = Path(absolute(output).removesuffix(".ndjson") + ".attachments") if is_beside else None
        self._written: set[str] = set()
        if self._folder is not None:
            _remove_earlier(self._folder)

    def made(self, media_type: str, data: bytes | str, file_name: str | None) -> Sent:
        """An attachment, not yet of a step or hook; text as it is, bytes in base64, or a file."""
        if self._folder is not None and len(data) > SHORT:
            url = self._file(media_type, data, file_name)
            return messages.ExternalAttachment(media_type=media_type, url=url)
        is_text = isinstance(data, str)
        return messages.Attachment(
            media_type=media_type,
            body=data if is_text else base64.b64encode(data).decode(),
            content_encoding=Encoding.identity if is_text else Encoding.base64,
            file_name=file_name,
        )

    def _file(self, media_type: str, data: bytes | str, file_name: str | None) -> str:
        # A step may attach half a surrogate pair, which UTF-8 cannot carry.
        content = data.encode(errors="replace") if isinstance(data, str) else data
        name = (
            f"{_safe(file_name) or f'attachment{_suffix(media_type)}'}{GZIP if _is_text(media_type) else ''}"
        )
        place = f"{hashlib.sha256(content).hexdigest()[:DIGITS]}/{name}"
        if place not in self._written:
            file = self._folder / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(_kept(media_type, content))
            self._written.add(place)
        return quote(f"{self._folder.name}/{place}")


def _kept(media_type: str, content: bytes) -> bytes:
    """The content in fewer bytes, without loss."""
    if _is_text(media_type):
        # Without the time, so that equal contents are equal files.
        return gzip.compress(content, mtime=0)
    return smaller(content) if _kind(media_type) == "application/pdf" else content


def _remove_earlier(folder: Path) -> None:
    """Remove the files of an earlier run, and nothing that somebody else has put there."""
    for one in folder.glob("*"):
        if OURS.fullmatch(one.name) and one.is_dir() and not one.is_symlink():
            shutil.rmtree(one)


def _safe(file_name: str | None) -> str:
    """The last part of a path as a name that every system takes; empty if nothing is left of it."""
    last = re.split(r"[/\\]", file_name or "")[-1]
    name = PurePosixPath(re.sub(r"[^\w().-]+", " ", last).strip(" ."))
    return f"{name.stem[:LONGEST_NAME].strip()}{name.suffix[:LONGEST_SUFFIX]}"


def _suffix(media_type: str) -> str:
    kind = _kind(media_type)
    return {"message/rfc822": ".eml"}.get(kind) or mimetypes.guess_extension(kind) or ""


def _is_text(media_type: str) -> bool:
    kind = _kind(media_type)
    return kind == "message/rfc822" or kind.startswith("text/") or kind.endswith(("json", "xml"))


def _kind(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()
