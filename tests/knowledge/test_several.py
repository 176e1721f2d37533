"""Two questions in one message are noticed, and the person is asked which comes first."""

import pytest

from knowledge import texts
from knowledge.assistant import Assistant
from knowledge.several import joined, sentences, things
from tests.conftest import NOW


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("bao giờ bầu cử? pin cũ vứt đâu?", ["bao giờ bầu cử", "pin cũ vứt đâu"]),
        ("mức 1.500.000 đồng/tháng là sao", []),
        ("ơ? bao giờ bầu cử?", []),
        ("bao giờ bầu cử\npin cũ\nsố khẩn cấp\nbốn câu rồi", ["bao giờ bầu cử", "pin cũ", "số khẩn cấp"]),
    ],
)  # fmt: skip
def test_sentences_end_where_people_end_them(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("chai nhựa với vỏ lon bia bỏ đâu", ["chai nhựa", "vỏ lon bia bỏ đâu"]),
        ("bao giờ bầu cử", []),
        ("bố và mẹ tôi đi bầu rồi con tôi thì sao", ["bố và mẹ tôi đi bầu", "con tôi thì sao"]),
        ("khai sinh cho cháu còn bố và mẹ", ["khai sinh cho cháu", "bố và mẹ"]),
        ("tôi còn nợ thuế đất và phí rác năm nay", ["tôi còn nợ thuế đất", "phí rác năm nay"]),
        ("nhà tôi có còn nợ thuế và phí rác gì", ["nhà tôi có còn nợ thuế", "phí rác gì"]),
        ("thẻ bảo hiểm còn", []),
    ],
)
def test_the_joint_nearest_the_middle_divides(text: str, parts: list[str]) -> None:
    assert joined(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("pin và bình ga", ["pin", "bình ga"]),
        ("pin với bóng đèn bỏ đâu", ["pin", "bóng đèn bỏ đâu"]),
        ("pin còn mới bỏ đâu", []),
        ("pin voi bong den", ["pin", "bong den"]),
        ("pin còn bình ga", []),
        ("và pin", []),
        ("pin và", []),
        ("pin", []),
    ],
)
def test_two_things_are_divided_at_the_and_and_may_be_one_word(text: str, parts: list[str]) -> None:
    assert things(text) == parts


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("chỉ tiêu bảo hiểm y tế năm nay là bao nhiêu? pin cũ bỏ vào đâu?", {"chi-tieu-14"}),
        ("cho hỏi hạn đăng ký khai sinh là bao lâu; giờ khai tử hạn mấy ngày", {"tt-khai-sinh-han", "tt-khai-tu-han"}),
    ],
)
def test_both_questions_are_offered(assistant: Assistant, text: str, entries: set[str]) -> None:
    reply = assistant.reply(text, NOW, chat="a")
    assert (reply.kind, reply.headline) == ("clarify", texts.SEVERAL)
    assert entries <= {option.entry for option in reply.options}
    assert assistant.reply("2", NOW, chat="a").entry == reply.options[1].entry


def test_one_question_with_and_in_it_stays_one(assistant: Assistant) -> None:
    assert assistant.reply("chỉ tiêu 14", NOW).headline != texts.SEVERAL
    assert assistant.reply("bầu cử quốc hội và hội đồng nhân dân ngày nào", NOW).headline != texts.SEVERAL


def test_where_two_things_go_is_told_for_both(assistant: Assistant) -> None:
    reply = assistant.reply("vỏ lon và chai nhựa bỏ thùng nào", NOW)
    lon, bottle = assistant.reply("vỏ lon bỏ vào đâu", NOW), assistant.reply("chai nhựa bỏ thùng nào", NOW)
    assert (lon.kind, bottle.kind, lon.entry == bottle.entry) == ("answer", "answer", False)
    assert (reply.kind, reply.headline, reply.picture) == ("answer", lon.headline, lon.picture)
    assert bottle.headline in reply.body
    assert bottle.body in reply.body
    assert reply.source == lon.source


def test_two_things_of_different_groups_get_no_picture(assistant: Assistant) -> None:
    reply = assistant.reply("chai nhựa và bóng đèn tuýp bỏ thùng nào", NOW)
    tube = assistant.reply("bóng đèn tuýp bỏ thùng nào", NOW)
    assert (reply.kind, reply.picture) == ("answer", None)
    assert tube.headline in reply.text


def test_two_things_of_which_one_is_not_clear_are_asked_about(assistant: Assistant) -> None:
    reply = assistant.reply("pin với nồi bỏ đâu", NOW)
    assert (reply.kind, reply.headline) == ("clarify", texts.SEVERAL)
