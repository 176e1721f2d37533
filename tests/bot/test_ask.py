"""A question and its answer, as a person on a phone sees it."""

import sqlite3
from typing import Any

import pytest
from telegram import Chat, Message

from bot import texts
from bot.answering import LONGEST_QUESTION
from bot.asked import EDITABLE, Asked
from bot.context import WardApplication
from bot.pretend import PretendTelegram
from knowledge.texts import CLARIFY, UNKNOWN
from tests.bot.phone import Phone, Seen, plain
from tests.conftest import NOW


def _rows(application: WardApplication) -> Any:
    return application.bot_data["ward"].database.run(
        lambda db: list(
            db.query("select kind, questions.entry, words from questions left join misses on misses.id = questions.id")
        )
    )


async def test_a_question_gets_the_answer_with_its_source(resident: Phone) -> None:
    answer = await resident.asks("chỉ tiêu 14")
    assert answer == Seen(
        "96,5% dân số tham gia bảo hiểm y tế: đó là chỉ tiêu năm 2026 của phường.\n\n"
        "Nguồn: Nghị quyết của Ban Chấp hành Đảng bộ phường về mục tiêu, chỉ tiêu, nhiệm vụ và giải pháp năm 2026, "
        "mục II.2.2, chỉ tiêu 14.",
        (
            "Chỉ tiêu 15: bảo hiểm xã hội",
            "Chỉ tiêu 16: trạm y tế đạt chuẩn",
            texts.MENU_PERSON,
            texts.HELPFUL,
            texts.NOT_RIGHT,
        ),
    )


async def test_the_first_line_is_bold_and_everything_is_escaped(resident: Phone, telegram: PretendTelegram) -> None:
    await resident.says("chỉ tiêu 14")
    sent = telegram.calls[-1].parameters
    assert sent["parse_mode"] == "HTML"
    assert sent["text"].startswith("<b>96,5% dân số tham gia bảo hiểm y tế")
    assert texts.esc("<b>1 & 2</b>") == "&lt;b&gt;1 &amp; 2&lt;/b&gt;"


async def test_a_near_tie_asks_back_and_a_typed_number_chooses(resident: Phone) -> None:
    asked = await resident.asks("chỉ tiêu bảo hiểm")
    assert asked.text.startswith(CLARIFY)
    assert asked.buttons[0].startswith("1. ")
    chosen = await resident.asks("1")
    assert "Nguồn: " in chosen.text


async def test_a_button_chooses_as_well(resident: Phone) -> None:
    asked = await resident.asks("cho tôi hỏi về chỉ tiêu bảo hiểm của phường ta với")
    by_button = await resident.presses("2. ")
    again = await resident.asks("cho tôi hỏi về chỉ tiêu bảo hiểm của phường ta với")
    assert again == asked
    assert await resident.asks("2") == by_button


async def test_a_lonely_number_is_asked_back_about(resident: Phone) -> None:
    assert (await resident.asks("14")).buttons == ("1. Chỉ tiêu 14: bảo hiểm y tế",)
    assert (await resident.asks("99")).text.startswith(UNKNOWN)


async def test_what_is_not_known_is_said_and_a_person_is_offered(resident: Phone, application: WardApplication) -> None:
    answer = await resident.asks("buộc diều vào đuôi sao chổi thế nào, gọi 0912345678 cho tôi")
    assert answer.text.startswith(UNKNOWN)
    assert answer.buttons[-1] == texts.MENU_PERSON
    assert await _rows(application) == [
        {"kind": "unknown", "entry": None, "words": "buộc diều vào đuôi sao chổi thế nào, gọi … cho tôi"}
    ]


async def test_an_answered_question_leaves_no_words(resident: Phone, application: WardApplication) -> None:
    await resident.says("chỉ tiêu 14")
    assert await _rows(application) == [{"kind": "answer", "entry": "chi-tieu-14", "words": None}]


@pytest.mark.parametrize(
    ("message", "first_words"),
    [
        ("nhà hàng xóm đang cháy to lắm", "GỌI NGAY 114"),
        ("bố tôi bị đột quỵ", "GỌI NGAY 115"),
        ("có trộm đột nhập", "GỌI NGAY 113"),
        ("nhà bên bán ma túy suốt đêm", "Trợ lý này không nhận và không lưu tin báo."),
    ],
)
async def test_danger_and_reports_get_the_number_first_and_leave_nothing(
    resident: Phone, application: WardApplication, message: str, first_words: str
) -> None:
    assert (await resident.asks(message)).text.startswith(first_words)
    assert await _rows(application) == []


async def test_danger_is_answered_even_in_a_long_forwarded_text_after_thirty_messages(resident: Phone) -> None:
    for _ in range(30):
        await resident.says("xin chào")
    told = await resident.sends(
        text="cứu với nhà tôi đang cháy " + "a " * LONGEST_QUESTION,
        forward_origin={"type": "hidden_user", "sender_user_name": "x", "date": 0},
    )
    assert told[0].text.startswith("GỌI NGAY 114")


async def test_thirty_messages_in_a_row_bring_twenty_answers_and_one_request_to_wait(resident: Phone) -> None:
    answers = [message.text for number in range(30) for message in await resident.says(f"chỉ tiêu {number % 23 + 1}")]
    assert len(answers) == 21
    assert answers[-1] == texts.SLOW_DOWN


