"""The summary of a report: first how many, then who has not; every number and name as they stand in the report."""

from dataclasses import replace

import pytest

from bot.report_texts import names, number, share, summary
from broadcasts.asks import AskKind
from broadcasts.report import Line, Stage
from tests.reports import answered, numbered


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            AskKind.RECEIVED,
            """\
<b>Đã nhận 3/9 tổ.</b>
Chưa trả lời: tổ 3, 8.
Chưa gửi tới được: tổ 2, 7.
Chưa có người liên kết: tổ 1, 6.""",
        ),
        (
            AskKind.CARRIED_OUT,
            """\
<b>Đã triển khai 1/9 tổ, đã nhận 3.</b>
Đã nhận, chưa báo triển khai: tổ 4, 9.
Chưa trả lời: tổ 3, 8.
Chưa gửi tới được: tổ 2, 7.
Chưa có người liên kết: tổ 1, 6.""",
        ),
        (
            AskKind.ATTEND,
            """\
<b>Đến họp 1/9 tổ, vắng 1.</b>
Vắng: tổ 6.
Đã nhận, chưa trả lời: tổ 4.
Chưa trả lời: tổ 3, 9.
Chưa gửi tới được: tổ 2, 8.
Chưa có người liên kết: tổ 1, 7.""",
        ),
        (
            AskKind.FIGURE,
            """\
<b>Số hộ đã phân loại rác: 1.279. Đã báo 3/9 tổ.</b>
Đã nhận, chưa trả lời: tổ 4.
Chưa trả lời: tổ 3.
Chưa gửi tới được: tổ 2, 9.
Chưa có người liên kết: tổ 1, 8.""",
        ),
        (
            AskKind.CHOICE,
            """\
<b>Đã trả lời 3/9 tổ.</b>
A. Sáng thứ bảy: 2
B. Chiều thứ bảy: 0
C. Tối chủ nhật: 1
Đã nhận, chưa trả lời: tổ 4.
Chưa trả lời: tổ 3.
Chưa gửi tới được: tổ 2, 9.
Chưa có người liên kết: tổ 1, 8.""",
        ),
    ],
)
def test_a_summary_tells_how_many_and_who_has_not(kind: AskKind, expected: str) -> None:
    assert summary(answered(kind, numbered(9))) == expected


def test_a_notice_that_asks_nothing_waits_for_nobody() -> None:
    expected = "<b>Đã gửi tới 1/3 tổ.</b>\nChưa gửi tới được: tổ 2.\nChưa có người liên kết: tổ 1."
    assert summary(answered(AskKind.NOTHING, numbered(3))) == expected


def test_a_summary_is_safe_html_and_fits_into_one_message() -> None:
    report = answered(AskKind.ATTEND, [f"<{'ồ' * 36}{at}>" for at in range(100)])
    text = summary(report)
    assert "<ồ" not in text
    assert len(text) < 4096


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            (Line("4", (), Stage.FINISHED), Line("Mai", ("Mai",), Stage.SENT, person=True)),
            "<b>Đã nhận 1/2 tổ, cán bộ.</b>\nChưa trả lời: Mai.",
        ),
        (
            (Line("Mai", ("Mai",), Stage.FINISHED, person=True), Line("", (), Stage.SENT, person=True)),
            "<b>Đã nhận 1/2 người.</b>\nChưa trả lời: Cán bộ chưa ghi tên.",
        ),
    ],
)
def test_persons_are_not_counted_as_tdps(lines: tuple[Line, ...], expected: str) -> None:
    assert summary(replace(answered(AskKind.RECEIVED, []), lines=lines)) == expected


def test_many_names_are_cut_and_counted() -> None:
    lines = [Line(name, (), Stage.SENT) for name in ["Cát Bi", *numbered(20)]]
    assert names(lines) == "tổ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, Cát Bi … và 6 tổ nữa"


def test_numbers_are_written_as_people_write_them() -> None:
    assert [number(value) for value in (0, 999, 1234, 96.5, 2_525_000)] == ["0", "999", "1.234", "96,5", "2.525.000"]
    assert [share(part, 1200) for part in (0, 600, 1199, 1200, 1500)] == ["0%", "50%", "99,9%", "100%", "125%"]
    assert share(3, 0) == "0%"
