"""Reading without typing: menu, topics, targets, calendar, deep links, old buttons."""

import pytest

from bot import keyboards, texts
from bot.context import WardApplication
from bot.pretend import PretendTelegram
from bot.rights import Right, commands_for
from knowledge.assistant import EMERGENCY_NUMBERS
from knowledge.guards import REPORTS
from knowledge.loader import Library
from tests.bot.phone import Phone, Seen

MENU_BUTTONS = (
    "📋 23 chỉ tiêu năm nay",
    "🗂 Các chủ đề",
    "♻️ Phân loại rác",
    "📅 Lịch sắp tới",
    "🚨 Số khẩn cấp",
    "🔔 Nhận tin của phường",
    "👤 Hỏi cán bộ phường",
    "🔒 Dữ liệu của tôi",
)


async def test_start_greets_and_shows_the_buttons(resident: Phone) -> None:
    greeting = await resident.asks("/start")
    assert greeting.text == (
        "Xin chào! Đây là trợ lý của phường Gia Viên.\n\n"
        "Tôi là máy trả lời tự động, ông/bà cứ gõ câu hỏi hoặc bấm một nút dưới đây. "
        "Muốn gặp người thật, bấm “Hỏi cán bộ phường”."
    )
    assert greeting.buttons == MENU_BUTTONS
    assert (await resident.asks("/menu")).buttons == MENU_BUTTONS


async def test_every_menu_button_leads_somewhere(resident: Phone) -> None:
    for label in MENU_BUTTONS:
        await resident.says("/menu")
        shown = await resident.presses(label)
        assert shown.text not in (texts.NO_SUCH_ENTRY, texts.UNKNOWN_COMMAND)


async def test_a_deep_link_leads_straight_to_its_entry_and_a_bad_one_to_the_greeting(resident: Phone) -> None:
    assert (await resident.asks("/start k_chi-tieu-14")).text.startswith("96,5%")
    assert (await resident.asks("/start k_khong-co")).buttons == MENU_BUTTONS
    assert (await resident.asks("/start <b>; drop table")).buttons == MENU_BUTTONS


async def test_targets_are_browsed_by_group_and_shown_by_number(resident: Phone) -> None:
    groups = await resident.asks("/chitieu")
    assert groups.buttons == (*texts.THEMES.values(), texts.BACK_TO_MENU)
    health = await resident.presses("Y tế, bảo hiểm")
    assert health.buttons[0].startswith("14. ")
    assert (await resident.presses("14. ")).text.startswith("96,5%")
    assert (await resident.asks("/chitieu 14")).text.startswith("96,5%")
    assert (await resident.asks("/chitieu 007")).text == (await resident.asks("/chitieu 7")).text
    assert (await resident.asks("/chitieu 24")).text.startswith("Nghị quyết có 23 chỉ tiêu")
    assert await resident.asks("/chitieu y tế") == Seen(texts.BAD_TARGET, ())
    assert await resident.asks("/chitieu ²") == Seen(texts.BAD_TARGET, ())


async def test_every_target_is_reached_through_its_group(resident: Phone, library: Library) -> None:
    reached = []
    for theme in texts.THEMES.values():
        await resident.says("/chitieu")
        reached += [label for label in (await resident.presses(theme)).buttons if label[0].isdigit()]
    expected = [texts.target_label(target.number or 0, target.title) for target in library.targets()]
    assert sorted(reached) == sorted(expected)


async def test_every_entry_is_reached_through_its_topic(
    application: WardApplication, telegram: PretendTelegram, resident: Phone, library: Library
) -> None:
    await resident.says("/menu")
    topics = await resident.presses("🗂")
    reached: set[str] = set()
    for topic in library.topics.values():
        if topic.title not in topics.buttons:
            continue
        page = 0
        while True:
            reader = Phone(application, telegram, 600 + page)  # nobody turns all these pages within a minute
            (shown,) = await reader.presses_data(keyboards.data(keyboards.TOPIC, topic.id, page))
            reached |= set(shown.buttons)
            if texts.NEXT_PAGE not in shown.buttons:
                break
            page += 1
    assert {entry.title for entry in library.entries.values() if entry.is_offered} <= reached


