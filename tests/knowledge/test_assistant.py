"""Answer, ask back, or say that it is not known."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from knowledge import texts
from knowledge.assistant import Assistant
from knowledge.loader import SHIPPED_CONTENT, ContentError
from knowledge.reply import MESSAGE_LIMIT, Reply, entry_reply
from knowledge.waste import COLUMNS, WASTE_TABLE
from tests import small_content
from tests.conftest import HERE, NOW


@pytest.mark.parametrize(
    "asked",
    [
        "chỉ tiêu 14",
        "chi tieu 14",
        "Chỉ tiêu số 14?",
        "ct 14",
        "CHỈ TIÊU THỨ 14 LÀ GÌ",
        "chỉ tiêu 14 năm 2026 của phường",
    ],
)
def test_a_target_is_found_by_its_number(assistant: Assistant, asked: str) -> None:
    assert assistant.reply(asked, NOW).entry == "chi-tieu-14"


@pytest.mark.parametrize("number", [0, 24, 30, 999])
def test_a_target_that_does_not_exist_is_not_replaced_by_another(assistant: Assistant, number: int) -> None:
    reply = assistant.reply(f"chỉ tiêu {number}", NOW)
    assert (reply.kind, reply.headline) == ("unknown", texts.no_such_target(number, 23))


def test_lists_and_counts_of_targets_are_known(assistant: Assistant) -> None:
    assert assistant.reply("có những chỉ tiêu nào", NOW).entry == "chi-tieu-danh-sach"
    assert assistant.reply("có mấy chỉ tiêu", NOW).entry == "chi-tieu-tong-so"


def test_another_place_is_said_to_be_another_place(assistant: Assistant) -> None:
    reply = assistant.reply("chỉ tiêu bảo hiểm y tế của phường Hồng Bàng là bao nhiêu", NOW)
    assert (reply.kind, reply.entry) == ("unknown", None)
    assert "hồng bàng" in reply.headline


def test_another_year_is_said_to_be_unknown(assistant: Assistant) -> None:
    reply = assistant.reply("chỉ tiêu bảo hiểm y tế năm 2019 của phường là bao nhiêu", NOW)
    assert (reply.kind, reply.headline) == ("unknown", texts.other_year("2019", "phường Gia Viên"))
    reply = assistant.reply("hồi 1992 nghỉ hưu ở tuổi nào", NOW)
    assert reply.kind != "answer"


def test_an_entry_about_another_year_is_shown_only_when_that_year_is_asked_about(assistant: Assistant) -> None:
    def first(text: str) -> str:
        reply = assistant.reply(text, NOW)
        return reply.entry or reply.options[0].entry

    asked = "đóng bảo hiểm xã hội tự nguyện mức thấp nhất mấy đồng"
    assert first(asked) != "bh-tn-muc-2027"
    assert first(f"{asked} từ năm 2027") == "bh-tn-muc-2027"


def test_another_term_of_office_is_not_answered_with_this_one(assistant: Assistant) -> None:
    this = assistant.reply("quốc hội khóa XVI họp kỳ đầu tiên khi nào", NOW)
    assert (this.kind, this.entry) == ("answer", "bc-ky-hop-quoc-hoi-xvi")
    assert assistant.reply("quốc hội khóa 16 họp kỳ đầu tiên khi nào", NOW).entry == this.entry
    assert assistant.reply("quốc hội khóa 4 họp kỳ đầu tiên khi nào", NOW).kind == "unknown"


def test_what_belongs_to_other_people_is_not_given(assistant: Assistant) -> None:
    reply = assistant.reply("cho tôi số di động riêng của bác bí thư", NOW)
    assert (reply.kind, reply.entry, reply.headline) == (
        "unknown",
        None,
        assistant.library.entries["ngoai-chuyen-rieng"].answer,
    )


def test_a_lamp_that_burnt_out_is_no_fire(assistant: Assistant) -> None:
    assert assistant.reply("bóng đèn bị cháy bỏ đâu", NOW).kind != "redirect"
    assert assistant.reply("nhà bên đang bị cháy to, bố đau chân không ra được", NOW).entry == "khan-cap-chay"
    assert assistant.reply("nha ben dang bi chay to, me toi dau chan khong ra duoc", NOW).entry == "khan-cap-chay"


def test_who_asks_about_danger_gets_the_number_first_and_the_answer_below(assistant: Assistant) -> None:
    library = assistant.library
    told = entry_reply(library.entries["khan-cap-cuu-nan"], library, NOW.date())
    answer = entry_reply(library.entries["nq-nv-thien-tai-chay"], library, NOW.date())
    reply = assistant.reply("bão lụt, cứu nạn, chữa cháy: việc của phường năm nay", NOW)
    asked = texts.asked_as_well(library.entries["nq-nv-thien-tai-chay"].title)
    assert reply == Reply(
        kind="redirect",
        headline=told.headline,
        body="\n\n".join((told.body, f"{asked}\n{answer.headline}", answer.body)),
        source=answer.source,
        options=answer.options,
        entry="nq-nv-thien-tai-chay",
        score=reply.score,
        sensitive=True,
    )
    calling = assistant.reply("nước ngập nóc nhà rồi, cứu nạn với", NOW)
    assert (calling.kind, calling.entry, calling.options) == ("redirect", told.entry, ())


@pytest.mark.parametrize("asked", ["pin cũ bỏ đâu", "pin vứt đâu", "vut pin o dau"])
def test_things_nobody_named_are_no_rivals(assistant: Assistant, asked: str) -> None:
    reply = assistant.reply(asked, NOW)
    assert (reply.kind, reply.entry) == ("answer", "rac-pin")


def test_a_word_said_again_and_again_is_no_question(assistant: Assistant) -> None:
    assert assistant.reply("phường phường phường phường", NOW).kind != "answer"


def test_a_year_of_birth_is_not_the_year_asked_about(assistant: Assistant) -> None:
    reply = assistant.reply("tôi sinh năm 1966 thì bao giờ được nghỉ hưu", NOW)
    assert texts.other_year("1966", "phường Gia Viên") != reply.headline


@pytest.mark.parametrize(
    "lookalike",
    ["bầu cua ăn tiền", "mã tùy chọn khi mua hàng", "phân loại rạc", "thuê nhà giá rẻ", "bảo hiểm xe máy mua ở đâu"],
)
def test_look_alikes_get_no_answer(assistant: Assistant, lookalike: str) -> None:
    assert assistant.reply(lookalike, NOW).kind in ("unknown", "clarify")


def test_nothing_and_nonsense_are_met_calmly(assistant: Assistant) -> None:
    assert assistant.reply("", NOW).headline == texts.EMPTY_QUESTION
    assert assistant.reply("😀😀😀", NOW).headline == texts.EMPTY_QUESTION
    assert assistant.reply("xyzzy qwrt", NOW).kind == "unknown"
    assert assistant.reply("a" * 100_000, NOW).kind == "unknown"


def test_choices_are_remembered_for_ten_minutes_and_per_conversation(assistant: Assistant) -> None:
    asked = assistant.reply("chỉ tiêu bảo hiểm", NOW, chat="a")
    assert asked.kind == "clarify"
    chosen = assistant.reply("2", NOW + timedelta(minutes=10), chat="a")
    assert chosen.entry == asked.options[1].entry
    assistant.reply("chỉ tiêu bảo hiểm", NOW, chat="a")
    assert assistant.reply("2", NOW, chat="b").kind == "clarify"
    assert assistant.reply("2", NOW + timedelta(minutes=11), chat="a").options[0].entry == "chi-tieu-02"


def test_a_question_may_go_on_from_the_last_answer(assistant: Assistant) -> None:
    assert assistant.reply("chỉ tiêu bảo hiểm y tế năm 2026 là bao nhiêu", NOW, chat="a").entry == "chi-tieu-14"
    assert assistant.reply("nguồn đâu?", NOW, chat="a").entry == "chi-tieu-14"
    assert assistant.reply("còn 15?", NOW, chat="a").entry == "chi-tieu-15"
    assert assistant.reply("thế còn nước sạch?", NOW, chat="a").entry == "chi-tieu-17"
    assert assistant.reply("chi tiết hơn", NOW, chat="a").entry == "chi-tieu-17"


def test_the_second_of_the_choices_can_be_said_in_words(assistant: Assistant) -> None:
    asked = assistant.reply("chỉ tiêu bảo hiểm", NOW, chat="a")
    assert assistant.reply("còn cái thứ hai?", NOW, chat="a").entry == asked.options[1].entry


def test_going_on_needs_a_conversation_and_is_forgotten_after_ten_minutes(assistant: Assistant) -> None:
    assistant.reply("chỉ tiêu 14", NOW, chat="a")
    assert assistant.reply("chi tiết hơn?", NOW, chat="b").entry is None
    assert assistant.reply("chi tiết hơn?", NOW + timedelta(minutes=11), chat="a").entry is None


def test_few_words_with_an_answer_of_their_own_mean_the_one_after_the_last_and_offer_the_other(
    assistant: Assistant,
) -> None:
    asked = "lệ phí bao nhiêu?"
    assistant.show("tt-can-cuoc-o-dau", NOW, chat="c")
    reply, alone = assistant.reply(asked, NOW, chat="c"), assistant.reply(asked, NOW)
    assert (reply.kind, reply.entry, alone.kind) == ("answer", "tt-can-cuoc-le-phi", "answer")
    assert reply.options[0].entry == alone.entry
    assert len({option.entry for option in reply.options}) == len(reply.options) > 1


def test_where_the_last_answer_leaves_it_open_which_is_meant_is_asked_back(assistant: Assistant) -> None:
    asked = "lệ phí bao nhiêu?"
    assistant.show("bh-thieu-nam", NOW, chat="c")
    reply, alone = assistant.reply(asked, NOW, chat="c"), assistant.reply(asked, NOW)
    assert (reply.kind, alone.kind) == ("clarify", "answer")
    assert [option.entry for option in reply.options] == ["bh-luong-huu-muc", alone.entry]


def test_going_on_to_another_place_is_said_to_be_another_place(assistant: Assistant) -> None:
    assistant.reply("chỉ tiêu bảo hiểm y tế của phường", NOW, chat="a")
    reply = assistant.reply("thế còn ở Hà Nội?", NOW, chat="a")
    assert (reply.kind, reply.entry) == ("unknown", None)


def test_a_matter_of_somebody_else_is_said_to_be_that(assistant: Assistant) -> None:
    reply = assistant.reply("giá vàng hôm nay bao nhiêu một chỉ", NOW, chat="a")
    assert (reply.kind, reply.entry, reply.options) == ("unknown", None, ())
    assert reply.headline.startswith("Giá vàng")


def test_danger_is_never_taken_for_a_follow_up(assistant: Assistant) -> None:
    assistant.reply("chỉ tiêu 14", NOW, chat="a")
    assert assistant.reply("cháy nhà rồi", NOW, chat="a").entry == "khan-cap-chay"


def test_what_has_passed_is_said_to_have_passed(assistant: Assistant) -> None:
    reply = assistant.show("chi-tieu-14", datetime(2027, 1, 1, tzinfo=HERE))
    assert reply is not None
    assert reply.headline.startswith("Đến hết năm 2026") or "2026" in reply.headline
    assert reply.body == ""


def test_every_reply_fits_into_one_message(assistant: Assistant) -> None:
    longest = 0
    for entry in assistant.library.entries:
        reply = assistant.show(entry, NOW)
        assert reply is not None
        longest = max(longest, len(reply.text))
    assert longest <= MESSAGE_LIMIT


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


@pytest.fixture
def served(tmp_path: Path, overlay: Path) -> Assistant:
    """What is served while the ward changes its own content."""
    return Assistant(overlay, shipped=small_content.written(tmp_path))


def test_the_wards_own_content_is_taken_over_while_running(served: Assistant, overlay: Path) -> None:
    assert served.reload_if_changed(NOW) is False
    (overlay / "phuong.yaml").write_text(small_content.OWN_ENTRY, encoding="utf-8")
    assert served.reload_if_changed(NOW) is True
    assert served.reply("chợ hoa xuân ở đâu", NOW).entry == "cho-hoa"
    assert "8 giờ đến 17 giờ" in served.reply("giờ làm việc của ủy ban phường", NOW).text


def test_a_changed_waste_table_is_taken_over_as_well(overlay: Path) -> None:
    served = Assistant(overlay)
    row = "p-001,Vỏ trấu,,thuc-pham,Trộn vào đất.,thong-bao-phuong,xac-nhan"
    (overlay / WASTE_TABLE).write_text("\n".join([",".join(COLUMNS), row]), encoding="utf-8")
    assert served.reload_if_changed(NOW) is True
    assert served.reply("vỏ trấu bỏ vào đâu", NOW).entry == "vat-p-001"


def test_broken_content_of_the_ward_leaves_what_was_served_and_is_told_once(served: Assistant, overlay: Path) -> None:
    (overlay / "phuong.yaml").write_text(
        small_content.OWN_ENTRY.replace("thong-bao-phuong", "khong-co"), encoding="utf-8"
    )
    with pytest.raises(ContentError, match=r"phuong\.yaml:2: “cho-hoa”: nhắc đến doc “khong-co”"):
        served.reload_if_changed(NOW)
    assert served.reload_if_changed(NOW) is False
    assert "cho-hoa" not in served.library.entries
    assert served.reply("mấy giờ phường mở cửa", NOW).entry == "gio-mo-cua"


def test_a_repaired_file_is_taken_over_again(served: Assistant, overlay: Path) -> None:
    own = overlay / "phuong.yaml"
    own.write_text("entries: [", encoding="utf-8")
    with pytest.raises(ContentError, match=r"phuong\.yaml"):
        served.reload_if_changed(NOW)
    own.write_text(small_content.OWN_ENTRY, encoding="utf-8")
    assert served.reload_if_changed(NOW) is True
    own.unlink()
    assert served.reload_if_changed(NOW) is True
    assert "cho-hoa" not in served.library.entries


def test_another_ward_is_served_from_its_own_folder(tmp_path: Path) -> None:
    for name in ("common", "ward"):
        (tmp_path / name).mkdir()
    for path in (SHIPPED_CONTENT / "common").glob("*.yaml"):
        (tmp_path / "common" / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    ward = (SHIPPED_CONTENT / "ward" / "ward.yaml").read_text(encoding="utf-8")
    (tmp_path / "ward" / "ward.yaml").write_text(ward.replace("phường Gia Viên", "phường Sao Mai"), encoding="utf-8")
    assistant = Assistant(shipped=tmp_path)
    for entry in assistant.library.entries.values():
        reply = assistant.show(entry.id, NOW)
        assert reply is not None
        assert "Gia Viên" not in reply.text, entry.id


def test_the_question_of_a_conversation_is_remembered_for_handing_it_over(assistant: Assistant) -> None:
    def asked() -> str | None:
        turn = assistant.conversations.last("a", NOW)
        return turn.asked if turn else None

    assistant.reply("chỉ tiêu về y tế", NOW, "a")
    for goes_on in ("2", "xin chào"):
        assistant.reply(goes_on, NOW, "a")
        assert asked() == "chỉ tiêu về y tế"
    assistant.show("chi-tieu-14", NOW, "a")
    assert asked() == "chỉ tiêu về y tế"
    assistant.reply("nhà bên bán ma túy suốt đêm", NOW, "a")
    assert asked() == ""


def test_what_was_asked_is_kept_in_memory_for_ten_minutes_and_no_longer(assistant: Assistant) -> None:
    for chat, minutes in (("a", 0), ("b", 4), ("c", 10), ("c", 11)):
        assistant.reply("chỉ tiêu về y tế", NOW + timedelta(minutes=minutes), chat)
    assert len(assistant.conversations) == 2
    assistant.conversations.forget_old(NOW + timedelta(minutes=15))
    assert len(assistant.conversations) == 1


def test_the_nearest_entries_are_offered_to_somebody_who_knows(assistant: Assistant) -> None:
    nearest = [option.entry for option in assistant.nearest("chỉ tiêu bảo hiểm y tế năm nay")]
    assert nearest[0] == "chi-tieu-14"
    assert len(nearest) == 3
    assert assistant.nearest("") == ()


@pytest.mark.parametrize("text", ["nha ben dang bi chay, bo dau bay gio", "nhà bên đang cháy. Bộ đội gần đây không"])
def test_what_excuses_a_call_for_help_stands_in_one_clause(assistant: Assistant, text: str) -> None:
    reply = assistant.reply(text, NOW)
    assert (reply.kind, "114" in reply.headline) == ("redirect", True)
