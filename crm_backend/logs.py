"""Log lines: one JSON object each, with the ids of request and task, without e-mail addresses."""

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
    """Adds the id and name of the running Celery task to a log record; empty outside a task."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.task_id = current_task.request.id if current_task else ""
        record.task_name = current_task.name if current_task else ""
        return True


class JsonLine(JsonFormatter):
    """FIELDS, a traceback if there is one, and nothing else of the record.

    Celery's records contain task arguments, Django's the request. A database error quotes the refused row, so
    e-mail addresses are removed from every line.
    """

    def __init__(self) -> None:
        # Not escaped: an escaped domain would not be recognised as an address.
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
    """In production, log what a worker writes to standard output, such as its banner.

    Accepts and ignores the arguments of a Celery signal.
    """
    if settings.PRODUCTION:
        sys.__stdout__ = LoggingProxy(logger, logging.INFO)


def log_uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """Log an uncaught exception; for `sys.excepthook`."""
    logger.critical("Uncaught exception", exc_info=(kind, error, traceback))


def log_unraisable(caught: Any) -> None:
    """Log an exception in a thread or a finaliser; for `threading.excepthook` and `sys.unraisablehook`."""
    log_uncaught(caught.exc_type, caught.exc_value, caught.exc_traceback)


def log_shutdown(*, how: str, **kwargs: Any) -> None:
    """Log that a worker is shutting down; Celery itself only prints it."""
    logger.info("%s shutdown", how)
