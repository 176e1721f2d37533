"""`tro-ly-phuong`, and `python -m bot`: settings, logging, one instance, then Telegram or the terminal.

Failures are one plain sentence.
"""

import argparse
import asyncio
import os
import sqlite3
import sys
from pathlib import Path

os.environ.setdefault("PTB_TIMEDELTA", "1")  # before telegram is imported: RetryAfter then tells a timedelta
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported: we multiply no matrices, so save memory

from telegram import Update
from telegram.error import InvalidToken, TelegramError

from bot import commands, doctor, texts, upkeep_texts
from bot.app import build_application
from bot.data_folder import StartError, only_instance, prepare_data_dir
from bot.database import NewerFileError, database_path
from bot.logs import redacted, set_up_logging
from bot.secret import Secret
from bot.settings import Settings, SettingsError, read_settings
from bot.terminal import talk
from knowledge.__main__ import main as knowledge
from knowledge.loader import ContentError


def serve(settings: Settings) -> None:
    """Serve Telegram until told to stop. Raises StartError if Telegram refuses the token."""
    application = build_application(settings)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        if settings.bot_mode == "webhook":
            application.run_webhook(
                listen=settings.webhook_listen,
                port=settings.webhook_port,
                webhook_url=settings.webhook_url,
                secret_token=Secret(settings.webhook_secret.get_secret_value()),
                url_path=settings.webhook_url.split("/", 3)[3] if settings.webhook_url.count("/") > 2 else "",
                allowed_updates=Update.ALL_TYPES,
                bootstrap_retries=-1,
                close_loop=False,
            )
        else:
            application.run_polling(allowed_updates=Update.ALL_TYPES, bootstrap_retries=-1, close_loop=False)
    except InvalidToken as error:
        raise StartError(texts.TOKEN_REFUSED) from error
    except TelegramError as error:
        raise StartError(texts.telegram_unreachable(str(error))) from error
    finally:
        # An application that never came up closes no connections.
        loop.run_until_complete(application.bot.shutdown())
        loop.close()


def parser() -> argparse.ArgumentParser:
    """The command line: every command with what carries it out."""
    called = Path(sys.argv[0]).name
    whole = argparse.ArgumentParser(
        prog="python -m bot" if called == "__main__.py" else called, description="The ward's assistant."
    )
    whole.add_argument("--terminal", dest="where", action="store_const", const="terminal", help="the same as terminal")
    whole.set_defaults(work=None, fault=1)  # the exit code after a sentence on standard error
    kinds = whole.add_subparsers(title="commands; without one: run with a token, terminal without")
    running = kinds.add_parser("run", help="serve Telegram; refuses to start without a token")
    running.set_defaults(where="telegram")
    kinds.add_parser("terminal", help="talk in the terminal, also with a token").set_defaults(where="terminal")
    checking = kinds.add_parser("check", help="validate all content, list what the ward must fill in")
    checking.set_defaults(work=lambda settings, _: _check(settings))
    backup = kinds.add_parser("backup", help="copy the database, also while the assistant runs")
    backup.add_argument("file", type=Path, nargs="?", help="by default a file in DATA_DIR/backups, which is rotated")
    backup.set_defaults(work=lambda settings, asked: _say(commands.back_up(settings, asked.file)))
    restore = kinds.add_parser("restore", help="put a copy in the place of the database; the assistant must not run")
    restore.add_argument("file", type=Path, nargs="?", help="by default the newest good copy in DATA_DIR/backups")
    restore.add_argument("--replace", action="store_true", help="set aside the database that is there")
    restore.set_defaults(
        work=lambda settings, asked: _say(commands.restore(settings, asked.file, replace=asked.replace))
    )
    examining = kinds.add_parser("doctor", help="look at everything one may get wrong; exits 0 fine, 1 look, 2 repair")
    examining.set_defaults(work=lambda settings, _: _say(*doctor.report(settings)), fault=doctor.Severity.FIX)
    leaders = kinds.add_parser("leaders", help="the list of leaders").add_subparsers(required=True)
    importing = leaders.add_parser("import", help="take over a list from an Excel or CSV file")
    importing.add_argument("file", type=Path)
    importing.set_defaults(work=lambda settings, asked: _say(commands.import_leaders(settings, asked.file)))
    posters = kinds.add_parser("posters", help="write the ward's posters as a PDF to print")
    posters.add_argument("file", type=Path)
    posters.add_argument("--username", required=True, help="the assistant's name on Telegram, without @")
    posters.set_defaults(
        work=lambda settings, asked: _say(commands.write_posters(settings, asked.file, asked.username))
    )
    return whole


def _say(text: str, code: int = 0) -> int:
    print(text)
    return code


def _check(settings: Settings) -> int:
    own = settings.own_content
    ward = ["--ward", str(settings.ward)] if settings.ward else []
    return knowledge(["check", *ward, *(["--content", str(own)] if own.is_dir() else [])])


def main(arguments: list[str] | None = None) -> int:
    """Run the assistant or one command; returns the exit code."""
    asked = parser().parse_args(arguments)
    os.umask(0o077)  # whatever is written from here on is its owner's alone
    try:
        settings = read_settings()
        if asked.work is not None:
            prepare_data_dir(settings.data_dir)
            return int(asked.work(settings, asked))
        if asked.where == "telegram" and not settings.token:
            raise StartError(upkeep_texts.NO_TOKEN)
        in_terminal = asked.where == "terminal" or not settings.token
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
        return _stop(texts.content_broken(str(error)), asked.fault)
    except NewerFileError as error:
        return _stop(upkeep_texts.database_newer(str(database_path(settings.data_dir)), str(error)), asked.fault)
    except sqlite3.Error as error:
        return _stop(commands.database_fault(settings, error), asked.fault)
    except (SettingsError, StartError, commands.CommandError) as error:
        return _stop(str(error), asked.fault)
    return 0


def _stop(sentence: str, code: int) -> int:
    print(redacted(sentence), file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
