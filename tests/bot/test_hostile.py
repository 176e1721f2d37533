"""Hostile input: whatever Telegram can send and a forger can, through the real application with its real database.

Stories of generated updates; after each, no exception reached the error handler, every sender got a calm answer or
silence, nobody gained a right, nothing that was stored about others changed, and none of it was told.
"""

import asyncio
import re
import tempfile
import traceback
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, given
from hypothesis import settings as drawn
from hypothesis import strategies as st
from sqlite_utils import Database
from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.app import build_application, running
from bot.context import WardApplication
from bot.pretend import Call, PretendTelegram, closes
from bot.rights import BUTTONS, COMMANDS, Entitled
from bot.roles import Roles, address
from bot.settings import Settings
from broadcasts import group_store, notice_store, people_store, steps, subscription_store
from broadcasts.notice import Audience, Body, NoticeState
from broadcasts.people import Choices, Rank, Role
from knowledge.assistant import Assistant
from tests.bot.generated_updates import (
    FILE_NAMES,
    FOREIGN_GROUP,
    UpdateStrategies,
    commands,
    files,
    fitting_press,
    presses,
    texts,
)
from tests.conftest import NOW

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
"""Fields the Bot API is about to drop may still be sent, so they are generated as well."""

OFFICER, LEADER, RESIDENT, STRANGERS = 9001, 601, 701, (501, 502, 503)
OUR_GROUP = -1007000005
CODE = "B2CDFG"
SECRETS = ("Hoàng Oanh Kín", "Đỗ Văn Ẩn", "0912345678", "912345678", CODE, "thảo chưa gửi")
"""What the books hold of others: names, a phone number, an invitation's code, a draft."""
STORY = 20
"""Updates one after another to one application."""
FEW = 10
"""Stories of the daily check."""
MOST_AT_ONCE = 3
"""Messages one update may bring its chat."""
SHOWN = "shown"
OWN_TABLES = {
    *("recipients", "consents", "subscriptions", "questions", "misses", "judgements", "pictures", "sqlite_sequence"),
    *("inquiries", "inquiry_messages", "inquiry_posts"),
}
"""Where a stranger may leave a row: about themselves, and what was asked."""
_QUICKLY = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "database": None,
    # A failing story is not made smaller, which would take an hour, nor printed: assertions name the update.
    "phases": [Phase.generate],
    "verbosity": Verbosity.quiet,
}


def _live(db: Database) -> None:
    """A ward with people, an open invitation, a group and a draft."""
    office = people_store.open_office(db, Role.LEADER, NOW, tdp="5", rank=Rank.HEAD, name=SECRETS[0])
    people_store.take_office(db, office, address(LEADER), NOW)
    people_store.list_leaders(db, [("7", Rank.HEAD, SECRETS[1], SECRETS[2])], NOW)
    waiting = people_store.open_office(db, Role.OFFICER, NOW)
    steps.invite(db, waiting, CODE, address(OFFICER), NOW, NOW + timedelta(days=7))
    subscription_store.agree(db, address(RESIDENT), "v", NOW)
    subscription_store.choose(db, address(RESIDENT), Choices(frozenset({"bau-cu"}), "5", digest=False))
    group_store.connect(db, address(OUR_GROUP), "5", NOW)
    audience = Audience(leaders=True)
    notice_store.add_notice(db, Body(f"Bản {SECRETS[-1]}"), audience, NOW, author=None, state=NoticeState.DRAFT)


def _rows(db: Database) -> dict[str, dict[Any, tuple[Any, ...]]]:
    """Every row of every table."""
    return {
        name: {tuple(row): tuple(row) for row in db.execute(f'select * from "{name}"')}  # noqa: S608
        for name in db.table_names()
    }


def _press_what_was_shown(update: dict[str, Any], telegram: PretendTelegram) -> None:
    """Let a press of "shown:3" be one of the third last button that anybody was shown."""
    query = update.get("callback_query", {})
    kind, _, back = query.get("data", "").partition(":")
    markups = [call.parameters.get("reply_markup") or {} for call in telegram.calls]
    shown = [one["callback_data"] for markup in markups for row in markup.get("inline_keyboard", ()) for one in row]
    if kind == SHOWN and shown:
        query["data"] = shown[-1 - int(back) % len(shown)]


