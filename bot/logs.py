"""Logging: one structured line per event, as text or JSON, with tokens and phone numbers taken out."""

import logging
import re
import sys
import threading
from typing import Any

import structlog
from telegram.error import InvalidToken

_TOKEN = re.compile(r"(?<!\d)\d{6,12}(?::|%3[Aa])[A-Za-z0-9_-]{30,}")
_PHONE = re.compile(r"(?<![\d.,])(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)")


def redacted(text: str) -> str:
    """The text with bot tokens and Vietnamese phone numbers replaced."""
    return _PHONE.sub("[phone]", _TOKEN.sub("[token]", text))


def _redact(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {key: _redact_value(value) for key, value in event.items()}


def _redact_value(value: Any) -> Any:
    if isinstance(value, str):
        return redacted(value)
    if isinstance(value, dict):
        return {key: _redact_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_redact_value(item) for item in value]
    return value if isinstance(value, int | float | bool | None) else redacted(str(value))


def _is_not_told_otherwise(record: logging.LogRecord) -> bool:
    """A refused token ends the program with a sentence of its own; its traceback would only hide that."""
    return not (record.exc_info and isinstance(record.exc_info[1], InvalidToken))


def set_up_logging(*, log_format: str, level: str) -> None:
    """Send everything, the libraries' lines included, through one redacting formatter to standard error."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.format_exc_info,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _redact, renderer],
        )
    )
    logging.getLogger("telegram.ext").addFilter(_is_not_told_otherwise)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # httpx logs every call's full URL, which holds the token; apscheduler tells of every tick.
    for talkative in ("httpx", "httpcore", "apscheduler"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    # At DEBUG python-telegram-bot logs whole updates, people's words included.
    logging.getLogger("telegram").setLevel(max(logging.INFO, logging.getLevelName(level)))
    # A crash is told through the same formatter: a traceback may hold an address with the token in it.
    sys.excepthook = lambda *crash: logging.getLogger("crash").critical("crashed", exc_info=crash)
    threading.excepthook = lambda crash: logging.getLogger("crash").critical("crashed", exc_info=crash[:3])  # type: ignore[arg-type]
