"""Two questions in one message are noticed, and the person is asked which comes first."""

import pytest

from knowledge import texts
from knowledge.assistant import Assistant
from knowledge.language import Language
from knowledge.reply import Reply
from knowledge.several import Questions, things
from tests.conftest import NOW

QUESTIONS = Questions(
    Language(
        abbreviations={"ko": "không"},
        filler=("ạ", "à", "vậy", "cho tôi hỏi"),
        beginning=("với lại", "à mà"),
        joining=("còn", "và", "với"),
        asking=("gì", "ai", "nào", "bao giờ", "ở đâu"),
        asking_last=("không", "à"),
        negating=("không", "chưa"),
        doubting=("biết",),
        embracing=("cũng",),
    )
)


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("bao giờ bầu cử? pin cũ ở đâu?", ["bao giờ bầu cử", "pin cũ ở đâu"]),
        ("bầu ai; pin cũ ở đâu", ["bầu ai", "pin cũ ở đâu"]),
        ("bầu ai với lại pin cũ ở đâu", ["bầu ai", "pin cũ ở đâu"]),
        ("pin bỏ được không với lại bầu ai", ["pin bỏ được không", "bầu ai"]),
        ("phường mình đông? với lại ai làm tổ trưởng", ["phường mình đông", "ai làm tổ trưởng"]),
        ("bau ai voi lai pin cu o dau", ["bau ai", "pin cu o dau"]),
        ("ơ? bao giờ bầu cử?", []),
        ("pin cũ\nsố khẩn cấp\ngiờ làm việc", ["pin cũ số khẩn cấp", "giờ làm việc"]),
        ("pin cũ, số khẩn cấp, giờ làm việc", []),
        ("mức 1.500.000 đồng/tháng gồm 2,5 gì", []),
        ("bầu ai\nnhà nào cũng hỏi thế", []),
        ("", []),
    ],
)
def test_questions_end_where_people_end_them(text: str, halves: list[str]) -> None:
    assert QUESTIONS.read(text).halves() == halves


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        (
            "tổ trưởng đi vắng thì họp ai chủ trì và phường mình bao giờ bầu cử quốc hội",
            ["tổ trưởng đi vắng thì họp ai chủ trì", "phường mình bao giờ bầu cử quốc hội"],
        ),
        (
            "tổ trưởng đi vắng thì họp ai chủ trì, phường mình bao giờ bầu cử quốc hội",
            ["tổ trưởng đi vắng thì họp ai chủ trì", "phường mình bao giờ bầu cử quốc hội"],
        ),
        ("tổ trưởng đi vắng thì họp ai chủ trì và bao giờ", []),
        ("nhà tôi gặp ai để khai sinh con thứ ba của tôi ở đâu", []),
        (
            "sinh chau thu ba duoc huong gi con to truong di vang thi ai lo",
            ["sinh chau thu ba duoc huong gi", "to truong di vang thi ai lo"],
        ),
    ],
)
def test_within_a_sentence_a_joint_divides_only_what_is_long_enough(text: str, halves: list[str]) -> None:
    assert QUESTIONS.read(text).halves() == halves


@pytest.mark.parametrize(
    "story",
    [
        "Nhà tôi mới sửa xong. Gạch vỡ để ở đâu?",
        "Nhà tôi mới sửa xong, gạch vỡ chất đầy ngõ! gạch vỡ để ở đâu ạ",
        "Tôi không ký hợp đồng với ai. Xin giấy ở đâu vậy",
        "Tổ tôi chưa họp bao giờ. Muốn thay người có được ko ạ",
        "Tôi biết là không ai thu tiền. Xin giấy ở đâu",
    ],
)
def test_what_is_told_before_a_question_is_no_question(story: str) -> None:
    assert QUESTIONS.read(story).halves() == []


def test_what_is_plainly_two_questions_is_divided_where_a_sentence_ends_or_another_matter_begins() -> None:
    joined = "tổ trưởng đi vắng thì họp ai chủ trì và phường mình bao giờ bầu cử quốc hội"
    assert QUESTIONS.read(joined).halves(plainly=True) == []
    told_apart = "Bầu ai, ở đâu với lại tổ trưởng đi vắng thì họp ai chủ trì và phường mình bao giờ bầu cử quốc hội"
    assert QUESTIONS.read(told_apart).halves(plainly=True)[0] == "bầu ai ở đâu"


