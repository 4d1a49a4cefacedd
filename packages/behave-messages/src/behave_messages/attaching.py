"""What a step or a hook attaches: evidence, with a name by which people know it."""

from behave.runner import Context


def attach(context: Context, media_type: str, data: str | bytes, file_name: str | None = None) -> None:
    """Attach data to the step or hook that is running, as `context.attach` does, but with a file name.

    Formatters that take no file name are handed the data alone, as bytes.
    """
    for formatter in context._runner.formatters:
        if getattr(formatter, "takes_file_names", False):
            formatter.embedding(media_type, data, file_name)
        elif hasattr(formatter, "embedding"):
            formatter.embedding(media_type, data.encode() if isinstance(data, str) else data)


def wanted(context: Context) -> bool:
    """Whether anybody takes attachments, so that nobody need make them in vain."""
    return any(hasattr(formatter, "embedding") for formatter in context._runner.formatters)
