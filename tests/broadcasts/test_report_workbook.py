"""The Excel file of a report, opened again: every cell, real dates and numbers, nothing that acts as a formula."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from broadcasts.asks import Answer, AskKind
from broadcasts.report import Line, Report, Stage
from broadcasts.report_workbook import report_workbook
from broadcasts.workbook import LONGEST_TEXT, Sheet, as_xlsx, harmless
from tests.reports import ASKS, DUE, NOW, answered, named, numbered

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SENT_AT, AT = datetime(2026, 11, 21, 8, 5), datetime(2026, 11, 22, 8, 5)  # noqa: DTZ001 - cells know no zone
NOT_LINKED, NOT_REACHED = "Chưa có người liên kết", "Chưa gửi tới được"


def _opened(report: Report) -> Workbook:
    return load_workbook(BytesIO(report_workbook(report, ZONE)))


def _rows(book: Workbook, name: str) -> list[tuple[Any, ...]]:
    return list(book[name].iter_rows(min_row=3, values_only=True))


def test_a_meetings_file_holds_every_answer() -> None:
    book = _opened(answered(AskKind.ATTEND, ["1", "2", "Cát Bi", "4", "5", "6"]))
    assert book.sheetnames == ["Tổng hợp", "Từng tổ"]
    assert [page["A1"].value for page in book.worksheets] == ["Tin KHBT7: Tổng vệ sinh toàn phường"] * 2
    assert _rows(book, "Tổng hợp") == [
        ("Nội dung", "Kết quả"),
        ("Mã tin", "KHBT7"),
        ("Tóm tắt", "Tổng vệ sinh toàn phường"),
        ("Gửi lúc", SENT_AT),
        ("Tính đến", AT),
        ("Họp lúc", AT),
        ("Số tổ", 6),
        ("Đã trả lời đủ", 2),
        ("Đã nhận", 1),
        ("Đã gửi, chưa trả lời", 1),
        (NOT_REACHED, 1),
        (NOT_LINKED, 1),
        ("Đến họp", 1),
        ("Vắng", 1),
    ]
    an = "Nguyễn Văn An"
    assert _rows(book, "Từng tổ") == [
        ("STT", "Tổ dân phố", "Người nhận", "Tình trạng", "Nhận lúc", "Dự họp", "Lý do, ghi chú"),
        (1, 1, None, NOT_LINKED, None, None, None),
        (2, 2, an, NOT_REACHED, None, None, None),
        (3, "Cát Bi", an, "Đã gửi, chưa trả lời", None, None, None),
        (4, 4, an, "Đã nhận", AT, None, None),
        (5, 5, an, "Đã trả lời đủ", None, "Đến", None),
        (6, 6, an, "Đã trả lời đủ", None, "Vắng", "'=ốm"),
    ]


@pytest.mark.parametrize(
    ("kind", "summary", "headings", "last"),
    [
        (
            AskKind.NOTHING,
            [("Đã nhận", 2), ("Đã gửi", 1), (NOT_REACHED, 1), (NOT_LINKED, 1)],
            ("STT", "Tổ dân phố", "Người nhận", "Tình trạng"),
            (5, 5, "Nguyễn Văn An", "Đã nhận"),
        ),
        (
            AskKind.RECEIVED,
            [("Đã nhận", 2), ("Đã gửi, chưa trả lời", 1), (NOT_REACHED, 1), (NOT_LINKED, 1)],
            ("STT", "Tổ dân phố", "Người nhận", "Tình trạng", "Nhận lúc", "Lý do, ghi chú"),
            (5, 5, "Nguyễn Văn An", "Đã nhận", AT, None),
        ),
        (
            AskKind.CARRIED_OUT,
            [("Đã triển khai", 1), ("Đã nhận", 1), ("Đã gửi, chưa trả lời", 1), (NOT_REACHED, 1), (NOT_LINKED, 1)],
            ("STT", "Tổ dân phố", "Người nhận", "Tình trạng", "Nhận lúc", "Triển khai lúc", "Lý do, ghi chú"),
            (5, 5, "Nguyễn Văn An", "Đã triển khai", AT, AT, None),
        ),
        (
            AskKind.FIGURE,
            [
                *[("Đã trả lời đủ", 1), ("Đã nhận", 1), ("Đã gửi, chưa trả lời", 1), (NOT_REACHED, 1), (NOT_LINKED, 1)],
                *[("Số liệu là", "số hộ đã phân loại rác"), ("Cộng", 45)],
            ],
            ("STT", "Tổ dân phố", "Người nhận", "Tình trạng", "Nhận lúc", "Số liệu", "Lý do, ghi chú"),
            (None, "Cộng", None, None, None, 45, None),
        ),
        (
            AskKind.CHOICE,
            [
                *[("Đã trả lời đủ", 1), ("Đã nhận", 1), ("Đã gửi, chưa trả lời", 1), (NOT_REACHED, 1), (NOT_LINKED, 1)],
                *[("Sáng thứ bảy", 1), ("Chiều thứ bảy", 0), ("Tối chủ nhật", 0)],
            ],
            ("STT", "Tổ dân phố", "Người nhận", "Tình trạng", "Nhận lúc", "Lựa chọn", "Lý do, ghi chú"),
            (5, 5, "Nguyễn Văn An", "Đã trả lời đủ", None, "Sáng thứ bảy", None),
        ),
    ],
)
def test_each_kind_has_its_columns(
    kind: AskKind, summary: list[tuple[str, object]], headings: tuple[str, ...], last: tuple[object, ...]
) -> None:
    book = _opened(answered(kind, numbered(5)))
    assert _rows(book, "Tổng hợp")[6:] == summary
    lines = _rows(book, "Từng tổ")
    assert (lines[0], lines[-1]) == (headings, last)


def test_it_is_ready_to_print() -> None:
    book = _opened(answered(AskKind.CARRIED_OUT, named(40)))
    assert [page.freeze_panes for page in book.worksheets] == ["A4", "A4"]
    assert [page.page_setup.orientation for page in book.worksheets] == ["portrait", "landscape"]
    assert {page.page_setup.paperSize for page in book.worksheets} == {9}  # A4
    page = book["Từng tổ"]
    assert page.print_title_rows == "$3:$3"
    setup = page.sheet_properties.pageSetUpPr
    assert setup is not None
    assert (setup.fitToPage, page.page_setup.fitToHeight) == (True, 0)
    assert page["E7"].number_format == "dd/mm/yyyy hh:mm"
    widths = [page.column_dimensions[letter].width for letter in "ABCDEFG"]
    assert all(8 <= width <= 45 for width in widths)
    assert widths[1] >= len("Khu chung cư cũ Vạn Mỹ giai đoạn hai 10")


def test_a_day_keeps_no_time_of_day() -> None:
    rows = ((date(2026, 11, 22), 1234, 96.5),)
    page = load_workbook(BytesIO(as_xlsx([Sheet("Ngày", "Ngày", ("a", "b", "c"), rows)]))).worksheets[0]
    assert [cell.number_format for cell in page[4]] == ["dd/mm/yyyy", "#,##0", "#,##0.##"]
    with pytest.raises(ValueError, match="at least one sheet"):
        as_xlsx([])


DANGEROUS = [
    "=1+1",
    "+84912345678",
    "-5 độ",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "\u200b=1+1",
    "\uff1d1+1",
    "\n-2",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_would_act_as_a_formula_is_text_everywhere(text: str) -> None:
    answer = Answer(attends=False, reason=text)
    report = Report(text, text, DUE, NOW, ASKS[AskKind.ATTEND], (Line(text, (text,), Stage.FINISHED, answer),))
    cells = [cell for page in _opened(report).worksheets for row in page.iter_rows() for cell in row]
    harmful = text.strip("\t\r\n \u200b")
    assert [cell.value for cell in cells if isinstance(cell.value, str) and cell.value.startswith(harmful[0])] == []
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell.value for cell in cells].count(f"'{harmful}") == 5


@settings(deadline=None)
@given(st.text())
def test_any_text_becomes_a_cell_that_is_no_formula(text: str) -> None:
    rows = ((text,),)
    value = load_workbook(BytesIO(as_xlsx([Sheet("Thử", text, (text,), rows)]))).worksheets[0]["A4"].value
    assert value == (harmless(text) or None)
    assert value is None or (value[0] not in "=+-@\t\r" and len(value) <= LONGEST_TEXT + 1)


def test_a_text_longer_than_a_cell_shows_is_cut() -> None:
    assert harmless("ồ" * 3000) == "ồ" * 1999 + "…"


def test_moments_are_those_of_peoples_zone() -> None:
    assert DUE.tzinfo is UTC
    assert _opened(answered(AskKind.NOTHING, [])).worksheets[0]["B6"].value == SENT_AT
