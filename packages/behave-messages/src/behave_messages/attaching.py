"""Attachments of steps and hooks, with file names."""

from behave.runner import Context


def attach(context: Context, media_type: str, data: str | bytes, file_name: str | None = None) -> None:
    """Attach data to the running step or hook, as `context.attach` does, but with a file name.

    Formatters that take no file names get only the data, as bytes.
    """
    for formatter in context._runner.formatters:
        if getattr(formatter, "takes_file_names", False):
            formatter.embedding(media_type, data, file_name)
        elif hasattr(formatter, "embedding"):
            formatter.embedding(media_type, data.encode() if isinstance(data, str) else data)


def wanted(context: Context) -> bool:
    """Whether any formatter takes attachments; ask before making an expensive one."""
    return any(hasattr(formatter, "embedding") for formatter in context._runner.formatters)
