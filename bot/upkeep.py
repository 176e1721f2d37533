"""What a running assistant does for itself: daily copies, a look at its own health, a sign of life for systemd."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import time, timedelta

import structlog
from telegram.error import TelegramError

from bot import backups, endpoints, health, service_manager, upkeep_texts
from bot.context import WardApplication, WardContext
from bot.database import database_path
from bot.health import LOOK_EVERY, Trouble
from bot.replies import tell_officers

log = structlog.get_logger(__name__)

BACKUP_FROM = time(3, 20)
"""When the day's copy may be made, in the ward's time: after the nightly cleaning, so that it holds less."""
BACKUP_CHECK = timedelta(minutes=15)
"""How often it is looked whether the day has its copy: a machine that is off at night makes it in the morning."""


def schedule(application: WardApplication) -> None:
    """Register the jobs."""
    jobs = application.job_queue
    if jobs is None:
        raise RuntimeError("python-telegram-bot was installed without its job queue")
    jobs.run_repeating(back_up, BACKUP_CHECK, first=60)
    jobs.run_repeating(look, LOOK_EVERY)
    if (seconds := service_manager.watchdog_seconds()) is not None:
        # Twice in the time, as sd_watchdog_enabled(3) advises.
        jobs.run_repeating(show_life, seconds / 2)


async def begin(application: WardApplication) -> None:
    """Open the port for monitoring and say that we are ready. Raises StartError if the port is taken."""
    ward = application.bot_data["ward"]
    if ward.settings.metrics_port:
        application.bot_data["endpoints"] = endpoints.listen(ward, ward.settings.metrics_port)
    service_manager.tell(service_manager.READY)


async def end(application: WardApplication) -> None:
    """Say that we stop, and close the port."""
    service_manager.tell(service_manager.STOPPING)
    if (listening := application.bot_data.pop("endpoints", None)) is not None:
        listening.stop()
        await listening.close_all_connections()


async def back_up(context: WardContext) -> None:
    """Make the day's copy if it is due; a failure is told with the next look and tried again."""
    ward = context.ward
    now = ward.clock()
    made = backups.backups(backups.folder_of(ward.settings.data_dir))
    if now.time() < BACKUP_FROM or any(copy.made.astimezone(now.tzinfo).date() == now.date() for copy in made):
        return
    try:
        copy = await asyncio.to_thread(backups.make, database_path(ward.settings.data_dir), now)
    except (sqlite3.Error, OSError) as error:
        log.error("no copy of the database", reason=str(error))
        ward.health.backup_fault = Trouble("backup", now, upkeep_texts.backup_failed(str(error)))
        return
    ward.health.backup_fault = None
    log.info("database copied", file=copy.path.name)


async def look(context: WardContext) -> None:
    """Look for troubles and tell the officers what has changed."""
    ward = context.ward
    found = [trouble async for trouble in _troubles(context)]
    for text in ward.health.look(found, ward.clock()):
        log.warning("health changed", troubles=ward.health.troubles)
        await tell_officers(context, text)


async def _troubles(context: WardContext) -> AsyncIterator[Trouble]:
    ward, updater = context.ward, context.application.updater
    now = ward.clock()
    possible = [ward.health.backup_fault, health.nearly_full(ward.settings.data_dir, ward.health.least_free, now)]
    if ward.settings.bot_mode == "polling" and updater is not None and updater.running:
        possible.append(health.silent(ward.pulse.last_poll or ward.pulse.started, now))
    if ward.settings.bot_mode == "webhook":
        try:
            possible.append(health.stuck(await context.bot.get_webhook_info(), now))
        except TelegramError as error:
            log.info("webhook not looked at", reason=str(error))
    for trouble in possible:
        if trouble is not None:
            yield trouble


async def show_life(context: WardContext) -> None:
    """Tell systemd that we live: this loop turns, and the database thread takes work."""
    try:
        await context.ward.database.run(lambda _db: None)
    except sqlite3.Error as error:
        # A locked file or a full disk is no reason to be restarted: it would not help.
        log.warning("database gives no answer", reason=str(error))
    service_manager.tell(service_manager.ALIVE)
