"""`tro-ly-phuong doctor`: looks at everything an operator gets wrong and says what to do, without changing anything."""

import json
import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import IntEnum
from pathlib import Path
from typing import Any

import httpx
from sqlite_utils import Database

from bot import backups, commands, content_copies, upkeep_texts
from bot import doctor_texts as texts
from bot.data_folder import StartError, only_instance
from bot.database import MIGRATIONS, NewerFileError, database_path, refuse_newer
from bot.health import LEAST_FREE
from bot.logs import redacted
from bot.people_texts import moment
from bot.roles import CHANNEL
from bot.settings import Settings
from broadcasts.people import Role
from broadcasts.people_store import roles_by_chat
from knowledge import check
from knowledge.loader import ContentError, layers_of, load

PATIENCE = 10.0
"""Seconds for one answer of Telegram."""
CLOCK_OFF, CLOCK_WRONG = 30, 300
"""Seconds the clock may be off before one should look, and before it must be set."""
BACKUP_OLD, BACKUP_TOO_OLD = timedelta(days=2), timedelta(days=7)
FASTEST = 30
"""Messages a second Telegram's own server takes (Bots FAQ)."""
FAILED_LATELY = timedelta(hours=1)


class Severity(IntEnum):
    """How bad it is; the worst of all is the exit code."""

    FINE = 0
    LOOK = 1
    FIX = 2


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    severity: Severity
    said: str


def examine(settings: Settings, now: datetime, telegram: httpx.Client) -> list[Finding]:
    """Look at everything, the machine first; `telegram` reaches the Bot API."""
    return [
        *machine(settings, now),
        *database(settings),
        *copies(settings, now),
        *content(settings, now),
        *bot_api(settings, now, telegram),
    ]


def report(settings: Settings) -> tuple[str, int]:
    """Everything found, one line each, and the exit code."""
    with httpx.Client(timeout=PATIENCE) as telegram:
        found = examine(settings, datetime.now(settings.zone), telegram)
    severities = [finding.severity for finding in found]
    lines = [texts.line(finding.severity, finding.said) for finding in found]
    lines.append(texts.summary(severities.count(Severity.LOOK), severities.count(Severity.FIX)))
    return "\n".join(lines), max(severities)


def machine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Time, rights, disk, what else runs, and the pace that was set."""
    folder = settings.data_dir
    yield Finding(Severity.FINE, texts.local_time(moment(now, settings.zone), settings.timezone))
    yield from _rights(folder)
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        yield Finding(Severity.FIX, f"{texts.disk(free)} {texts.DISK_NEARLY_FULL}")
    else:
        yield Finding(Severity.FINE, texts.disk(free))
    try:
        with only_instance(folder):
            yield Finding(Severity.FINE, texts.NOT_RUNNING)
    except StartError:
        yield Finding(Severity.FINE, texts.RUNNING)
    if settings.messages_per_second > FASTEST and settings.telegram_api_base_url == "https://api.telegram.org":
        yield Finding(Severity.LOOK, texts.too_fast(settings.messages_per_second))


def _rights(folder: Path) -> Iterator[Finding]:
    parts = [(folder, "700"), *((path, "600") for path in (database_path(folder), Path(".env")) if path.exists())]
    all_fine = True
    for path, mode in parts:
        status = path.stat()
        if status.st_uid != os.getuid():
            all_fine = False
            yield Finding(Severity.FIX, texts.not_ours(str(path)))
        elif stat.S_IMODE(status.st_mode) & 0o077:
            all_fine = False
            yield Finding(Severity.FIX, texts.rights_open(str(path), mode))
    if all_fine:
        yield Finding(Severity.FINE, texts.rights_fine(str(folder)))


def database(settings: Settings) -> Iterator[Finding]:
    """The file and its tables, and the officers it and the settings know."""
    path = database_path(settings.data_dir)
    officers = {str(officer) for officer in settings.officer_ids}
    if not path.exists():
        yield Finding(Severity.FINE, texts.NO_DATABASE)
    else:
        try:
            with closing(Database(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True))) as db:
                backups.check(db.conn)
                refuse_newer(db)
                if any(migrations.pending(db) for migrations in MIGRATIONS):
                    yield Finding(Severity.FINE, texts.DATABASE_OLDER)
                else:
                    yield Finding(Severity.FINE, texts.DATABASE_FINE)
                    officers |= {chat for chat, roles in roles_by_chat(db, CHANNEL).items() if Role.OFFICER in roles}
        except NewerFileError as error:
            yield Finding(Severity.FIX, upkeep_texts.database_newer(str(path), str(error)))
        except sqlite3.Error as error:
            yield Finding(Severity.FIX, commands.database_fault(settings, error))
    if officers:
        yield Finding(Severity.FINE, texts.officers(len(officers)))
    else:
        yield Finding(Severity.FIX, texts.NO_OFFICERS)


def copies(settings: Settings, now: datetime) -> Iterator[Finding]:
    """The newest good copy, its age, and whether it has what the ward taught."""
    good = backups.newest_good(backups.folder_of(settings.data_dir))
    if good is None:
        if database_path(settings.data_dir).exists():
            yield Finding(Severity.LOOK, texts.NO_BACKUP)
        return
    told = (str(good.path), moment(good.made, settings.zone))
    age = now - good.made
    if age > BACKUP_OLD:
        yield Finding(Severity.FIX if age > BACKUP_TOO_OLD else Severity.LOOK, texts.backup_old(*told))
    else:
        yield Finding(Severity.FINE, texts.backup_fine(*told))
    overlay = settings.own_content
    if backups.taught_in(good.path) is None and content_copies.held_in(overlay):
        yield Finding(Severity.LOOK, texts.content_not_copied(told[0], str(overlay)))


def content(settings: Settings, now: datetime) -> Iterator[Finding]:
    """What is shipped with the ward's own on top."""
    try:
        library = load(layers_of(settings.ward, settings.own_content))
        problems = check.problems(library, now.date())
    except ContentError as error:
        problems = str(error).splitlines()
    if problems:
        yield Finding(Severity.FIX, texts.content_broken(len(problems), problems[0]))
    else:
        yield Finding(Severity.FINE, texts.content_fine(len(library.entries), len(check.unfilled(library))))


