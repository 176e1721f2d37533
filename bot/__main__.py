"""`python -m bot`: settings, logging, one instance, then Telegram or the terminal. Failures are one plain sentence."""

import argparse
import asyncio
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("PTB_TIMEDELTA", "1")  # before telegram is imported: RetryAfter then tells a timedelta
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported: we multiply no matrices, so save memory

import filelock
from telegram import Update
from telegram.error import InvalidToken, TelegramError

from bot import commands, texts
from bot.app import build_application
from bot.logs import set_up_logging
from bot.settings import Settings, SettingsError, read_settings
from bot.terminal import talk
from knowledge.loader import ContentError


class StartError(Exception):
    """The program cannot start; the message is the sentence for the operator."""


def prepare_data_dir(folder: Path) -> None:
    """Create the data folder, readable by its owner only. Raises StartError if it cannot be written."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise StartError(texts.data_dir_unusable(str(folder), error.strerror or str(error))) from error


@contextmanager
def only_instance(folder: Path) -> Iterator[None]:
    """Hold the data folder for this process alone. Raises StartError if another process holds it."""
    lock = filelock.FileLock(folder / "running.lock", timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise StartError(texts.already_running(str(folder))) from error
    try:
        yield
    finally:
        lock.release()


def serve(settings: Settings) -> None:
    """Serve Telegram until told to stop. Raises StartError if Telegram refuses the token."""
    application = build_application(settings)
    try:
        if settings.bot_mode == "webhook":
            application.run_webhook(
                listen=settings.webhook_listen,
                port=settings.webhook_port,
                webhook_url=settings.webhook_url,
                secret_token=settings.webhook_secret.get_secret_value(),
                url_path=settings.webhook_url.split("/", 3)[3] if settings.webhook_url.count("/") > 2 else "",
                allowed_updates=Update.ALL_TYPES,
                bootstrap_retries=-1,
            )
        else:
            application.run_polling(allowed_updates=Update.ALL_TYPES, bootstrap_retries=-1)
    except InvalidToken as error:
        raise StartError(texts.TOKEN_REFUSED) from error
    except TelegramError as error:
        raise StartError(texts.telegram_unreachable(str(error))) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="The ward's assistant.")
    parser.add_argument("--terminal", action="store_true", help="talk in the terminal even when a token is set")
    parser.set_defaults(work=None)
    kinds = parser.add_subparsers(title="work without a conversation")
    leaders = kinds.add_parser("leaders", help="the list of leaders").add_subparsers(required=True)
    importing = leaders.add_parser("import", help="take over a list from an Excel or CSV file")
    importing.add_argument("file", type=Path)
    importing.set_defaults(work=lambda settings, asked: commands.import_leaders(settings, asked.file))
    posters = kinds.add_parser("posters", help="write the ward's posters as a PDF to print")
    posters.add_argument("file", type=Path)
    posters.add_argument("--username", required=True, help="the assistant's name on Telegram, without @")
    posters.set_defaults(work=lambda settings, asked: commands.write_posters(settings, asked.file, asked.username))
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run the assistant; returns the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        settings = read_settings()
        if asked.work is not None:
            prepare_data_dir(settings.data_dir)
            print(asked.work(settings, asked))
            return 0
        in_terminal = asked.terminal or not settings.token
        # In the terminal, the conversation is what a person wants to read.
        set_up_logging(log_format=settings.log_format, level="WARNING" if in_terminal else settings.log_level)
        prepare_data_dir(settings.data_dir)
        with only_instance(settings.data_dir):
            if in_terminal:
                asyncio.run(talk(settings))
            else:
                serve(settings)
    except KeyboardInterrupt:
        return 0
    except ContentError as error:
        return _stop(texts.content_broken(str(error)))
    except sqlite3.Error as error:
        return _stop(texts.database_unusable(str(settings.data_dir / "ward.db"), str(error)))
    except (SettingsError, StartError, commands.CommandError) as error:
        return _stop(str(error))
    return 0


def _stop(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
