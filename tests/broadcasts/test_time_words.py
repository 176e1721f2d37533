"""Times in people's words: what is understood, what is asked back, and that nothing is guessed."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadcasts.schedule import LAST_DAY, BeforeEvent, Daily, Monthly, Once, Plan, Weekly, Yearly
from broadcasts.time_texts import asked_back, read_back, said_back
from broadcasts.time_words import MOST_READINGS, understand
from broadcasts.understood import Misunderstood, Understood, Why
from tests.broadcasts.events import Event
from tests.conftest import HERE

NOW = datetime(2026, 11, 22, 15, 0, 20, tzinfo=HERE)
"""A Sunday afternoon."""
EVENTS: Mapping[str, Event] = {
    "bau-cu": Event("Bầu cử đại biểu Quốc hội và HĐND các cấp", date(2026, 12, 20)),
    "kham": Event("Khám sức khỏe nghĩa vụ quân sự (nhập ngũ năm 2027)", date(2026, 11, 1)),
    "hop-to": Event("Họp tổ dân phố quý IV", date(2026, 12, 5)),
    "hop-ban": Event("Họp giao ban", date(2026, 12, 9)),
    "han": Event("Hạn báo Bộ Công an kết quả: trước 20/12", date(2026, 12, 19)),
}
MORNING = time(7)

# What the library dateparser was compared on, in the order of the comparison; see broadcasts/time_words.py.
TRIED = {
    "bây giờ": "Chủ nhật 22/11/2026, 15:00",
    "ngay": "Chủ nhật 22/11/2026, 15:00",
    "mai 7h": "Thứ hai 23/11/2026, 7:00",
    "7h sáng mai": "Thứ hai 23/11/2026, 7:00",
    "19h30 thứ sáu": "Thứ sáu 27/11/2026, 19:30",
    "7 rưỡi tối nay": "Chủ nhật 22/11/2026, 19:30",
    "chiều mai": "Thứ hai 23/11/2026, 15:00",
    "20/12 8:00": "Chủ nhật 20/12/2026, 8:00",
    "8h ngày 20 tháng 12": "Chủ nhật 20/12/2026, 8:00",
    "20/12/2026": "Chủ nhật 20/12/2026, 7:00",
    "ngày mai lúc 18 giờ": "Thứ hai 23/11/2026, 18:00",
    "hôm nay 19h": "Chủ nhật 22/11/2026, 19:00",
    "ngày kia 8h": "Thứ ba 24/11/2026, 8:00",
    "thứ hai 8h": "Thứ hai 23/11/2026, 8:00",
    "chủ nhật 8h": (Why.AMBIGUOUS, "Chủ nhật 22/11/2026, 20:00", "Chủ nhật 29/11/2026, 8:00"),
    "thứ 4 tuần sau 9h": "Thứ tư 25/11/2026, 9:00",
    "thứ năm tuần này": (Why.PAST,),
    "sau 2 tiếng nữa": "Chủ nhật 22/11/2026, 17:00",
    "30 phút nữa": "Chủ nhật 22/11/2026, 15:30",
    "2 ngày nữa": "Thứ ba 24/11/2026, 7:00",
    "1 tuần nữa": "Chủ nhật 29/11/2026, 7:00",
    "rằm tháng 7": "Thứ hai 16/8/2027, 7:00 (15 tháng 7 âm lịch)",
    "mùng 10 âm": "Thứ sáu 18/12/2026, 7:00 (10 tháng 11 âm lịch)",
    "23 tháng chạp": "Thứ bảy 30/1/2027, 7:00 (23 tháng chạp âm lịch)",
    "trước Tết 10 ngày": "Thứ tư 27/1/2027, 7:00 (20 tháng chạp âm lịch)",
    "trước bầu cử 7 ngày": "Trước “Bầu cử đại biểu Quốc hội và HĐND các cấp” 7 ngày, 7:00 (Chủ nhật 13/12/2026)",
    "thứ hai hằng tuần 7h": "Thứ hai hằng tuần, 7:00",
    "hàng tuần thứ 2 và thứ 5 lúc 7h": "Thứ hai, thứ năm hằng tuần, 7:00",
    "hằng ngày 18h": "Hằng ngày, 18:00",
    "ngày 15 hằng tháng": "Ngày 15 hằng tháng, 7:00",
    "ngày cuối tháng": (Why.AMBIGUOUS, "Ngày cuối hằng tháng, 7:00", "Thứ hai 30/11/2026, 7:00"),
    "mỗi năm ngày 27/7": "Ngày 27/7 hằng năm, 7:00",
    "cuối tuần": (
        Why.AMBIGUOUS,
        "Chủ nhật 22/11/2026, 19:00",
        "Thứ bảy 28/11/2026, 7:00",
        "Chủ nhật 29/11/2026, 7:00",
    ),
    "7h": (Why.HOUR_ALONE, "Chủ nhật 22/11/2026, 19:00", "Thứ hai 23/11/2026, 7:00"),
    "31/2": (Why.IMPOSSIBLE,),
    "20/11/2026": (Why.PAST,),
    "mai 7g": "Thứ hai 23/11/2026, 7:00",
    "7h30p tối mai": "Thứ hai 23/11/2026, 19:30",
    "t2 7h": "Thứ hai 23/11/2026, 7:00",
    "cn 8h": (Why.AMBIGUOUS, "Chủ nhật 22/11/2026, 20:00", "Chủ nhật 29/11/2026, 8:00"),
    "7h toi nay": "Chủ nhật 22/11/2026, 19:00",
    "mai luc 7h": "Thứ hai 23/11/2026, 7:00",
    "bay gio": "Chủ nhật 22/11/2026, 15:00",
    "thu sau 19h30": "Thứ sáu 27/11/2026, 19:30",
    "20 thang 12 luc 8h": "Chủ nhật 20/12/2026, 8:00",
    "8 gio ruoi sang mai": "Thứ hai 23/11/2026, 8:30",
    "5h chiều mai": "Thứ hai 23/11/2026, 17:00",
    "9 giờ kém 15 sáng mai": "Thứ hai 23/11/2026, 8:45",
    "12h trưa mai": "Thứ hai 23/11/2026, 12:00",
    "tối thứ bảy": "Thứ bảy 28/11/2026, 19:00",
    "sáng thứ hai tuần sau": "Thứ hai 23/11/2026, 7:00",
    "20/12 lúc 7 giờ 30": "Chủ nhật 20/12/2026, 7:30",
    "ngày 20/12/2026 lúc 8 giờ": "Chủ nhật 20/12/2026, 8:00",
    "2026-12-20 08:00": "Chủ nhật 20/12/2026, 8:00",
    "20-12-2026 8:00": "Chủ nhật 20/12/2026, 8:00",
    "20.12.2026": "Chủ nhật 20/12/2026, 7:00",
    "27 tháng 7 năm 2027": "Thứ ba 27/7/2027, 7:00",
    "ngày 25 lúc 10h": "Thứ tư 25/11/2026, 10:00",
    "đầu tuần sau": (Why.NOTHING,),
    "bảy giờ tối mai": "Thứ hai 23/11/2026, 19:00",
    "đã gửi chưa": (Why.NOTHING,),
    "gửi cho tổ 5": (Why.NOTHING,),
    "cảm ơn em": (Why.NOTHING,),
    "không gửi mai": (Why.NOTHING,),
}
ONCE = {
    "gửi ngay nhé": "Chủ nhật 22/11/2026, 15:00",
    "gửi luôn": "Chủ nhật 22/11/2026, 15:00",
    "ngay bây giờ": "Chủ nhật 22/11/2026, 15:00",
    "hôm nay": "Chủ nhật 22/11/2026, 19:00",
    "hôm nay 7h": "Chủ nhật 22/11/2026, 19:00",
    "7h tối": "Chủ nhật 22/11/2026, 19:00",
    "bay gio toi nay": "Chủ nhật 22/11/2026, 19:00",
    "23h đêm nay": "Chủ nhật 22/11/2026, 23:00",
    "nửa tiếng nữa": "Chủ nhật 22/11/2026, 15:30",
    "2 tiếng rưỡi nữa": "Chủ nhật 22/11/2026, 17:30",
    "1 tiếng 30 phút nữa": "Chủ nhật 22/11/2026, 16:30",
    "sau 2 tiếng": "Chủ nhật 22/11/2026, 17:00",
    "MAI 7H!!!": "Thứ hai 23/11/2026, 7:00",
    "mai7h": "Thứ hai 23/11/2026, 7:00",
    "“7h sáng mai”": "Thứ hai 23/11/2026, 7:00",
    "7 sáng mai": "Thứ hai 23/11/2026, 7:00",
    "sáng mai 7h": "Thứ hai 23/11/2026, 7:00",
    "tối mai lúc 7 rưỡi": "Thứ hai 23/11/2026, 19:30",
    "trưa mai": "Thứ hai 23/11/2026, 11:00",
    "ngày mốt 8h": "Thứ ba 24/11/2026, 8:00",
    "thứ hai tới 8h": "Thứ hai 23/11/2026, 8:00",
    "chủ nhật tới 8h": "Chủ nhật 29/11/2026, 8:00",
    "t6 tới 7h": "Thứ sáu 27/11/2026, 7:00",
    "t6 tối 7h": "Thứ sáu 27/11/2026, 19:00",
    "thu nam ngay 26 thang 11": "Thứ năm 26/11/2026, 7:00",
    "vào hồi 14 giờ 00 phút ngày 28/11/2026 (thứ bảy)": "Thứ bảy 28/11/2026, 14:00",
    "08h00 ngày 25.11.2026": "Thứ tư 25/11/2026, 8:00",
    "8h 20-12": "Chủ nhật 20/12/2026, 8:00",
    "20/12/26 8h": "Chủ nhật 20/12/2026, 8:00",
    "hai mươi tháng mười hai lúc tám giờ": "Chủ nhật 20/12/2026, 8:00",
    "15/1": "Thứ sáu 15/1/2027, 7:00",
    "ngày 20": "Chủ nhật 20/12/2026, 7:00",
    "ngày 31": "Thứ năm 31/12/2026, 7:00",
    "ngày 15 tháng sau": "Thứ ba 15/12/2026, 7:00",
    "cuối tháng này": "Thứ hai 30/11/2026, 7:00",
    "ngày cuối tháng 2": "Chủ nhật 28/2/2027, 7:00",
    "trước 27/7 2 ngày": "Chủ nhật 25/7/2027, 7:00",
    "Tết tây": "Thứ sáu 1/1/2027, 7:00",
}
BY_MOON = {
    "rằm": "Thứ hai 23/11/2026, 7:00 (15 tháng 10 âm lịch)",
    "rằm tháng này": "Thứ hai 23/11/2026, 7:00 (15 tháng 10 âm lịch)",
    "rằm tháng sau 8h": "Thứ tư 23/12/2026, 8:00 (15 tháng 11 âm lịch)",
    "rằm tháng giêng": "Thứ bảy 20/2/2027, 7:00 (15 tháng giêng âm lịch)",
    "10/3 âm lịch": "Thứ sáu 16/4/2027, 7:00 (10 tháng 3 âm lịch)",
    "15/8/2027 âm": "Thứ tư 15/9/2027, 7:00 (15 tháng 8 âm lịch)",
    "mùng 3 Tết 8h": "Thứ hai 8/2/2027, 8:00 (3 tháng giêng âm lịch)",
    "28 tết 9h": "Thứ năm 4/2/2027, 9:00 (28 tháng chạp âm lịch)",
    "2 ngày trước Tết Trung thu": "Thứ hai 13/9/2027, 7:00 (13 tháng 8 âm lịch)",
}
REPEATED: dict[str, Plan] = {
    "ngay 15 hang thang": Monthly(15, MORNING),
    "15 hằng tháng": Monthly(15, MORNING),
    "hằng tháng ngày 31 8h": Monthly(31, time(8)),
    "cuối mỗi tháng 8h": Monthly(LAST_DAY, time(8)),
    "ngày cuối hằng tháng": Monthly(LAST_DAY, MORNING),
    "29/2 hằng năm": Yearly(2, 29, MORNING),
    "mỗi năm vào ngày 27 tháng 7": Yearly(7, 27, MORNING),
    "mỗi sáng": Daily(MORNING),
    "mỗi tối 7h": Daily(time(19)),
    "mỗi sáng thứ hai": Weekly(frozenset({0}), MORNING),
    "8 giờ tối chủ nhật hàng tuần": Weekly(frozenset({6}), time(20)),
    "các thứ hai": Weekly(frozenset({0}), MORNING),
    "t2 t4 t6 hang tuan": Weekly(frozenset({0, 2, 4}), MORNING),
    "thứ 2, 4, 6 hằng tuần 7h30": Weekly(frozenset({0, 2, 4}), time(7, 30)),
    "từ thứ 2 đến thứ 6 hằng tuần 6h30": Weekly(frozenset(range(5)), time(6, 30)),
    "thứ 6 - thứ 2 hằng tuần": Weekly(frozenset({4, 5, 6, 0}), MORNING),
}
BEFORE: dict[str, Plan] = {
    "7 ngày trước bầu cử lúc 8h": BeforeEvent("bau-cu", (7,), time(8)),
    "truoc bau cu 7, 3 va 1 ngay": BeforeEvent("bau-cu", (7, 3, 1), MORNING),
    "trước ngày bầu cử 1 tuần 8h sáng": BeforeEvent("bau-cu", (7,), time(8)),
    "trước bầu cử 3 ngày và đúng ngày": BeforeEvent("bau-cu", (3, 0), MORNING),
    "ngày bầu cử 6h": BeforeEvent("bau-cu", (0,), time(6)),
    "trước họp tổ 1 ngày": BeforeEvent("hop-to", (1,), MORNING),
    "trước “Hạn báo Bộ Công an kết quả: trước 20/12” 2 ngày": BeforeEvent("han", (2,), MORNING),
}
REFUSED = {
    "t6 toi 7h": (Why.AMBIGUOUS, "Thứ sáu 27/11/2026, 19:00", "Thứ sáu 27/11/2026, 7:00"),
    "chu nhat toi 7h": (
        Why.AMBIGUOUS,
        "Chủ nhật 22/11/2026, 19:00",
        "Chủ nhật 29/11/2026, 19:00",
        "Chủ nhật 29/11/2026, 7:00",
    ),
    "20 thang sau": (Why.AMBIGUOUS, "Chủ nhật 20/12/2026, 7:00", "Chủ nhật 20/6/2027, 7:00"),
    "2h mai": (Why.AMBIGUOUS, "Thứ hai 23/11/2026, 2:00", "Thứ hai 23/11/2026, 14:00"),
    "mai 7h và 19h": (Why.AMBIGUOUS, "Thứ hai 23/11/2026, 7:00", "Thứ hai 23/11/2026, 19:00"),
    "mùng 10": (Why.AMBIGUOUS, "Thứ năm 10/12/2026, 7:00", "Thứ sáu 18/12/2026, 7:00"),
    "thứ 2 và thứ 5 7h": (
        Why.AMBIGUOUS,
        "Thứ hai, thứ năm hằng tuần, 7:00",
        "Thứ hai 23/11/2026, 7:00",
        "Thứ năm 26/11/2026, 7:00",
    ),
    "mỗi cuối tuần": (
        Why.AMBIGUOUS,
        "Thứ bảy hằng tuần, 7:00",
        "Chủ nhật hằng tuần, 7:00",
        "Thứ bảy, chủ nhật hằng tuần, 7:00",
    ),
    "cuối tuần sau 3h": (
        Why.AMBIGUOUS,
        "Thứ bảy 28/11/2026, 15:00",
        "Chủ nhật 29/11/2026, 15:00",
        "Thứ bảy 28/11/2026, 3:00",
    ),
    "trước họp 1 ngày": (
        Why.AMBIGUOUS,
        "Trước “Họp tổ dân phố quý IV” 1 ngày, 7:00 (Thứ sáu 4/12/2026)",
        "Trước “Họp giao ban” 1 ngày, 7:00 (Thứ ba 8/12/2026)",
    ),
    "19h30": (Why.HOUR_ALONE, "Chủ nhật 22/11/2026, 19:30", "Thứ hai 23/11/2026, 19:30"),
    "buổi trưa": (Why.HOUR_ALONE, "Thứ hai 23/11/2026, 11:00", "Thứ ba 24/11/2026, 11:00"),
    "20/11": (Why.PAST, "Thứ bảy 20/11/2027, 7:00"),
    "sáng nay": (Why.PAST,),
    "hôm qua 8h": (Why.PAST,),
    "20/12/1990": (Why.PAST,),
    "trước khám nghĩa vụ 3 ngày": (Why.PAST,),
    "trước bầu cử 40 ngày": (Why.PAST,),
    "31/4": (Why.IMPOSSIBLE,),
    "29/2": (Why.IMPOSSIBLE,),
    "29/2/2027": (Why.IMPOSSIBLE,),
    "30 tết": (Why.IMPOSSIBLE,),
    "ngày 32 hằng tháng": (Why.IMPOSSIBLE,),
    "25h mai": (Why.IMPOSSIBLE,),
    "mai 7h75": (Why.IMPOSSIBLE,),
    "19h sáng mai": (Why.IMPOSSIBLE,),
    "1/1/2200": (Why.IMPOSSIBLE,),
    "thứ hai 27/11": (Why.CONTRADICTION,),
    "20/12 và 25/12": (Why.CONTRADICTION,),
    "mai 20/12": (Why.CONTRADICTION,),
    "tuần sau 8h": (Why.DAY_MISSING,),
    "hằng tuần 7h": (Why.DAY_MISSING,),
    "hằng tháng": (Why.DAY_MISSING,),
    "rằm hằng tháng": (Why.CANNOT_REPEAT,),
    "rằm tháng 7 hằng năm": (Why.CANNOT_REPEAT,),
    "mùng 1 hằng tháng": (Why.CANNOT_REPEAT,),
    "hằng quý": (Why.CANNOT_REPEAT,),
    "mỗi giờ": (Why.CANNOT_REPEAT,),
    # Words of a title are not the title: "hội chợ" and "đại hội" are no "Bầu cử đại biểu Quốc hội".
    "trước hội chợ 3 ngày": (Why.EVENT_UNKNOWN,),
    "trước đại hội 3 ngày": (Why.EVENT_UNKNOWN,),
    "trước “Họp” 3 ngày": (Why.EVENT_UNKNOWN,),
    "đúng ngày khai giảng 8h": (Why.EVENT_UNKNOWN,),
    "ngày khai giảng 8h": (Why.NOTHING,),
    "trước “Họp giao ban” bỏ 2 ngày": (Why.NOTHING,),
    "ngày": (Why.NOTHING,),
    "trước 20/12": (Why.NOTHING,),
    "trước bầu cử": (Why.NOTHING,),
    "sau Tết 10 ngày": (Why.NOTHING,),
    "sau 7 giờ": (Why.NOTHING,),
    "nửa phút nữa": (Why.NOTHING,),
    "0 phút nữa": (Why.NOTHING,),
    "từ giờ": (Why.NOTHING,),
    "từ mai": (Why.NOTHING,),
    "7-9h mai": (Why.NOTHING,),
    "20/12/2026 hằng năm": (Why.NOTHING,),
    "ngày 1 và ngày 15 hằng tháng": (Why.NOTHING,),
    "5": (Why.NOTHING,),
    "": (Why.NOTHING,),
    "mai 7h " * 40: (Why.NOTHING,),
}


def _told(text: str, now: datetime = NOW) -> str | tuple[str, ...]:
    understood = understand(text, now, HERE, EVENTS)
    if isinstance(understood, Understood):
        return said_back(understood, HERE, EVENTS).partition("\n\n")[0]
    return understood.why, *(read_back(plan, HERE, EVENTS) for plan in understood.readings)


@pytest.mark.parametrize(("text", "told"), [*TRIED.items(), *ONCE.items(), *BY_MOON.items(), *REFUSED.items()])
def test_words_are_read_back_in_full_or_asked_back(text: str, told: str | tuple[str, ...]) -> None:
    assert _told(text) == told


@pytest.mark.parametrize(("text", "plan"), [*REPEATED.items(), *BEFORE.items()])
def test_recurring_times_and_times_before_events_become_their_plans(text: str, plan: Plan) -> None:
    understood = understand(text, NOW, HERE, EVENTS)
    assert isinstance(understood, Understood)
    assert understood.plan == plan


def test_now_is_this_very_moment_and_the_minute_of_now_is_now() -> None:
    assert understand("bây giờ", NOW, HERE, EVENTS) == Understood(Once(NOW))
    assert understand("hôm nay 15:00", NOW, HERE, EVENTS) == Understood(Once(NOW))


def test_a_proposed_hour_is_marked_and_said_words_are_not() -> None:
    assert understand("mai", NOW, HERE, {}) == Understood(Once(datetime(2026, 11, 23, 7, tzinfo=HERE)), True)
    assert understand("mai 7h", NOW, HERE, {}) == Understood(Once(datetime(2026, 11, 23, 7, tzinfo=HERE)))
    assert understand("mỗi tối", NOW, HERE, {}) == Understood(Daily(time(19)), True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mai", "Thứ hai 23/11/2026, 7:00\n\nÔng/bà chưa nói giờ, nên tôi lấy 7:00. {}"),
        ("chiều mai", "Thứ hai 23/11/2026, 15:00\n\nÔng/bà chưa nói giờ, nên tôi lấy 15:00. {}"),
        (
            "rằm tháng chạp",
            "Thứ sáu 22/1/2027, 7:00 (15 tháng chạp âm lịch)\n\nÔng/bà chưa nói giờ, nên tôi lấy 7:00. {}",
        ),
        ("mỗi tối", "Hằng ngày, 19:00\n\nÔng/bà chưa nói giờ, nên tôi lấy 19:00. {}"),
        ("mai 7h", "Thứ hai 23/11/2026, 7:00"),
        ("nửa tiếng nữa", "Chủ nhật 22/11/2026, 15:30"),
    ],
)
def test_an_hour_nobody_said_is_pointed_out_and_copying_all_that_means_the_same(text: str, told: str) -> None:
    understood = understand(text, NOW, HERE, EVENTS)
    assert isinstance(understood, Understood)
    said = said_back(understood, HERE, EVENTS)
    assert said == told.format("Muốn giờ khác, ông/bà bấm “Sửa” khi xem lại tin.")
    again = understand(said, NOW, HERE, EVENTS)
    assert isinstance(again, Understood)
    assert again.plan == understood.plan


@pytest.mark.parametrize(
    ("hour", "text", "told"),
    [
        (5, "7h", (Why.HOUR_ALONE, "Chủ nhật 22/11/2026, 7:00", "Chủ nhật 22/11/2026, 19:00")),
        (20, "19h30", (Why.HOUR_ALONE, "Thứ hai 23/11/2026, 19:30", "Thứ ba 24/11/2026, 19:30")),
        (20, "7h tối", "Thứ hai 23/11/2026, 19:00"),
        (6, "hôm nay", (Why.AMBIGUOUS, "Chủ nhật 22/11/2026, 7:00", "Chủ nhật 22/11/2026, 19:00")),
        (20, "hôm nay", (Why.PAST,)),
        (5, "hôm nay 7h", (Why.AMBIGUOUS, "Chủ nhật 22/11/2026, 7:00", "Chủ nhật 22/11/2026, 19:00")),
        (20, "tối nay", (Why.PAST,)),
        (15, "hôm nay 7:00", (Why.PAST,)),
        (20, "cuối tuần", (Why.AMBIGUOUS, "Thứ bảy 28/11/2026, 7:00", "Chủ nhật 29/11/2026, 7:00")),
    ],
)
def test_what_an_hour_means_depends_on_the_hour_it_is_said_at(
    hour: int, text: str, told: str | tuple[str, ...]
) -> None:
    assert _told(text, NOW.replace(hour=hour)) == told


def test_an_event_that_left_the_calendar_is_named_by_its_id() -> None:
    assert read_back(BeforeEvent("bau-cu", (7,), MORNING), HERE, {}) == "Trước “bau-cu” 7 ngày, 7:00"


def test_every_misunderstanding_has_its_sentence_with_the_remedy() -> None:
    sentences = {why: asked_back(Misunderstood(why)) for why in Why}
    assert len(set(sentences.values())) == len(Why)
    assert asked_back(Misunderstood(Why.PAST, (Daily(MORNING),))) == "Lúc này đã qua. Ý ông/bà là lúc sau đây?"


_WORDS = """
7h 19h30 2h 8:00 0:30 12h 25h 7 rưỡi kém 15 giờ 30 phút p nữa sau tiếng sáng trưa chiều tối toi tới đêm khuya mai nay
kia hôm ngày ngay hằng hàng mỗi tuần tháng năm quý thứ thu t 2 hai ba tư tu sáu bảy cn chủ nhật và , - đến từ 20/12
31/2 20/12/2026 27-7 2026-12-01 31 rằm mùng 10 âm lịch dương tết trung thu chạp giêng cuối trước đúng bầu cử họp
“Họp giao ban” ” “ ( ) (1/1) bay bây lúc vào gửi không 999 0 mươi mười một lăm 2027 1900 . / :
""".split()
_said = st.one_of(
    st.sampled_from([*TRIED, *ONCE, *BY_MOON, *REPEATED, *BEFORE, *REFUSED]),
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=7).map(" ".join),
    st.text(max_size=40),
)
_moments = st.datetimes(datetime(2024, 1, 1), datetime(2060, 1, 1), timezones=st.just(HERE))  # noqa: DTZ001 - hypothesis adds the zone


@given(_said, _moments)
@example("ngày cuối tháng", datetime(2027, 1, 31, 23, 59, 59, tzinfo=HERE))
@settings(max_examples=400, deadline=None)
def test_what_is_read_back_is_understood_as_the_same_plan(text: str, now: datetime) -> None:
    """Also that no text raises, and that nobody is asked to choose among too many readings or only one."""
    understood = understand(text, now, HERE, EVENTS)
    if isinstance(understood, Understood):
        plans: tuple[Plan, ...] = (understood.plan,)
    else:
        plans = understood.readings
        assert len(plans) <= MOST_READINGS
        assert understood.why is not Why.AMBIGUOUS or len(plans) > 1
    for plan in plans:
        again = understand(read_back(plan, HERE, EVENTS), now, HERE, EVENTS)
        assert isinstance(again, Understood)
        assert again.plan == plan


_times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
_plans: st.SearchStrategy[Plan] = st.one_of(
    st.builds(
        lambda days, at: Once(datetime.combine(NOW.date() + timedelta(days=days), at, HERE)),
        st.integers(1, 9000),
        _times,
    ),
    st.builds(Daily, _times),
    st.builds(Weekly, st.frozensets(st.integers(0, 6), min_size=1), _times),
    st.builds(Monthly, st.integers(1, 31) | st.just(LAST_DAY), _times),
    st.dates(date(2028, 1, 1), date(2028, 12, 31)).flatmap(
        lambda day: st.builds(Yearly, st.just(day.month), st.just(day.day), _times)
    ),
    st.builds(
        BeforeEvent,
        st.sampled_from(["bau-cu", "hop-to", "hop-ban", "han"]),
        st.sets(st.integers(0, 9), min_size=1).map(lambda days: tuple(sorted(days, reverse=True))),
        _times,
    ),
)


@given(_plans)
def test_every_plan_ahead_can_be_read_back_and_understood(plan: Plan) -> None:
    understood = understand(read_back(plan, HERE, EVENTS), NOW, HERE, EVENTS)
    assert isinstance(understood, Understood)
    assert understood.plan == plan
