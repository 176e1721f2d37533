"""The statistics of a period as a picture and as a file: whole numbers, except those that could point to somebody."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from PIL import Image

from bot.figures import Figures, Leaders, too_few
from bot.statistics_picture import statistics_page
from bot.statistics_sheets import statistics_workbook
from bot.statistics_texts import median_reply
from broadcasts.notice import Count
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
    median_reply=timedelta(minutes=95),
    deliveries=Count(sent=40, failed={"blocked": 2, "gone": 1}, stopped={"left": 1}, pending=6),
    leaders=Leaders(47, 44, 43, 38),
    subscribers=1_203,
    subscribers_of=(("Phân loại rác", 1_203), ("Bầu cử", 2)),
)


def test_the_picture_tells_the_week(printed: list[Print]) -> None:
    content = statistics_page(WEEK)
    assert legible(printed, Image.open(BytesIO(content)).size)
    assert len(content) < 200_000
    assert [text for text, _ in printed if text] == [
        "Thống kê 16/11/2026 – 22/11/2026",
        *["1.263", "câu hỏi", "1.203", "người đăng", "ký nhận tin", "7", "câu chuyển cán bộ"],
        *["Câu hỏi mỗi ngày", "60", "T2", "dưới 5", "T3", "0", "T4", "0", "T5", "0", "T6", "0", "T7", "1.200", "CN"],
        *["Trợ lý đáp thế nào", "A", "A", "trả lời được", "1.000 (79,1%)", "B", "B", "phải hỏi lại", "259 (20,5%)"],
        *["C", "chưa biết, chỉ chỗ hỏi", "dưới 5"],
        *["Hỏi nhiều nhất", "Phân loại rác", "900", "Bảo hiểm y tế", "359", "Bầu cử", "dưới 5"],
        *["Hỏi vào giờ nào", "0h", "3h", "6h", "9h", "12h", "15h", "18h", "21h"],
        *["Người hỏi đánh giá", "A", "A", "có ích", "30 (75%)", "B", "B", "chưa có ích", "10 (25%)"],
        "Một nửa được cán bộ trả lời trong 95 phút.",
        *["Tin phường gửi", "A", "A", "đã tới", "40", "B", "không tới được", "3", "C", "đã dừng", "1"],
        *["D", "D", "còn chờ", "6"],
        *["Tổ dân phố", "tất cả", "47", "đã liên kết", "44", "tin tới được", "43", "đã xác nhận", "38"],
    ]  # fmt: skip


def test_parts_that_could_point_to_somebody_are_drawn_alike() -> None:
    one = statistics_page(replace(WEEK, topics=(("Phân loại rác", 900), ("Bầu cử", 1))))
    assert one == statistics_page(replace(WEEK, topics=(("Phân loại rác", 900), ("Bầu cử", 4))))
    assert one != statistics_page(replace(WEEK, topics=(("Phân loại rác", 900), ("Bầu cử", 5))))
    assert [part for part in range(8) if too_few(part)] == [1, 2, 3, 4]


def test_a_year_and_a_week_without_questions_are_pictures_too(printed: list[Print]) -> None:
    year = statistics_page(replace(WEEK, first=date(2026, 1, 1), last=date(2026, 12, 31)))
    assert legible(printed, Image.open(BytesIO(year)).size)
    printed.clear()
    statistics_page(Figures(MONDAY, MONDAY))
    assert [text for text, _ in printed][-1] == "Chưa có câu hỏi nào."


def test_waiting_is_told_in_the_unit_people_would_use() -> None:
    waits = (None, timedelta(seconds=5), timedelta(minutes=119), timedelta(hours=5), timedelta(days=3))
    assert [median_reply(waited) for waited in waits] == [
        "Chưa có câu nào được cán bộ trả lời.",
        "Một nửa được cán bộ trả lời trong 1 phút.",
        "Một nửa được cán bộ trả lời trong 119 phút.",
        "Một nửa được cán bộ trả lời trong 5 giờ.",
        "Một nửa được cán bộ trả lời trong 3 ngày.",
    ]


def test_the_file_holds_the_same_numbers() -> None:
    book = load_workbook(BytesIO(statistics_workbook(WEEK)))
    sheets: dict[str, list[tuple[Any, ...]]] = {
        page.title: list(page.iter_rows(min_row=3, values_only=True)) for page in book.worksheets
    }
    assert list(sheets) == ["Tổng hợp", "Câu hỏi mỗi ngày", "Hỏi vào giờ nào"]
    assert {page["A1"].value for page in book.worksheets} == {"Thống kê 16/11/2026 – 22/11/2026"}
    assert sheets["Tổng hợp"] == [
        ("Mục", "Nội dung", "Số"),
        ("Trợ lý đáp thế nào", "trả lời được", 1000),
        ("Trợ lý đáp thế nào", "phải hỏi lại", 259),
        ("Trợ lý đáp thế nào", "chưa biết, chỉ chỗ hỏi", "dưới 5"),
        ("Hỏi nhiều nhất", "Phân loại rác", 900),
        ("Hỏi nhiều nhất", "Bảo hiểm y tế", 359),
        ("Hỏi nhiều nhất", "Bầu cử", "dưới 5"),
        ("Người hỏi đánh giá", "có ích", 30),
        ("Người hỏi đánh giá", "chưa có ích", 10),
        ("Chuyển cán bộ", "câu chuyển cán bộ", 7),
        ("Chuyển cán bộ", "một nửa được trả lời trong (phút)", 95),
        ("Tin phường gửi", "đã tới", 40),
        ("Tin phường gửi", "không tới được", 3),
        ("Tin phường gửi", "đã dừng", 1),
        ("Tin phường gửi", "còn chờ", 6),
        ("Tổ dân phố", "tất cả", 47),
        ("Tổ dân phố", "đã liên kết", 44),
        ("Tổ dân phố", "tin tới được", 43),
        ("Tổ dân phố", "đã xác nhận", 38),
        ("Người đăng ký theo việc", "người đăng ký nhận tin", 1203),
        ("Người đăng ký theo việc", "Phân loại rác", 1203),
        ("Người đăng ký theo việc", "Bầu cử", "dưới 5"),
    ]
    assert sheets["Câu hỏi mỗi ngày"][:3] == [
        ("Ngày", "Số câu hỏi"),
        (datetime(2026, 11, 16), 60),  # noqa: DTZ001 - a day as Excel hands it back
        (datetime(2026, 11, 17), "dưới 5"),  # noqa: DTZ001
    ]
    assert len(sheets["Câu hỏi mỗi ngày"]) == 8
    assert sheets["Hỏi vào giờ nào"][7:11] == [("6h", 0), ("7h", 200), ("8h", 1060), ("9h", "dưới 5")]
