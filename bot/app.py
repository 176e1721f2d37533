"""The one place where everything is wired."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta

import structlog
from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError
from telegram.ext import Application, ContextTypes, Defaults
from telegram.request import BaseRequest

from bot import errors, handlers, texts
from bot.context import Clock, Ward, WardApplication, WardContext
from bot.database import DatabaseThread
from bot.limits import ChatLimit
from bot.ordering import OrderedByChat
from bot.pictures import Pictures
from bot.settings import Settings
from knowledge import check
from knowledge.assistant import Assistant
from knowledge.loader import ContentError, content_files
from knowledge.migrations import migrations as knowledge_migrations
from knowledge.store import forget_words

log = structlog.get_logger(__name__)

OVERLAY_CHECK = timedelta(seconds=5)
"""How soon a changed file of the ward's own content is noticed."""
NIGHTLY = time(3, 10)
"""When the daily cleaning runs, in the ward's time."""


def load_assistant(settings: Settings, now: datetime) -> Assistant:
    """The assistant with the ward's own content on top. Raises ContentError if any content is broken."""
    overlay = settings.data_dir / "content"
    overlay.mkdir(mode=0o700, exist_ok=True)
    # Content is a million small objects that stay: the collector need not walk them again and again.
    gc.disable()
    assistant = Assistant(overlay)
    gc.freeze()
    gc.enable()
    # What is shipped was checked before it was shipped; only the ward's own files are news.
    if content_files(overlay) and (found := check.problems(assistant.library, now.date())):
        raise ContentError("\n".join(found))
    return assistant


def build_application(
    settings: Settings,
    *,
    request: BaseRequest | None = None,
    clock: Clock | None = None,
    assistant: Assistant | None = None,
) -> WardApplication:
    """The whole application. `request` stands in for Telegram's network, `clock` for the time, `assistant` for the
    one that would be loaded from content.

    Raises ContentError if content is broken. The data folder must exist.
    """
    now = clock or (lambda: datetime.now(settings.zone))
    database = DatabaseThread(settings.data_dir / "ward.db", (knowledge_migrations,))
    ward = Ward(
        settings=settings,
        assistant=assistant or load_assistant(settings, now()),
        database=database,
        limit=ChatLimit(),
        pictures=Pictures(database),
        clock=now,
    )
    builder = (
        Application.builder()
        .token(settings.token or "1:terminal")
        .base_url(f"{settings.telegram_api_base_url}/bot")
        .base_file_url(f"{settings.telegram_api_base_url}/file/bot")
        .defaults(Defaults(tzinfo=settings.zone))
        .context_types(ContextTypes(context=WardContext))
        .concurrent_updates(OrderedByChat())
        .post_init(_after_start)
        .post_shutdown(_after_shutdown)
    )
    if request is not None:
        builder = builder.request(request).get_updates_request(request)
    application: WardApplication = builder.build()
    application.bot_data["ward"] = ward
    handlers.register(application)
    application.add_error_handler(errors.on_error)
    _schedule(application, settings)
    return application


def _schedule(application: WardApplication, settings: Settings) -> None:
    jobs = application.job_queue
    if jobs is None:
        raise RuntimeError("python-telegram-bot was installed without its job queue")
    jobs.run_repeating(_take_over_changed_content, OVERLAY_CHECK)
    # A night slept through is made up for at once, however late.
    jobs.run_daily(_nightly, NIGHTLY.replace(tzinfo=settings.zone), job_kwargs={"misfire_grace_time": None})


async def _after_start(application: WardApplication) -> None:
    ward = application.bot_data["ward"]
    await ward.database.open()
    private = [BotCommand(name, texts.COMMANDS[name]) for name in texts.PRIVATE_COMMANDS]
    group = [BotCommand(name, texts.COMMANDS[name]) for name in texts.GROUP_COMMANDS]
    try:
        await application.bot.set_my_commands(private, scope=BotCommandScopeAllPrivateChats())
        await application.bot.set_my_commands(group, scope=BotCommandScopeAllGroupChats())
    except TelegramError as error:
        log.warning("command menus not set", reason=str(error))
    library = ward.assistant.library
    log.info("ready", entries=len(library.entries), phrasings=sum(len(entry.ask) for entry in library.entries.values()))


async def _after_shutdown(application: WardApplication) -> None:
    await application.bot_data["ward"].database.close()


async def _take_over_changed_content(context: WardContext) -> None:
    ward = context.ward
    try:
        message = texts.OVERLAY_TAKEN if ward.assistant.reload_if_changed(ward.clock()) else None
    except ContentError as error:
        log.warning("changed content is broken", problems=str(error))
        message = texts.overlay_broken(str(error))
    if message is None:
        return
    for officer in ward.settings.officer_ids:
        try:
            await context.bot.send_message(officer, message, parse_mode="HTML")
        except TelegramError as error:
            log.info("officer not told", reason=str(error))


async def _nightly(context: WardContext) -> None:
    forgotten = await context.ward.database.run(forget_words, context.ward.clock())
    log.info("old questions forgotten", count=forgotten)


@asynccontextmanager
async def running(application: WardApplication) -> AsyncIterator[WardApplication]:
    """The application started as polling would start it, but fed with updates by hand."""
    try:
        await application.initialize()
        await _after_start(application)
        await application.start()
        try:
            yield application
        finally:
            await application.stop()
    finally:
        await application.shutdown()
        await _after_shutdown(application)
