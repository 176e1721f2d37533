"""One table of rights: everything registered stands in it, and nobody gets further than it says."""

import re
from collections import Counter
from typing import Any

import pytest
from sqlite_utils import Database
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import texts
from bot.context import WardApplication
from bot.pretend import PretendTelegram
from bot.rights import BUTTONS, COMMANDS, Entitled, Right, commands_for, right_of
from broadcasts.people import Role
from tests.bot.phone import Phone

EXAMPLES = {
    "i": ["start", "tdps:to-truong:0", "other:to-pho", "tdp:to-truong:1", "officer", "noname", "lists", "list:0",
          "at:1", "officers", "open", "revoke:1", "end:1", "ended:1", "audit"],
    "l": ["take:0123abcd", "drop:0123abcd"],
    "q": ["which", "ward", "tdps", "topics"],
    "b": ["write", "whom:1", "leaders:1", "groups:1", "topics:1", "topic:1:bau-cu", "tdps:1:0", "tdp:1:0:1", "when:1",
          "at:1:now", "send:1:0123abcd", "send:1:0123abcd:alone", "drop:1", "show:1", "pause:1", "cancel:1", "text:1",
          "drafts", "draft:1", "resume:1", "copy:1", "next:1", "asks:1", "ask:1:figure", "target:1:3", "within:1:3",
          "reading:1:meeting:0", "reading:1:at:0", "look:1", "edit:1", "urgent:1", "alone:1:0123abcd",
          "propose:1:0123abcd", "approve:1", "give:1", "change:1", "correct:1", "corrected:1:0a1b2c3d", "recall:1",
          "recalled:1", "keep", "keep:1", "coming", "sent", "plan:1", "see:1", "back:1", "stop:1", "stopped:1"],
    "p": ["list:0", "show:bhyt", "use:bhyt"],
    "r": ["list", "show:1", "words:1", "file:1", "remind:1", "answers:1", "targets", "target:14"],
    "e": ["misses", "group:1", "add:1:chi-tieu-14", "other:1", "new:1", "skip:1", "desk", "entry:chi-tieu-14",
          "change:ask:chi-tieu-14", "unfilled:0", "fill:gio-lam-viec", "ending:0", "recent", "as:1:source:stays",
          "publish:1", "anyway:1", "override:1", "drop:1", "undo:1"],
    "z": ["now", "show:week:2026-11-16", "show:month:2026-11-31", "file:month:2026-11-01"],
    "n": ["page:0", "tdp:1", "leaders", "officers", "off"],
    "H": ["inbox", "list:open:0", "list:done:1", "show:1", "take:1", "answer:1", "e:1:bh-bhyt-muc-dong", "pass:1",
          "to:1:1", "close:1", "closed:1", "reopen:1", "yes:1", "no:1"],
}  # fmt: skip
"""What each restricted button sends."""
PRESSES = [f"{letter}:{rest}" for letter, rests in EXAMPLES.items() for rest in rests]


def _entitled(application: WardApplication) -> list[Entitled]:
    return [handler for handler in application.handlers[0] if isinstance(handler, Entitled)]


async def test_every_command_and_button_is_registered_through_the_table(application: WardApplication) -> None:
    loose = [handler for handler in application.handlers[0] if isinstance(handler, CommandHandler)]
    assert loose == []
    commands = {
        name for one in _entitled(application) if isinstance(one.inner, CommandHandler) for name in one.inner.commands
    }
    assert commands == {*COMMANDS, "help"}
    for one in _entitled(application):
        if isinstance(one.inner, CommandHandler):
            assert {one.needed} == {COMMANDS[name] for name in one.inner.commands if name in COMMANDS}
        if isinstance(one.inner, CallbackQueryHandler):
            assert isinstance(one.inner.pattern, re.Pattern)
            assert one.needed == BUTTONS[one.inner.pattern.pattern[1]]


async def test_every_restricted_button_has_an_example_here(application: WardApplication) -> None:
    patterns = [
        one.inner.pattern
        for one in _entitled(application)
        if isinstance(one.inner, CallbackQueryHandler) and one.needed > Right.EVERYONE
    ]
    assert {letter for letter, right in BUTTONS.items() if right > Right.EVERYONE} == EXAMPLES.keys()
    for pattern in patterns:
        assert isinstance(pattern, re.Pattern)
        assert any(pattern.match(press) for press in PRESSES), pattern