def _roles(application: WardApplication) -> dict[int, frozenset[Role]]:
    roles: Roles = application.bot_data["ward"].roles
    return roles.everyone()


class Story:
    """What came of a story: errors, calls and what the books held before and after."""

    def __init__(self) -> None:
        self.updates: Sequence[dict[str, Any]] = ()
        self.errors: list[tuple[object, str]] = []
        """Each with the update that brought it."""
        self.calls: list[tuple[int, Call]] = []
        """Each call with the number of the update that brought it."""
        self.before: dict[str, dict[Any, tuple[Any, ...]]] = {}
        self.after: dict[str, dict[Any, tuple[Any, ...]]] = {}
        self.roles: tuple[dict[int, frozenset[Role]], ...] = ()

    def tell(self, updates: Sequence[dict[str, Any]], sent: dict[str, bytes], assistant: Assistant) -> None:
        """Put the updates through a new application."""
        self.updates = updates
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(self._tell(updates, sent, assistant, Path(folder)))

    async def _tell(
        self, updates: Sequence[dict[str, Any]], sent: dict[str, bytes], assistant: Assistant, folder: Path
    ) -> None:
        assistant.conversations.clear()
        now, telegram = NOW, PretendTelegram()
        telegram.files.update(sent)
        settings = Settings(data_dir=folder, officer_ids=(OFFICER,), messages_per_second=2000)
        application = build_application(settings, request=telegram, clock=lambda: now, assistant=assistant)

        async def keep(_update: object, context: Any) -> None:
            self.errors.append((_update, "".join(traceback.format_exception(context.error)[-4:])))

        application.add_error_handler(keep)
        async with running(application):
            assert application.job_queue is not None
            # What a ward does by its own clock is no update's doing, and would come or not by how busy the machine is.
            application.job_queue.scheduler.remove_all_jobs()
            database = application.bot_data["ward"].database
            await database.run(_live)
            await application.bot_data["ward"].roles.refresh()
            self.before, roles = await database.run(_rows), _roles(application)
            for number, update in enumerate(updates):
                calls = len(telegram.calls)
                _press_what_was_shown(update, telegram)
                await application.process_update(Update.de_json(update, application.bot))
                self.calls += [(number, call) for call in telegram.calls[calls:]]
                now += timedelta(seconds=20)
            self.after, self.roles = await database.run(_rows), (roles, _roles(application))

    def is_calm(self) -> None:
        """No exception, nothing that Telegram refuses, no flood of messages."""
        assert self.errors == []
        for number in {number for number, _ in self.calls}:
            brought = [call.parameters.get("chat_id") for at, call in self.calls if at == number]
            assert all(brought.count(chat) <= MOST_AT_ONCE for chat in brought if chat), self.updates[number]

    def gains_nothing(self) -> None:
        """Rights are what they were, what was stored of others is untouched, and none of it was told to strangers."""
        assert self.roles[0] == self.roles[1]
        ours = {address(chat).chat_id for chat in (OFFICER, LEADER, RESIDENT, OUR_GROUP)}
        for table, rows in self.before.items():
            if table != "sqlite_sequence":
                assert rows.items() <= self.after[table].items(), table
            new = self.after[table].keys() - rows.keys()
            assert not new or table in OWN_TABLES, (table, new)
            assert table != "recipients" or not ours & {row[2] for row in new}
        for number, call in self.calls:
            said = repr(call.parameters) + repr(call.uploads)
            if str(call.parameters.get("chat_id")) not in {str(OFFICER), str(LEADER)}:
                assert [secret for secret in SECRETS if secret in said] == [], self.updates[number]


