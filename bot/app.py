"""The one place where everything is wired."""

import asyncio
import functools
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta

import structlog
from telegram.ext import Application, ContextTypes, Defaults, ExtBot
from telegram.request import BaseRequest

from bot import content_duty, draft_duty, errors, handlers, menus, people_texts, rights, rounds, texts, upkeep
from bot.albums import Albums
from bot.answered import Answered
from bot.asked import Asked
from bot.clock import Clock
from bot.context import Ward, WardApplication, WardContext
from bot.database import MIGRATIONS, DatabaseThread, database_path
from bot.desk import Desk
from bot.expecting import Expecting
from bot.health import Health
from bot.limits import ChatLimit
from bot.messenger import TelegramMessenger
from bot.ordering import OrderedByChat
from bot.pacing import Pacing
from bot.pictures import Pictures
from bot.planning import plan_ahead
from bot.progress import EVERY_SECONDS, Progress
from bot.pulse import CountedMessenger, Pulse
from bot.replies import tell_officers
from bot.roles import CHANNEL, Roles, address
from bot.settings import Settings
from bot.transport import CONNECTIONS, AiohttpRequest
from bot.trials import Trials
from broadcasts import draft_end_store
from broadcasts.dispatcher import Dispatcher
from broadcasts.people_store import ensure_first_officers
from broadcasts.personal_data_store import forget_lost
from broadcasts.subscription_store import chats_to_ask_again
from knowledge import check
from knowledge.assistant import Assistant
from knowledge.loader import ContentError, content_files
from knowledge.misses_store import forget_words
from knowledge.teaching_store import forget_drafts

log = structlog.get_logger(__name__)

OVERLAY_CHECK = timedelta(seconds=5)
"""How soon a changed file of the ward's own content is noticed."""
PLANNING = timedelta(minutes=1)
"""How often plans are looked at; what fell due in between is planned all the same."""
NIGHTLY = time(3, 10)
"""When the daily cleaning runs, in the ward's time."""


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
    settings.own_content.mkdir(mode=0o700, exist_ok=True)
    pacing, pulse = Pacing(settings.messages_per_second), Pulse(now)
    application = _telegram(settings, request, pacing, pulse)
    served = assistant or _load_assistant(settings, now())
    application.bot_data["ward"] = _ward(settings, application.bot, now, served, pacing, pulse)
    handlers.register(application)
    application.add_error_handler(errors.on_error)
    _schedule(application, settings)
    upkeep.schedule(application)
    return application


def _telegram(settings: Settings, request: BaseRequest | None, pacing: Pacing, pulse: Pulse) -> WardApplication:
    """The application as Telegram sees it: how it reaches the Bot API, at what pace, in what order it takes updates."""
    api = settings.telegram_api_base_url
    builder = (
        Application.builder()
        .token(settings.token or "1:terminal")
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .defaults(Defaults(tzinfo=settings.zone))
        .context_types(ContextTypes(context=WardContext))
        .concurrent_updates(OrderedByChat(pulse.handled))
        .rate_limiter(pacing)
        .request(request or AiohttpRequest(api, CONNECTIONS))
        .get_updates_request(request or pulse.polling(api))
        .post_init(_after_start)
        .post_stop(_before_shutdown)
        .post_shutdown(_after_shutdown)
    )
    return builder.build()


def _ward(settings: Settings, bot: ExtBot[int], now: Clock, served: Assistant, pacing: Pacing, pulse: Pulse) -> Ward:
    """The services that handlers reach."""
    database = DatabaseThread(database_path(settings.data_dir), MIGRATIONS)
    roles = Roles(database)
    progress = Progress(bot, database, settings, roles, now)
    telegram = TelegramMessenger(bot, pacing, functools.partial(_name, served), settings.zone)
    return Ward(
        settings=settings,
        assistant=served,
        database=database,
        limit=ChatLimit(),
        steps=ChatLimit(most=rights.MOST_STEPS),
        pictures=Pictures(database),
        clock=now,
        roles=roles,
        asked=Asked(now),
        expecting=Expecting(now),
        albums=Albums(database),
        answered=Answered(),
        wrong_codes=ChatLimit(most=5, span=timedelta(hours=1)),
        dispatcher=Dispatcher(database.run, CountedMessenger(telegram, pulse), now, progress.changed),
        progress=progress,
        desk=Desk(bot, database, settings, served, now),
        drawing=asyncio.Lock(),
        pulse=pulse,
        health=Health(settings.zone),
        trials=Trials(settings.own_content, settings.ward, served.shipped),
        to_ask_again=set(),
    )


