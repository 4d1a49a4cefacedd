"""The attachments of a step: the entries of its timeline, and files.

An attachment that cannot be shown costs only itself: its file says why.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from living_docs.beside import file_beside, is_on_the_web, unpacked
from living_docs.messages import Message
from living_docs.model import Entry, File, NotShownError
from living_docs.timeline import entries_in

GZIP = ".gz"
PROFILE = re.compile(r";\s*profile=([\w-]+)")


def entries_of(attached: list[Message]) -> Iterator[Entry]:
    """The entries of a step's timeline, then one for each file that no entry names."""
    files = [_file(one) for one in attached if profile(one) is None]
    named = set()
    for timeline in (one for one in attached if profile(one) == "timeline"):
        try:
            entries = entries_in(_json_of(timeline))
        except NotShownError as error:
            files.append(_file(timeline, why_not=str(error)))
            continue
        for data in entries:
            position = data.pop("attachment", None)
            is_file = isinstance(position, int) and 0 <= position < len(files)
            file = files[position] if is_file else None
            named |= {position} if is_file else set()
            yield Entry(data.pop("at"), data.pop("kind"), data.pop("caption"), data, file)
    for position, file in enumerate(files):
        if position not in named:
            yield Entry("", "attachment", file.name or file.media_type, {}, file)


def profile(attachment: Message) -> str | None:
    """The profile in an attachment's media type, if there is one."""
    found = PROFILE.search(_media_type(attachment))
    return found[1] if found else None


def dictionary_in(attachment: Message) -> dict[str, list[dict[str, Any]]]:
    """The phrases, words and notes of a suite's dictionary; raises NotShownError if it is none."""
    data = _json_of(attachment)
    try:
        is_one = (
            _are_of_form(data["phrases"], ("phrase", "place", "keyword", "meaning", "example", "family"))
            and _are_of_form(data["words"], ("name", "example"), optional=("meaning",), may_list=("values",))
            and _are_of_form(data.get("notes", []), ("title",), lists=("lines",))
        )
    except (TypeError, KeyError, AttributeError):
        is_one = False
    if not is_one:
        raise NotShownError("it is not a dictionary as living-docs reads it")
    return data


@dataclass(frozen=True)
class ShardOfRun:
    """One of `count` parts of a run; parts of one deal make the whole."""

    number: int
    count: int
    deal: str


def shards_in(attachments: list[Message]) -> list[ShardOfRun]:
    """Which parts of a run these attachments of it name; one that cannot be read names none."""
    found = []
    for attachment in attachments:
        if profile(attachment) == "shard":
            with suppress(NotShownError, TypeError, KeyError, ValueError):
                data = _json_of(attachment)
                found.append(ShardOfRun(int(data["shard"]), int(data["of"]), str(data["deal"])))
    return found


def _are_of_form(
    things: list[dict[str, Any]],
    texts: tuple[str, ...],
    optional: tuple[str, ...] = (),
    lists: tuple[str, ...] = (),
    may_list: tuple[str, ...] = (),
) -> bool:
    return all(
        all(isinstance(one[name], str) for name in texts)
        and all(isinstance(one.get(name, ""), str) for name in optional)
        and all(_is_list_of_texts(one[name]) for name in lists)
        and all(_is_list_of_texts(one.get(name, [])) for name in may_list)
        for one in things
    )


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def bytes_of(attachment: Message) -> bytes:
    """The attached bytes; raises NotShownError, which says why there are none."""
    if "url" in attachment:
        url = str(attachment["url"])
        content = file_beside(url, attachment.get("folder"))
        return unpacked(content, url) if _is_packed(attachment, url) else content
    body, encoding = attachment.get("body"), attachment.get("contentEncoding", "IDENTITY")
    if not isinstance(body, str):
        raise NotShownError("its body is not text")
    if encoding == "IDENTITY":
        return body.encode()
    if encoding != "BASE64":
        raise NotShownError(f"its encoding is {encoding}, and only IDENTITY and BASE64 are known")
    try:
        return base64.b64decode("".join(body.split()), validate=True)
    except (binascii.Error, ValueError):
        raise NotShownError("its base64 is damaged or cut short") from None


def _file(attachment: Message, why_not: str = "") -> File:
    name, url = attachment.get("fileName"), str(attachment.get("url") or "")
    last = unquote(url.rpartition("/")[2])
    file = File(
        media_type=_media_type(attachment),
        name=name
        if isinstance(name, str)
        else last.removesuffix(GZIP if _is_packed(attachment, url) else ""),
        data=b"",
        why_not=why_not,
        link=url if is_on_the_web(url) else "",
    )
    try:
        file.data = bytes_of(attachment)
    except NotShownError as error:
        file.why_not = why_not or str(error)
    return file


def _media_type(attachment: Message) -> str:
    return str(attachment.get("mediaType") or "")


def _is_packed(attachment: Message, url: str) -> bool:
    """Whether a file is compressed, and its media type is that of what it contains."""
    return url.endswith(GZIP) and "gzip" not in _media_type(attachment).lower()


def _json_of(attachment: Message) -> Any:
    data = bytes_of(attachment)
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise NotShownError("it is not JSON") from None