async def test_pages_turn_inside_the_same_message(resident: Phone, telegram: PretendTelegram) -> None:
    await resident.presses_data("t:moi-truong:0")
    assert telegram.calls[-1].method == "editMessageText"
    assert [call.method for call in telegram.calls[-2:]] == ["answerCallbackQuery", "editMessageText"]


@pytest.mark.parametrize("data", ["k:khong-co", "t:khong-co:0", "g:khong-co", "x:1", "k:", "admin", "t:moi-truong:999"])
async def test_old_and_forged_buttons_get_a_calm_answer(resident: Phone, data: str) -> None:
    (answer,) = await resident.presses_data(data)
    assert answer.text == texts.NO_SUCH_ENTRY or answer.text.startswith("Rác, môi trường")


async def test_the_calendar_tells_what_runs_and_what_lies_ahead(resident: Phone) -> None:
    calendar = await resident.asks("/lich")
    assert calendar.text.startswith(
        "Lịch sắp tới\n\n• Tháng hành động vì bình đẳng giới\n  đang diễn ra, đến hết ngày 15/12/2026"
    )
    assert "15/3/2026" not in calendar.text
    assert calendar.buttons


async def test_help_tells_how_to_ask(resident: Phone, application: WardApplication) -> None:
    assert (await resident.asks("/giup")).text.startswith("Ông/bà cứ gõ câu hỏi như nói chuyện bình thường.")


async def test_unknown_commands_stickers_and_media_get_a_short_reply(resident: Phone) -> None:
    sticker = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "is_animated": False, "is_video": False}
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    voice = {"file_id": "a", "file_unique_id": "b", "duration": 1}
    place = {"longitude": 106.7, "latitude": 20.8}
    assert await resident.says("/khongco") == [Seen(texts.UNKNOWN_COMMAND, ())]
    assert await resident.sends(sticker={**sticker, "type": "regular"}) == [Seen(texts.STICKER, ())]
    assert await resident.sends(photo=photo) == [Seen(texts.NOT_TEXT, ())]
    assert await resident.sends(voice=voice) == [Seen(texts.NOT_TEXT, ())]
    assert await resident.sends(location=place) == [Seen(texts.NOT_TEXT, ())]


async def test_an_album_is_answered_once(resident: Phone) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    answers = [await resident.sends(photo=photo, media_group_id="album") for _ in range(3)]
    assert answers == [[Seen(texts.NOT_TEXT, ())], [], []]


async def test_service_messages_and_channel_posts_are_met_with_silence(
    resident: Phone, telegram: PretendTelegram
) -> None:
    assert await resident.sends(delete_chat_photo=True) == []
    channel = {"id": -1005, "type": "channel", "title": "Kênh"}
    update = telegram.message(resident.user, channel, 1, text="chỉ tiêu 14")
    update["channel_post"] = update.pop("message")
    assert await resident.gets(update) == []


async def test_each_kind_of_chat_gets_its_own_command_menu(
    application: WardApplication, telegram: PretendTelegram
) -> None:
    menus = {
        call.parameters["scope"]["type"]: [command["command"] for command in call.parameters["commands"]]
        for call in telegram.calls
        if call.method == "setMyCommands"
    }
    assert menus == {
        "all_private_chats": commands_for(Right.EVERYONE),
        "all_group_chats": ["hoi", "chitieu", "lich", "rac", "giup"],
        "chat": commands_for(Right.OFFICER),
    }


def test_what_the_menu_leads_to_exists(library: Library) -> None:
    assert {EMERGENCY_NUMBERS, REPORTS, keyboards.PERSON_ENTRY} <= library.entries.keys()
    assert {group.entry for group in library.bins.values()} <= library.entries.keys()


def test_every_button_fits_into_what_telegram_sends_back(library: Library) -> None:
    longest = max(len(keyboards.data(keyboards.ENTRY, entry).encode()) for entry in library.entries)
    assert longest <= 64