def _load_assistant(settings: Settings, now: datetime) -> Assistant:
    """The assistant with the ward's own content on top. Raises ContentError if any content is broken."""
    # Content is a million small objects that stay: the collector need not walk them again and again.
    gc.disable()
    try:
        assistant = Assistant(settings.own_content, ward=settings.ward)
        gc.freeze()
    finally:
        gc.enable()
    # What is shipped was checked before it was shipped; only the ward's own files are news.
    is_own = settings.ward is not None or bool(content_files(settings.own_content))
    if is_own and (found := check.problems(assistant.library, now.date())):
        raise ContentError("\n".join(found))
    return assistant


def _name(assistant: Assistant) -> str:
    return assistant.library.ward_value("ten")


def _schedule(application: WardApplication, settings: Settings) -> None:
    jobs = application.job_queue
    if jobs is None:
        raise RuntimeError("python-telegram-bot was installed without its job queue")
    jobs.run_repeating(_take_over_changed_content, OVERLAY_CHECK)
    jobs.run_repeating(_show_progress, EVERY_SECONDS)
    jobs.run_repeating(plan_ahead, PLANNING, first=1)
    jobs.run_repeating(rounds.at_the_desk, rounds.EVERY, first=1)
    # A night slept through is made up for at once, however late.
    at_work = content_duty.MORNING.replace(tzinfo=settings.zone)
    jobs.run_daily(content_duty.morning, at_work, job_kwargs={"misfire_grace_time": None})
    jobs.run_daily(draft_duty.tell_authors, at_work, job_kwargs={"misfire_grace_time": None})
    jobs.run_daily(_nightly, NIGHTLY.replace(tzinfo=settings.zone), job_kwargs={"misfire_grace_time": None})


async def _after_start(application: WardApplication) -> None:
    ward = application.bot_data["ward"]
    await ward.database.open()
    officers = [address(officer) for officer in ward.settings.officer_ids]
    await ward.database.run(ensure_first_officers, officers, ward.clock())
    consent = people_texts.version(people_texts.resident_consent(ward.name))
    ward.to_ask_again.update(map(int, await ward.database.run(chats_to_ask_again, CHANNEL, consent)))
    await ward.roles.refresh()
    await ward.desk.threads.refresh()
    await ward.albums.refresh()
    await menus.set_all(application.bot, ward.roles)
    await upkeep.begin(application)
    application.bot_data["sending"] = asyncio.create_task(ward.dispatcher.forever(), name="sending")
    library = ward.assistant.library
    log.info("ready", entries=len(library.entries), phrasings=sum(len(entry.ask) for entry in library.entries.values()))


async def _before_shutdown(application: WardApplication) -> None:
    """What is on the network is recorded; what waits goes out after the next start."""
    await upkeep.end(application)
    application.bot_data["ward"].dispatcher.stop()
    await application.bot_data["sending"]


async def _after_shutdown(application: WardApplication) -> None:
    await application.bot_data["ward"].database.close()


async def _take_over_changed_content(context: WardContext) -> None:
    ward = context.ward
    try:
        changed = await asyncio.to_thread(ward.assistant.reload_if_changed, ward.clock())
        message = texts.OVERLAY_TAKEN if changed else None
    except ContentError as error:
        log.warning("changed content is broken", problems=str(error))
        message = texts.overlay_broken(str(error))
    if message is None:
        return
    await tell_officers(context, message)


async def _show_progress(context: WardContext) -> None:
    await context.ward.progress.refresh()


async def _nightly(context: WardContext) -> None:
    ward = context.ward
    forgotten = await ward.database.run(forget_words, ward.clock())
    await ward.database.run(forget_drafts, ward.clock())
    drafts = await ward.database.run(draft_end_store.delete_ended, ward.clock())
    await ward.albums.refresh()
    lost = await ward.database.run(forget_lost, ward.clock())
    threads = await rounds.clear_the_desk(ward)
    await menus.roles_changed(context.bot, ward.roles)
    log.info("cleaned", old_questions=forgotten, lost_recipients=lost, old_inquiries=threads, drafts=drafts)


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
            await _before_shutdown(application)
    finally:
        await application.shutdown()
        await _after_shutdown(application)
