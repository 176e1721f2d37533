"""The whole assistant as an invented ward: whatever is pressed, asked or printed, nothing names the first one."""

import re
from collections.abc import AsyncIterator, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import commands, poster_pages, texts
from bot.app import build_application, running
from bot.context import WardApplication
from bot.pretend import Call, PretendTelegram
from bot.settings import Settings, SettingsError, read_settings
from broadcasts import people_store
from broadcasts.people import Tdp
from knowledge import new_ward
from knowledge.assistant import Assistant
from knowledge.loader import Library
from knowledge.new_ward import Answers
from knowledge.vietnamese import fold
from tests.bot.phone import Phone
from tests.conftest import NOW

FIRST_WARD = re.compile("gia vien|hai phong|ngo quyen|dong quoc binh")
"""The first ward, its city, its former district and an estate in it, without accents."""
OFFICER = 9001
DRAWN_OR_FINAL = ("q:", "x:delete", "x:keep", "i:ended", "b:send", "b:cancel")
"""Buttons left out of the walk: posters are looked at below, and some would end the walker's own rights."""
MOST_STEPS, LEAST_STEPS = 3_000, {501: 800, OFFICER: 40}
"""Buttons pressed: an end for a walk that finds none, and how far a walk must at least have led."""


@pytest.fixture(scope="module")
def ward_folder(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    folder = tmp_path_factory.mktemp("wards") / "sao-mai"
    new_ward.lay_out(folder, Answers("phường Sao Mai", "tỉnh Sao Sáng", ("1", "2", "3")), library)
    return folder


@pytest.fixture(scope="module")
def their_assistant(ward_folder: Path) -> Assistant:
    return Assistant(ward=ward_folder)


@pytest.fixture
async def application(
    settings: Settings, telegram: PretendTelegram, their_assistant: Assistant, ward_folder: Path
) -> AsyncIterator[WardApplication]:
    now = NOW

    def clock() -> Any:
        nonlocal now
        now += timedelta(seconds=10)  # a walker who never tires must not meet the limit
        return now

    fast = settings.model_copy(update={"messages_per_second": 2000, "ward_dir": str(ward_folder)})
    built = build_application(fast, request=telegram, clock=clock, assistant=their_assistant)
    async with running(built) as started:
        await started.bot_data["ward"].database.run(people_store.ensure_tdp, "1")
        yield started


OTHER_PLACE = "ở gia viên"
"""What a person of this ward may ask about the first one."""


def _said(calls: Iterable[Call]) -> list[str]:
    """Every text, caption, label and menu line of the calls, without the person's own words said back."""
    return [repr(call.parameters).replace(OTHER_PLACE, "") for call in calls]


async def _walk(phone: Phone, telegram: PretendTelegram, first: list[str], left_out: tuple[str, ...]) -> int:
    """Send what comes first, then press every button ever shown, once; returns how many were pressed."""
    pressed: set[str] = set()
    for text in first:
        await phone.says(text)
    while True:
        markups = [call.parameters.get("reply_markup") or {} for call in telegram.calls]
        shown = {one["callback_data"] for markup in markups for row in markup.get("inline_keyboard", ()) for one in row}
        ahead = sorted(data for data in shown - pressed if not data.startswith(left_out))
        if not ahead or len(pressed) > MOST_STEPS:
            return len(pressed)
        for data in ahead:
            pressed.add(data)
            await phone.presses_data(data)


def test_what_serves_every_ward_is_asked_with_no_wards_name(library: Library) -> None:
    common = [entry for entry in library.entries.values() if entry.where.startswith("common/")]
    said = [(entry.id, text) for entry in common for text in (*entry.ask, *entry.names, *entry.texts, entry.title)]
    assert [(entry, text) for entry, text in said if FIRST_WARD.search(fold(text))] == []


@pytest.mark.parametrize("person", [501, pytest.param(OFFICER, marks=pytest.mark.slow)])
async def test_no_reply_button_or_menu_names_the_first_ward(
    application: WardApplication, telegram: PretendTelegram, person: int
) -> None:
    phone = Phone(application, telegram, person)
    names = [
        "/start",
        "/menu",
        "/chitieu",
        "/chitieu 14",
        "/lich",
        "/rac",
        "/dangky",
        "/dulieu",
        "/xoadulieu",
        "/riengtu",
    ]
    more = ["/giup", "/ketnoi", "/moi", "/thongbao", "/lichgui", "chỉ tiêu 14", "năm 2019 thì sao", OTHER_PLACE]
    pressed = await _walk(phone, telegram, [*names, *more], DRAWN_OR_FINAL + (("k:",) if person == OFFICER else ()))
    assert [said for said in _said(telegram.calls) if FIRST_WARD.search(fold(said).replace("\\u", ""))] == []
    assert pressed > LEAST_STEPS[person]
    assert any("phường Sao Mai" in said for said in _said(telegram.calls))


async def test_the_invented_ward_names_itself(application: WardApplication, telegram: PretendTelegram) -> None:
    resident = Phone(application, telegram, 501)
    assert (await resident.asks("/start")).text.startswith("Xin chào! Đây là trợ lý của phường Sao Mai.")
    assert "Phường Sao Mai giữ:" in (await resident.asks("/dangky")).text
    assert "23 chỉ tiêu" not in repr((await resident.asks("/menu")).buttons)
    assert (await resident.asks("chỉ tiêu 14")).text == "Tôi chưa có chỉ tiêu nào của phường."


def test_the_first_ward_would_be_noticed(library: Library) -> None:
    assert FIRST_WARD.search(fold(texts.greeting(library.ward_value("ten"))))


def test_its_posters_name_it_alone(their_assistant: Assistant) -> None:
    kinds = ("ward", "topics", "tdps")
    drawn = [
        page
        for kind in kinds
        for page in poster_pages.pages(kind, their_assistant.library, [Tdp(1, "1")], "sao_mai_bot")
    ]
    assert {page.ward for page in drawn} == {"UBND phường Sao Mai"}
    assert [page for page in drawn if FIRST_WARD.search(fold(repr(page)))] == []


def test_the_setting_leads_to_its_folder(settings: Settings, ward_folder: Path, tmp_path: Path) -> None:
    own = settings.model_copy(update={"ward_dir": str(ward_folder)})
    application = build_application(own, request=PretendTelegram(), clock=lambda: NOW)
    assert application.bot_data["ward"].name == "phường Sao Mai"
    assert commands.write_posters(own, tmp_path / "ap-phich.png", "sao_mai_bot")


def test_a_mistyped_folder_is_one_sentence(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARD_DIR", "khong/co")
    with pytest.raises(SettingsError, match="Cài đặt WARD_DIR chưa đúng: không có thư mục này"):
        read_settings()
