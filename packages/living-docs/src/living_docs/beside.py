"""Files that messages refer to by URL, and that lie beside the messages."""

import gzip
import io
import zlib
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from living_docs.model import NotShownError

LARGEST = 50_000_000  # bytes


def is_on_the_web(url: str) -> bool:
    """Whether a browser can follow a URL to a server."""
    return url.startswith(("https://", "http://"))


def file_beside(url: str, folder: Path | None) -> bytes:
    """The bytes of a file in or below the folder of the messages; raises NotShownError.

    Files elsewhere and hidden ones (.env, .git/config) are not read, so that messages of a stranger cannot
    put this machine's files on a page.
    """
    if is_on_the_web(url):
        raise NotShownError(f"it is on a server, and the page makes no requests: {url}")
    try:
        parts = urlsplit(url)
        if folder is None or parts.scheme not in ("", "file") or parts.netloc not in ("", "localhost"):
            raise NotShownError(f"it is not in the messages, but at {url}")
        file = (folder / unquote(parts.path)).resolve()
        if not file.is_relative_to(folder.resolve()):
            raise NotShownError(f"its file is outside of the folder of the messages: {url}")
        if any(part.startswith(".") for part in file.relative_to(folder.resolve()).parts):
            raise NotShownError(f"its file is hidden: {url}")
        if file.stat().st_size > LARGEST:
            raise NotShownError(f"its file is larger than {LARGEST // 1_000_000} MB: {url}")
        return _content(file)
    except (OSError, ValueError):
        raise NotShownError(f"its file is not beside the messages: {url}") from None


def unpacked(content: bytes, url: str) -> bytes:
    """What a file contains that is compressed with gzip; raises NotShownError."""
    try:
        with gzip.open(io.BytesIO(content)) as stream:
            found = stream.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error):
        raise NotShownError(f"its file is no gzip, or cut short: {url}") from None
    if len(found) > LARGEST:
        raise NotShownError(f"its file is larger than {LARGEST // 1_000_000} MB: {url}")
    return found


@lru_cache
def _content(file: Path) -> bytes:
    """The bytes of a file; many steps may refer to the same one."""
    return file.read_bytes()