@pytest.fixture(scope="module")
def patterns(tmp_path_factory: pytest.TempPathFactory, loaded_assistant: Assistant) -> list[re.Pattern[str]]:
    """Of every registered button."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), officer_ids=())
    application = build_application(settings, request=PretendTelegram(), assistant=loaded_assistant)
    inner = [one.inner for one in application.handlers[0] if isinstance(one, Entitled)]
    found = [one.pattern for one in inner if isinstance(one, CallbackQueryHandler)]
    return [pattern for pattern in found if isinstance(pattern, re.Pattern)]


def _stories(
    patterns: list[re.Pattern[str]], people: Sequence[int]
) -> st.SearchStrategy[tuple[list[dict[str, Any]], dict[str, bytes]]]:
    """Updates of all kinds, half of them the kinds that a person without a program of their own can bring about."""
    updates = UpdateStrategies(people, (FOREIGN_GROUP, OUR_GROUP))
    sent = st.lists(files(), min_size=1, max_size=4).map(lambda found: {f"f{at}": one for at, one in enumerate(found)})

    def with_files(held: dict[str, bytes]) -> st.SearchStrategy[tuple[list[dict[str, Any]], dict[str, bytes]]]:
        file = st.tuples(st.sampled_from(sorted(held)), st.sampled_from(FILE_NAMES))
        kinds = st.one_of(
            updates.anything(),
            updates.anything(),
            updates.said(texts()),
            updates.said(commands(list(COMMANDS))),
            updates.pressed(presses(patterns)),
            updates.pressed(st.integers(0, 12).map(lambda back: f"{SHOWN}:{back}")),
            updates.sent_file(file),
        )
        return st.tuples(st.lists(kinds, min_size=STORY, max_size=STORY), st.just(held))

    return sent.flatmap(with_files)


def _prove(stories: int, patterns: list[re.Pattern[str]], assistant: Assistant, *, strangers: bool) -> int:
    """Tell so many stories, the same ones each time if they are few; returns how many updates went through."""
    people = STRANGERS if strangers else (STRANGERS[0], LEADER, OFFICER, OFFICER)
    told = 0

    @drawn(max_examples=stories, derandomize=stories <= FEW, **_QUICKLY)  # type: ignore[arg-type]
    @given(_stories(patterns, people))
    def all_stories(story: tuple[list[dict[str, Any]], dict[str, bytes]]) -> None:
        nonlocal told
        happened = Story()
        happened.tell(*story, assistant)
        happened.is_calm()
        if strangers:
            happened.gains_nothing()
        told += len(story[0])

    all_stories()
    return told


@pytest.mark.parametrize("strangers", [True, False])
def test_calm_answers_to_anything_and_nothing_gained(
    patterns: list[re.Pattern[str]], assistant: Assistant, strangers: bool
) -> None:
    assert _prove(FEW, patterns, assistant, strangers=strangers) >= FEW * STORY


@pytest.mark.parametrize("person", [STRANGERS[0], LEADER, OFFICER])
def test_every_button_there_is_forged_by_everybody_everywhere(
    patterns: list[re.Pattern[str]], assistant: Assistant, person: int
) -> None:
    telegram, at = PretendTelegram(), int(NOW.timestamp())
    user = {"id": person, "is_bot": False, "first_name": "<b>Hải"}
    private, group = {"id": person, "type": "private"}, {"id": OUR_GROUP, "type": "supergroup", "title": "Tổ 5"}

    @drawn(max_examples=2, derandomize=True, **_QUICKLY)  # type: ignore[arg-type]
    @given(st.tuples(*map(fitting_press, patterns)))
    def all_buttons(pressed: tuple[str, ...]) -> None:
        places = (private, group) if person != OFFICER else (private,)
        for letter in BUTTONS:  # a new ward for each letter: some buttons delete who pressed them
            happened, own = Story(), [data for data in pressed if data.startswith(letter)]
            happened.tell([telegram.press(user, place, at, data) for data in own for place in places], {}, assistant)
            happened.is_calm()
            if person in STRANGERS:
                happened.gains_nothing()

    all_buttons()


@pytest.mark.slow
@pytest.mark.parametrize("strangers", [True, False])
def test_thousands_of_updates(patterns: list[re.Pattern[str]], assistant: Assistant, strangers: bool) -> None:
    assert _prove(300, patterns, assistant, strangers=strangers) >= 300 * STORY


@pytest.mark.parametrize("broken", ["a < b", "<b>", "</b>", "<b><i></b></i>", "<script>x</script>", "<b", "<B>x</B>"])
def test_the_stand_in_refuses_the_markup_telegram_refuses(broken: str) -> None:
    assert not closes(broken)
    assert closes('<b>a</b> &lt; <a href="http://x/?&lt;">b</a>')