async def test_a_letter_is_asked_to_be_shortened(resident: Phone) -> None:
    assert await resident.asks("tôi xin trình bày hoàn cảnh " * 30) == Seen(texts.TOO_LONG, ())


async def test_a_forwarded_post_is_not_vouched_for(resident: Phone) -> None:
    origin = {"type": "hidden_user", "sender_user_name": "x", "date": 0}
    assert await resident.sends(text="Mai phường phát tiền", forward_origin=origin) == [Seen(texts.FORWARDED, ())]


async def test_an_edited_question_is_answered_again(resident: Phone) -> None:
    assert (await resident.asks("chỉ tiêu 14")).text.startswith("96,5%")
    (answer,) = await resident.edits(text="chỉ tiêu 15")
    assert answer.text.startswith("54%")


async def test_the_edited_words_of_a_picture_are_answered_again(resident: Phone) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    await resident.sends(photo=photo, caption="chỉ tiêu 17 là gì")
    (answer,) = await resident.edits(caption="chỉ tiêu 15 là gì")
    assert answer.text.startswith("54%")


async def test_what_was_no_question_is_asked_to_be_written_anew(resident: Phone) -> None:
    await resident.says("/hoi_canbo")
    await resident.says("xin hỏi chỉ tiêu 15")  # goes to officers, once it was looked at
    assert await resident.edits(text="xin hỏi chỉ tiêu 14") == [Seen(plain(texts.EDIT_NOT_TAKEN), ())]
    await resident.says("/chitieu 14")
    assert await resident.edits(text="/chitieu 15") == []


async def test_an_edit_that_calls_for_help_is_answered_whatever_it_was(resident: Phone) -> None:
    await resident.says("/chitieu 14")
    (answer,) = await resident.edits(text="cháy nhà rồi")
    assert answer.text.startswith("GỌI NGAY 114")


async def test_edits_of_what_was_no_question_have_the_limit_of_questions(resident: Phone) -> None:
    await resident.says("/chitieu 14")
    told = [seen.text for _ in range(25) for seen in await resident.edits(text="sửa")]
    assert told == [plain(texts.EDIT_NOT_TAKEN)] * 20 + [texts.SLOW_DOWN]


def test_questions_can_be_corrected_for_an_hour_and_the_first_are_forgotten_first() -> None:
    now = [NOW]
    asked = Asked(lambda: now[0], most=2)
    first, second, third = messages = [Message(number, NOW, Chat(501, Chat.PRIVATE)) for number in (1, 2, 3)]
    for message in messages:
        asked.add(message)
        now[0] += EDITABLE / 4
    assert ([message in asked for message in messages], len(asked)) == ([False, True, True], 2)
    asked.add(second)
    now[0] = NOW + EDITABLE * 3 / 2
    assert [second in asked, third in asked, len(asked)] == [True, False, 2]
    asked.forget_old()
    assert [second in asked, first in asked, len(asked)] == [True, False, 1]


async def test_a_captioned_picture_is_asked_by_its_caption(resident: Phone) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    (answer,) = await resident.sends(photo=photo, caption="chỉ tiêu 17 là gì")
    assert answer.text.startswith("100%")


async def test_in_a_group_it_speaks_only_when_addressed(in_group: Phone, telegram: PretendTelegram) -> None:
    assert await in_group.says("chỉ tiêu 14") == []
    assert (await in_group.asks("/hoi chỉ tiêu 14")).text.startswith("96,5%")
    mention = "@tro_ly_phuong_bot chỉ tiêu 15"
    entities = [{"type": "mention", "offset": 0, "length": 18}]
    (mentioned,) = await in_group.sends(text=mention, entities=entities)
    assert mentioned.text.startswith("54%")
    ours = {"message_id": 1, "date": 0, "chat": in_group.chat, "from": {"id": 1, "is_bot": True, "first_name": "x"}}
    (replied,) = await in_group.sends(text="chỉ tiêu 13", reply_to_message=ours)
    assert "70%" in replied.text
    assert telegram.calls[-1].parameters["reply_parameters"]["message_id"] > 0


async def test_hoi_alone_tells_how_to_ask(resident: Phone) -> None:
    assert await resident.asks("/hoi") == Seen(texts.HOI_USAGE, ())


@pytest.mark.parametrize("hello", ["chào", "hi", "xin chào ạ", "Chào bác!!!", "cảm ơn", "cám ơn nhiều nhé"])
async def test_small_talk_gets_a_short_human_reply(resident: Phone, hello: str) -> None:
    answer = await resident.asks(hello)
    assert len(answer.text) < 200
    assert not answer.text.startswith(UNKNOWN)


async def test_a_full_disk_does_not_keep_anybody_from_an_answer(
    resident: Phone, application: WardApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(application.bot_data["ward"].database, "run", full)
    assert (await resident.asks("chỉ tiêu 14")).text.startswith("96,5%")


async def test_an_error_is_told_calmly_with_an_id(
    resident: Phone, application: WardApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward = application.bot_data["ward"]
    monkeypatch.setattr(ward.assistant, "reply", lambda *_: 1 / 0)
    answer = await resident.asks("chỉ tiêu 14")
    assert answer.text.startswith("Xin lỗi, tôi vừa gặp trục trặc.")
