"""The statistics of a period as a picture and as a file: numbers rounded so that none of them points to somebody."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from PIL import Image

from bot import statistics_texts as texts
from bot.figures import Figures, TargetSum, percent, rounded, too_few
from bot.statistics_picture import statistics_page
from bot.statistics_sheets import statistics_workbook
from broadcasts.notice import Count
from broadcasts.statistics_store import Leaders
from tests.bot.prints import Print, legible

MONDAY = date(2026, 11, 16)
WEEK = Figures(
    first=MONDAY,
    last=MONDAY + timedelta(days=6),
    questions={MONDAY: 60, MONDAY + timedelta(days=1): 3, MONDAY + timedelta(days=6): 1_200},
    answered=1_000,
    asked_back=259,
    unknown=4,
    topics=(("Phân loại rác", 900), ("Bảo hiểm y tế", 359), ("Bầu cử", 4)),
    hours=(*[0] * 7, 200, 1_060, 3, *[0] * 14),
    helpful=30,
    not_helpful=10,
    handed_over=7,
    replied=6,
    median_reply=timedelta(minutes=95),
    deliveries=Count(sent=40, failed={"blocked": 2, "gone": 1}, stopped={"left": 1}, pending=6),
    leaders=Leaders(47, 44, 43, 38),
    subscribers=1_203,
    subscribers_of=(("Phân loại rác", 1_203), ("Bầu cử", 2)),
    subscribers_in=(("2", 12), ("10", 1)),
    targets=(TargetSum(14, "Bảo hiểm y tế", "số thẻ mới", 120, 143),),
)


def test_the_picture_tells_the_week(printed: list[Print]) -> None:
    content = statistics_page(WEEK)
    assert legible(printed, Image.open(BytesIO(content)).size)
    assert len(content) < 200_000
    assert [text for text, _ in printed if text] == [
        "Thống kê 16/11/2026 – 22/11/2026",
        *["1.265", "câu hỏi", "1.205", "người đăng", "ký nhận tin", "5", "câu chuyển cán bộ"],
        *["Câu hỏi mỗi ngày", "60", "T2", "dưới 5", "T3", "0", "T4", "0", "T5", "0", "T6", "0", "T7", "1.200", "CN"],
        *["Trợ lý đáp thế nào", "A", "A", "trả lời được", "1.000 (79%)", "B", "B", "phải hỏi lại", "260 (20%)"],
        *["C", "chưa biết, chỉ chỗ hỏi", "dưới 5"],
        *["Hỏi nhiều nhất", "Phân loại rác", "900", "Bảo hiểm y tế", "360", "Bầu cử", "dưới 5"],
        *["Hỏi vào giờ nào", "0h", "3h", "6h", "9h", "12h", "15h", "18h", "21h"],
        *["Người hỏi đánh giá", "A", "A", "có ích", "30", "B", "B", "chưa có ích", "10"],
        "Một nửa được cán bộ trả lời trong 95 phút.",
        *["Tin phường gửi", "A", "A", "đã tới", "40", "B", "không tới được", "3", "C", "đã dừng", "1"],
        *["D", "D", "còn chờ", "6"],
        *["Tổ dân phố", "tất cả", "47", "đã liên kết", "44", "tin tới được", "43", "đã xác nhận", "38"],
        "Số câu hỏi, số người: làm tròn đến 5 để không chỉ ra ai.",
    ]  # fmt: skip


def test_parts_that_could_point_to_somebody_are_drawn_alike() -> None:
    one = statistics_page(replace(WEEK, topics=(("Phân loại rác", 900), ("Bầu cử", 1))))
    assert one == statistics_page(replace(WEEK, topics=(("Phân loại rác", 900), ("Bầu cử", 4))))
    assert one != statistics_page(replace(WEEK, topics=(("Phân loại rác", 900), ("Bầu cử", 5))))
    assert [part for part in range(8) if too_few(part)] == [1, 2, 3, 4]


def test_what_is_not_told_does_not_follow_from_what_is() -> None:
    assert [rounded(part) for part in (0, 1, 4, 5, 7, 8, 12, 13, 1_263)] == [0, 4, 4, 5, 5, 10, 10, 15, 1_265]
    told = {tuple(map(rounded, (1_000 + rest, 1_000, rest))) for rest in (1, 2)}
    assert told == {(1_000, 1_000, 4)}  # 1,000 of 1,001 and of 1,002 read the same
    assert (rounded(107), rounded(105)) == (105, 105)  # and so do two readings with two questions between them


def test_a_share_is_told_of_many_only_and_is_complete_only_if_nobody_is_missing() -> None:
    asked = ((99, 99), (100, 100), (999, 1_000), (0, 100), (4, 100), (5, 100), (50, 200))
    assert [percent(*one) for one in asked] == [None, 100, 99, 0, None, 5, 25]


def test_a_year_and_a_week_without_questions_are_pictures_too(printed: list[Print]) -> None:
    year = statistics_page(replace(WEEK, first=date(2026, 1, 1), last=date(2026, 12, 31)))
    assert legible(printed, Image.open(BytesIO(year)).size)
    printed.clear()
    statistics_page(Figures(MONDAY, MONDAY))
    assert [text for text, _ in printed][-2:] == [texts.NO_QUESTIONS, texts.ROUNDED]


def test_waiting_is_told_in_the_unit_people_would_use() -> None:
    waits = (None, timedelta(seconds=5), timedelta(minutes=119), timedelta(hours=5), timedelta(days=3))
    assert [texts.median_reply(5, waited) for waited in waits] == [
        "Chưa có câu nào được cán bộ trả lời.",
        "Một nửa được cán bộ trả lời trong 1 phút.",
        "Một nửa được cán bộ trả lời trong 119 phút.",
        "Một nửa được cán bộ trả lời trong 5 giờ.",
        "Một nửa được cán bộ trả lời trong 3 ngày.",
    ]
    assert texts.median_reply(4, timedelta(hours=5)) == "Cán bộ mới trả lời vài câu, chưa đủ để tính thời gian."


def test_the_file_holds_the_same_numbers() -> None:
    book = load_workbook(BytesIO(statistics_workbook(WEEK)))
    sheets: dict[str, list[tuple[Any, ...]]] = {
        page.title: list(page.iter_rows(min_row=3, values_only=True)) for page in book.worksheets
    }
    assert list(sheets)[:3] == ["Tổng hợp", "Câu hỏi mỗi ngày", "Hỏi vào giờ nào"]
    assert {page["A1"].value for page in book.worksheets} == {"Thống kê 16/11/2026 – 22/11/2026"}
    assert sheets["Tổng hợp"] == [
        ("Mục", "Nội dung", "Số"),
        ("Trợ lý đáp thế nào", "trả lời được", 1000),
        ("Trợ lý đáp thế nào", "phải hỏi lại", 260),
        ("Trợ lý đáp thế nào", "chưa biết, chỉ chỗ hỏi", "dưới 5"),
        ("Hỏi nhiều nhất", "Phân loại rác", 900),
        ("Hỏi nhiều nhất", "Bảo hiểm y tế", 360),
        ("Hỏi nhiều nhất", "Bầu cử", "dưới 5"),
        ("Người hỏi đánh giá", "có ích", 30),
        ("Người hỏi đánh giá", "chưa có ích", 10),
        ("Chuyển cán bộ", "câu chuyển cán bộ", 5),
        ("Chuyển cán bộ", "một nửa được trả lời trong (phút)", 95),
        ("Tin phường gửi", "đã tới", 40),
        ("Tin phường gửi", "không tới được", 3),
        ("Tin phường gửi", "đã dừng", 1),
        ("Tin phường gửi", "còn chờ", 6),
        ("Tổ dân phố", "tất cả", 47),
        ("Tổ dân phố", "đã liên kết", 44),
        ("Tổ dân phố", "tin tới được", 43),
        ("Tổ dân phố", "đã xác nhận", 38),
        ("Người đăng ký theo việc", "người đăng ký nhận tin", 1205),
        ("Người đăng ký theo việc", "Phân loại rác", 1205),
        ("Người đăng ký theo việc", "Bầu cử", "dưới 5"),
        ("Ghi chú", texts.ROUNDED, None),
    ]
    assert sheets["Câu hỏi mỗi ngày"][:3] == [
        ("Ngày", "Số câu hỏi"),
        (datetime(2026, 11, 16), 60),  # noqa: DTZ001 - a day as Excel hands it back
        (datetime(2026, 11, 17), "dưới 5"),  # noqa: DTZ001
    ]
    assert len(sheets["Câu hỏi mỗi ngày"]) == 8
    assert sheets["Hỏi vào giờ nào"][7:11] == [("6h", 0), ("7h", 200), ("8h", 1060), ("9h", "dưới 5")]
    assert sheets["Người nhận tin từng tổ"] == [
        ("Tổ dân phố", "người đăng ký nhận tin"), ("2", 10), ("10", "dưới 5"),
    ]  # fmt: skip
    assert sheets["Chỉ tiêu tổ đã báo"] == [
        ("Chỉ tiêu số", "Chỉ tiêu", "Đơn vị", "Đầu kỳ", "Cuối kỳ"),
        (14, "Bảo hiểm y tế", "số thẻ mới", 120, 143),
    ]
    empty = load_workbook(BytesIO(statistics_workbook(Figures(MONDAY, MONDAY))))
    assert len(empty.worksheets) == 5