class _RefusedError(Exception):
    """Telegram answered that it will not; its code and its words."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(said)
        self.code = code


def _call(settings: Settings, telegram: httpx.Client, method: str, **values: object) -> tuple[Any, httpx.Response]:
    """Raises _RefusedError, httpx.HTTPError, httpx.InvalidURL, ValueError if the answer is not Telegram's."""
    url = f"{settings.telegram_api_base_url}/bot{settings.token}/{method}"
    answer = telegram.post(url, json=values)
    said = json.loads(answer.content)
    if not isinstance(said, dict) or "ok" not in said:
        raise ValueError("no answer of the Bot API")
    if not said["ok"]:
        raise _RefusedError(answer.status_code, str(said.get("description", "")))
    if not isinstance(said["result"], dict | list):
        raise ValueError("no answer to this method")
    return said["result"], answer


def bot_api(settings: Settings, now: datetime, telegram: httpx.Client) -> Iterator[Finding]:
    """Reachability, token, clock, how updates arrive, and whether the first officers can be written to."""
    if not settings.token:
        yield Finding(Severity.LOOK, texts.NO_TOKEN)
        return
    url = settings.telegram_api_base_url
    try:
        me, answer = _call(settings, telegram, "getMe")
        yield Finding(Severity.FINE, texts.known(me.get("username", "")))
        if not me.get("can_join_groups", True):
            yield Finding(Severity.LOOK, texts.NO_GROUPS)
        yield from _clock(answer, now)
        info, _ = _call(settings, telegram, "getWebhookInfo")
        yield from _updates(settings, info, now)
        for officer in settings.officer_ids:
            yield from _officer(settings, telegram, officer)
        if not settings.officer_ids and not info.get("url"):
            yield from _who_wrote(settings, telegram)
    except _RefusedError as error:
        # 401 is an unknown token, 404 one that does not even look like one.
        refused = error.code in (401, 404)
        yield Finding(Severity.FIX, texts.TOKEN_REFUSED if refused else texts.unreachable(url, str(error)))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        yield Finding(Severity.FIX, texts.unreachable(url, redacted(str(error)) or type(error).__name__))
    except ValueError:
        yield Finding(Severity.FIX, texts.strange_answer(url))


def _clock(answer: httpx.Response, now: datetime) -> Iterator[Finding]:
    if "Date" not in answer.headers:
        return
    off = abs(round((now - parsedate_to_datetime(answer.headers["Date"])).total_seconds()))
    if off <= CLOCK_OFF:
        yield Finding(Severity.FINE, texts.clock_right(off))
    else:
        yield Finding(Severity.FIX if off > CLOCK_WRONG else Severity.LOOK, texts.clock_wrong(off))


def _updates(settings: Settings, info: dict[str, Any], now: datetime) -> Iterator[Finding]:
    url, pending = info.get("url", ""), int(info.get("pending_update_count", 0))
    fine = True
    if settings.bot_mode == "polling" and url:
        fine = False
        yield Finding(Severity.LOOK, texts.webhook_elsewhere(url))
    if settings.bot_mode == "webhook" and url != settings.webhook_url:
        fine = False
        yield Finding(Severity.LOOK, texts.webhook_not_set(url, settings.webhook_url))
    failed = info.get("last_error_date")
    if settings.bot_mode == "webhook" and failed and now.timestamp() - failed < FAILED_LATELY.total_seconds():
        fine = False
        severity = Severity.FIX if pending else Severity.LOOK
        yield Finding(severity, texts.webhook_failing(info.get("last_error_message", ""), pending))
    if fine:
        yield Finding(Severity.FINE, texts.updates_fine(settings.bot_mode, pending))


def _officer(settings: Settings, telegram: httpx.Client, officer: int) -> Iterator[Finding]:
    try:
        _call(settings, telegram, "getChat", chat_id=officer)
    except _RefusedError:
        yield Finding(Severity.LOOK, texts.officer_not_started(officer))


def _who_wrote(settings: Settings, telegram: httpx.Client) -> Iterator[Finding]:
    """Before the first officer stands in the settings, their chat ids have to be found out; nothing is taken away."""
    try:
        updates, _ = _call(settings, telegram, "getUpdates", timeout=0)
    except _RefusedError:
        return  # the assistant is running, and reads them itself
    senders = [update.get("message", {}).get("from", {}) for update in updates]
    written = {sender["id"]: str(sender.get("first_name", "")) for sender in senders if "id" in sender}
    if written:
        yield Finding(Severity.LOOK, texts.who_wrote(written))