def test_who_does_not_know_who_asks_all_the_same() -> None:
    text = "Tôi không biết ai thu tiền. Xin giấy ở đâu"
    assert QUESTIONS.read(text).halves() == ["tôi không biết ai thu tiền", "xin giấy ở đâu"]
    long_before = "Tôi không ở nhà từ sáng đến tối ai thu tiền. Xin giấy ở đâu"
    assert QUESTIONS.read(long_before).halves()[1] == "xin giấy ở đâu"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Bão năm 2024 tự nhiên lặng gió. Lặng gió ra ngoài được không?", "lặng gió ra ngoài được không"),
        ("Nghị quyết 2025! Nói gì?", "Nghị quyết 2025! Nói gì?"),
        ("Nghị quyết 2025, gồm mấy phần, nói gì", "Nghị quyết 2025, gồm mấy phần, nói gì"),
        ("Năm 2025 nhà tôi nộp đủ mấy lần. Cảm ơn", "Năm 2025 nhà tôi nộp đủ mấy lần. Cảm ơn"),
        ("Ai nộp? Năm 2025 nhà tôi nộp đủ rồi. Nộp ở đâu?", "ai nộp nộp ở đâu"),
        ("Năm 2025 tôi nộp đủ rồi. Ai nộp tiền rác cho tổ tôi", "ai nộp tiền rác cho tổ tôi"),
        ("Ai nộp tiền rác cho tổ tôi. Năm 2025 tôi nộp đủ rồi", "ai nộp tiền rác cho tổ tôi"),
        ("", ""),
    ],
)
def test_what_is_asked_is_the_message_without_long_sentences_that_only_tell(text: str, asked: str) -> None:
    assert QUESTIONS.read(text).asked() == asked


def test_a_year_that_is_only_told_of_is_not_asked_about(assistant: Assistant) -> None:
    told = "Năm 2022 tôi lĩnh lương hưu tận nhà, nay đổi số tài khoản. Muốn nhận qua tài khoản mới thì làm sao?"
    assert assistant.reply(told, NOW).entry == "bh-luong-huu-nhan"
    asked = assistant.reply("Năm 2022 muốn nhận lương hưu qua tài khoản mới thì làm sao?", NOW)
    assert (asked.kind, asked.entry) == ("unknown", None)


def test_the_second_half_begins_nearest_the_middle() -> None:
    text = "Cháu học gì? Gạch vỡ nhà tôi để ở đâu? Xe chở gạch gọi ai?"
    assert QUESTIONS.read(text).halves() == ["cháu học gì gạch vỡ nhà tôi để ở đâu", "xe chở gạch gọi ai"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("pin và bình ga", ["pin", "bình ga"]),
        ("pin với bóng đèn bỏ đâu", ["pin", "bóng đèn bỏ đâu"]),
        ("vỏ và lõi pin với bóng đèn", ["vỏ và lõi pin", "bóng đèn"]),
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


@pytest.mark.parametrize("by_button", [True, False])
def test_below_the_first_answer_the_other_question_still_waits(assistant: Assistant, by_button: bool) -> None:
    both = "Hạn khai tử là mấy ngày, với lại chủ tịch phường tiếp dân vào những hôm nào?"
    assistant.conversations.clear()
    asked = assistant.reply(both, NOW, chat="a")
    first, second = asked.options[:2]

    def chosen(number: int) -> Reply:
        wanted = asked.options[number - 1].entry
        reply = assistant.show(wanted, NOW, "a") if by_button else assistant.reply(str(number), NOW, chat="a")
        assert reply is not None
        return reply

    alone = [assistant.show(option.entry, NOW) for option in (first, second)]
    answer = chosen(1)
    assert alone[0] is not None
    assert (answer.entry, answer.body) == (first.entry, f"{alone[0].body}\n\n{texts.THE_OTHER_QUESTION}")
    assert answer.options[: len(asked.options) - 1] == asked.options[1:]
    assert chosen(2) == alone[1]


def test_choices_of_one_question_leave_nothing_to_be_answered(assistant: Assistant) -> None:
    asked = assistant.reply("chỉ tiêu bảo hiểm", NOW, chat="a")
    alone = assistant.show(asked.options[0].entry, NOW)
    assert assistant.reply("1", NOW, chat="a") == alone


def test_a_story_with_its_question_is_one_question(assistant: Assistant) -> None:
    story = "Mẹ tôi đang lĩnh lương hưu, tháng trước đổi số tài khoản. Muốn nhận qua tài khoản mới thì làm sao?"
    assert assistant.reply(story, NOW).entry == "bh-luong-huu-nhan"


def test_a_question_that_the_answer_to_the_whole_message_passes_over_is_offered(assistant: Assistant) -> None:
    both = "Hạn khai tử là mấy ngày, với lại chủ tịch phường tiếp dân vào những hôm nào?"
    reply = assistant.reply(both, NOW)
    assert (reply.kind, reply.headline) == ("clarify", texts.SEVERAL)
    assert [option.entry for option in reply.options][:2] == ["tt-khai-tu-han", "kn-lich-tiep-cong-dan"]


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
