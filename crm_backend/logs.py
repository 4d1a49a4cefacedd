"""Log lines: one JSON object each, with the request and the task it belongs to, and nobody's address."""

import logging
import re
import sys
from types import TracebackType
from typing import Any

from celery import current_task
from celery.utils.log import LoggingProxy
from django.conf import settings
from pythonjsonlogger.json import JsonFormatter

logger = logging.getLogger(__name__)

FIELDS = ("asctime", "levelname", "name", "message", "request_id", "task_id", "task_name")
ADDRESS = re.compile(r"[^\s@<>()\[\]\",;:=]+@[\w-]+(\.[\w-]+)+")


class TaskFilter(logging.Filter):
    """Adds the id and the name of the Celery task that a line was written in; empty outside of one."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.task_id = current_task.request.id if current_task else ""
        record.task_name = current_task.name if current_task else ""
        return True


class JsonLine(JsonFormatter):
    """FIELDS and a traceback where there is one, and nothing else that a record carries.

    Celery's records carry a task's arguments, Django's the request. A database's error quotes the row that it
    refuses: e-mail addresses are taken out of whatever is written.
    """

    def __init__(self) -> None:
        # Letters as they are: an escaped domain would not be recognised as one.
        super().__init__(
            " ".join(f"%({field})s" for field in FIELDS),
            datefmt="%Y-%m-%dT%H:%M:%S%z",
            json_ensure_ascii=False,
        )

    def add_fields(self, log_record: dict, record: logging.LogRecord, message_dict: dict) -> None:
        super().add_fields(log_record, record, message_dict)
        for field in set(log_record) - {*FIELDS, "exc_info"}:
            del log_record[field]

    def format(self, record: logging.LogRecord) -> str:
        return ADDRESS.sub("[address]", super().format(record))


def take_standard_output(**kwargs: Any) -> None:
    """Log what a worker would write straight to standard output in production, such as its banner.

    Takes a Celery signal's arguments, and ignores them.
    """
    if settings.PRODUCTION:
        sys.__stdout__ = LoggingProxy(logger, logging.INFO)


def log_uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """Log an exception that nothing caught; `sys.excepthook`."""
    logger.critical("Uncaught exception", exc_info=(kind, error, traceback))


def log_unraisable(caught: Any) -> None:
    """Log an exception of a thread or a finaliser; `threading.excepthook` and `sys.unraisablehook`."""
    log_uncaught(caught.exc_type, caught.exc_value, caught.exc_traceback)


def log_shutdown(*, how: str, **kwargs: Any) -> None:
    """Log that a worker begins to shut down, which Celery writes to standard output alone."""
    logger.info("%s shutdown", how)
