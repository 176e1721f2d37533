"""Written once, read by date and ward."""

from datetime import date

import pytest

from knowledge import placeholders, texts
from knowledge.entry import Entry, WardValue
from knowledge.loader import Library
from knowledge.reply import entry_reply

LIBRARY = Library(
    ward={
        "ten": WardValue(id="ten", label="tên", value="phường Thử"),
        "gio": WardValue(id="gio", label="giờ"),
    }
)


@pytest.mark.parametrize(
    ("today", "reads"),
    [
        (date(2026, 3, 3), "Chủ nhật 15/3/2026, còn 12 ngày"),
        (date(2026, 3, 14), "ngày mai, Chủ nhật 15/3/2026"),
        (date(2026, 3, 15), "hôm nay, Chủ nhật 15/3/2026"),
        (date(2026, 3, 16), "Chủ nhật 15/3/2026, đã qua"),
    ],
)
def test_a_day_reads_by_where_it_stands(today: date, reads: str) -> None:
    assert placeholders.render("{{when 2026-03-15}}", LIBRARY, today) == reads


@pytest.mark.parametrize(
    ("today", "reads"),
    [
        (date(2026, 11, 14), "từ 15/11/2026 đến 15/12/2026, còn 1 ngày nữa"),
        (date(2026, 11, 15), "đang diễn ra, đến hết ngày 15/12/2026"),
        (date(2026, 12, 15), "đang diễn ra, đến hết ngày 15/12/2026"),
        (date(2026, 12, 16), "đã kết thúc ngày 15/12/2026"),
    ],
)
def test_a_span_reads_by_where_it_stands(today: date, reads: str) -> None:
    assert placeholders.render("{{when 2026-11-15..2026-12-15}}", LIBRARY, today) == reads


def test_what_the_ward_has_not_filled_in_is_promised() -> None:
    text = "{{ward ten}}: {{ward gio}}"
    assert placeholders.render(text, LIBRARY, date(2026, 1, 1)) == "phường Thử: phường sẽ thông báo"
    assert placeholders.ward_keys(text) == ["ten", "gio"]


@pytest.mark.parametrize(
    "text", ["{{when hôm qua}}", "{{when 2026-12-15..2026-11-15}}", "{{ward khong-co}}", "{{gi do}}", "{{", "{{when}}"]
)
def test_what_cannot_be_read_is_a_problem(text: str) -> None:
    assert len(list(placeholders.problems(text, LIBRARY))) == 1


@pytest.mark.parametrize(
    ("entry", "body"),
    [
        ({"details": "Giờ: {{ward gio}}."}, f"Giờ: phường sẽ thông báo.\n\n{texts.ASK_MEANWHILE}"),
        ({"details": "Nơi: {{ward ten}}."}, "Nơi: phường Thử."),
        ({"details": "Giờ: {{ward gio}}, xin hỏi trạm."}, "Giờ: phường sẽ thông báo, xin hỏi trạm."),
        ({"details": "Giờ: {{ward gio}}.", "kind": "redirect"}, "Giờ: phường sẽ thông báo."),
        ({"details": "{{ward gio}}", "certainty": "general"}, f"phường sẽ thông báo\n\n{texts.GENERAL_GUIDANCE}"),
    ],
)
def test_who_is_told_that_the_ward_will_say_is_told_whom_to_ask_meanwhile(entry: dict[str, str], body: str) -> None:
    asked = Entry.model_validate({"id": "a", "title": "A", "topic": "t", "answer": "Mở cửa.", **entry})
    assert entry_reply(asked, LIBRARY, date(2026, 3, 1)).body == body