def _everything(db: Database) -> list[list[dict[str, Any]]]:
    return [list(db.query(f'select * from "{table}"')) for table in db.table_names()]  # noqa: S608


@pytest.mark.parametrize("press", PRESSES)
async def test_a_forged_or_old_button_does_nothing_for_a_resident(
    application: WardApplication, telegram: PretendTelegram, resident: Phone, press: str
) -> None:
    database = application.bot_data["ward"].database
    before, calls = await database.run(_everything), len(telegram.calls)
    assert await resident.presses_data(press) == []
    (call,) = telegram.calls[calls:]
    assert (call.method, call.parameters["text"], call.parameters["show_alert"]) == (
        "answerCallbackQuery", texts.IN_PRIVATE_PLEASE if press[0] == "n" else texts.NOT_ENTITLED, True,
    )  # fmt: skip
    assert await database.run(_everything) == before


@pytest.mark.parametrize("command", [name for name, right in COMMANDS.items() if right > Right.EVERYONE])
async def test_a_restricted_command_is_refused_once_and_does_nothing(resident: Phone, command: str) -> None:
    assert [seen.text for seen in await resident.says(f"/{command}")] == [texts.NOT_ENTITLED]


async def test_a_refusal_is_told_in_the_own_chat_and_counts_to_its_limit(
    application: WardApplication, telegram: PretendTelegram, resident: Phone
) -> None:
    calls = len(telegram.calls)
    for _ in range(22):
        await resident.says("/viec")
    await Phone(application, telegram, 502).says("/viec")
    told = Counter(call.parameters["chat_id"] for call in telegram.calls[calls:] if call.method == "sendMessage")
    assert told == {501: 20, 502: 1}


async def test_a_command_ends_what_was_awaited_and_words_do_not(resident: Phone) -> None:
    await resident.says("/hoi_canbo")
    assert "“chỉ tiêu 14”" in (await resident.asks("chỉ tiêu 14")).text
    await resident.says("/hoi_canbo")
    await resident.says("/menu")
    assert (await resident.asks("chỉ tiêu 14")).text.startswith("96,5%")


async def test_a_button_does_not_end_what_was_awaited(resident: Phone) -> None:
    await resident.says("/hoi_canbo")
    await resident.presses_data("m:topics")
    assert "“chỉ tiêu 14”" in (await resident.asks("chỉ tiêu 14")).text


async def test_who_is_entitled_is_let_in(application: WardApplication, telegram: PretendTelegram) -> None:
    officer = Phone(application, telegram, 9001)
    shown = [*await officer.says("/hopthu"), *await officer.presses_data("H:inbox")]
    assert len(shown) == 2
    assert texts.NOT_ENTITLED not in [seen.text for seen in shown]


async def test_a_command_hears_what_was_typed_after_it(resident: Phone) -> None:
    assert (await resident.asks("/chitieu 14")).text.startswith("96,5%")


async def test_in_a_group_commands_and_what_concerns_everybody_work_and_one_s_own_matters_do_not(
    telegram: PretendTelegram, in_group: Phone
) -> None:
    shown = [await in_group.asks("/lich"), *await in_group.presses_data("m:topics")]
    assert len(shown) == 2
    assert texts.IN_PRIVATE_PLEASE not in [seen.text for seen in shown]
    assert await in_group.presses_data("x:show") == []
    assert telegram.calls[-1].parameters["text"] == texts.IN_PRIVATE_PLEASE


def test_the_highest_office_counts() -> None:
    held: list[set[Role]] = [set(), {Role.LEADER}, {Role.OFFICER}, {Role.LEADER, Role.OFFICER}]
    assert [right_of(frozenset(roles)) for roles in held] == [
        Right.EVERYONE, Right.LEADER, Right.OFFICER, Right.OFFICER,
    ]  # fmt: skip


def test_everybody_sees_the_own_commands_only() -> None:
    everyone = [
        "menu",
        "hoi",
        "chitieu",
        "lich",
        "rac",
        "dangky",
        "huydangky",
        "dulieu",
        "xoadulieu",
        "riengtu",
        "kiemtra",
        "hoi_canbo",
        "minhbach",
        "giup",
    ]
    assert commands_for(Right.EVERYONE) == everyone
    assert commands_for(Right.LEADER) == ["viec", "ketnoi", *everyone]
    officers = ["viec", "ketnoi", "moi", "thongbao", "lichgui", "baocao", "hopthu", "thongke", "sua"]
    assert commands_for(Right.OFFICER) == [*officers, *everyone]
