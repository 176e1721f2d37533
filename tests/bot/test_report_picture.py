"""The picture of a report: every TDP on it, readable, its signs told apart by shape; and a target's chart."""

from datetime import date
from io import BytesIO
from itertools import combinations, pairwise
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from bot.blocks import SCALE, WIDTH, Pen
from bot.grid import Mark, cell_sign
from bot.report_picture import cells, matrix
from bot.target_picture import target_chart
from broadcasts.asks import AskKind
from tests.bot.prints import Print, legible
from tests.reports import answered, named, numbered

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
YES, WAITING, SEEN, REFUSED, FAILED, NOBODY = (
    Mark.YES, Mark.WAITING, Mark.SEEN, Mark.REFUSED, Mark.FAILED, Mark.NOBODY,
)  # fmt: skip


def _opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("kind", list(AskKind))
@pytest.mark.parametrize("names", [numbered(3), numbered(47), numbered(60), named(30)], ids=["3", "47", "60", "long"])
def test_every_tdp_stands_on_the_picture_and_nothing_covers_it(
    kind: AskKind, names: list[str], printed: list[Print]
) -> None:
    content = matrix(answered(kind, names, "Đề nghị các tổ dân phố huy động mỗi hộ một người " * 3), ZONE)
    image = _opened(content)
    assert legible(printed, image.size)
    assert image.width == WIDTH * SCALE
    assert image.height <= 2.6 * image.width
    assert len(content) < 200_000
    written = " ".join(text for text, _ in printed)
    assert [name for name in names if name not in written] == []
    assert all(word in written for word in ("KHBT7", "08:05 21/11/2026.", "08:05 22/11/2026."))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (AskKind.NOTHING, [(NOBODY,), (FAILED,), (YES,), (YES,), (YES,)]),
        (AskKind.RECEIVED, [(NOBODY, None), (FAILED, None), (YES, WAITING), (YES, YES), (YES, YES)]),
        (
            AskKind.CARRIED_OUT,
            [(NOBODY, None, None), (FAILED, None, None), (YES, WAITING, WAITING), (YES, YES, WAITING), (YES, YES, YES)],
        ),
        (AskKind.ATTEND, [(NOBODY, None), (FAILED, None), (YES, WAITING), (YES, SEEN), (YES, YES), (YES, REFUSED)]),
        (AskKind.FIGURE, [(NOBODY, None), (FAILED, None), (YES, WAITING), (YES, SEEN), (YES, "45"), (YES, "1.234")]),
        (AskKind.CHOICE, [(NOBODY, None), (FAILED, None), (YES, WAITING), (YES, SEEN), (YES, "A"), (YES, "C")]),
    ],
)
def test_each_state_has_its_sign(kind: AskKind, expected: list[tuple[Mark | str | None, ...]]) -> None:
    report = answered(kind, numbered(len(expected)))
    assert [cells(report, line) for line in report.lines] == expected


def test_totals_stand_over_the_table(printed: list[Print]) -> None:
    for kind, totals in {
        AskKind.CARRIED_OUT: ["3/9", "1/9"],
        AskKind.ATTEND: ["1", "1", "7"],
        AskKind.FIGURE: ["1.279", "3/9"],
        AskKind.CHOICE: ["3/9"],
    }.items():
        printed.clear()
        matrix(answered(kind, numbered(9)), ZONE)
        written = [text for text, _ in printed]
        first = written.index(totals[0])
        assert [text for text in written[first : first + 2 * len(totals)] if text in totals] == totals


def test_only_signs_that_occur_are_explained(printed: list[Print]) -> None:
    matrix(answered(AskKind.RECEIVED, numbered(3)), ZONE)
    meanings = ["có", "chưa", "!", "chưa gửi tới được", "tổ chưa có người liên kết"]
    assert [text for text, _ in printed][-5:] == meanings


def test_signs_differ_without_colour() -> None:
    shapes = {}
    for mark in Mark:
        image = Image.new("RGB", (40 * SCALE, 40 * SCALE), "white")
        cell_sign(Pen(image), mark, (20, 20), 24)
        shapes[mark] = image.convert("L").point([0] * 170 + [255] * 86).tobytes()
    for one, other in combinations(Mark, 2):
        differing = sum(a != b for a, b in zip(shapes[one], shapes[other], strict=True))
        assert differing > 250, (one, other)


def test_a_notice_for_nobody_is_still_a_picture(printed: list[Print]) -> None:
    assert legible(printed, _opened(matrix(answered(AskKind.CHOICE, []), ZONE)).size)


FIGURES = {"1": 40, "Cát Bi": 1200, "12": 0, "3": 200}


def test_a_targets_bars_are_sorted_and_tell_every_tdp(printed: list[Print]) -> None:
    progress = [(date(2026, 11, 1), 300), (date(2026, 11, 20), 1440)]
    content = target_chart("Chỉ tiêu 18", "số hộ phân loại rác", 2000.0, FIGURES, progress)
    assert legible(printed, _opened(content).size)
    assert [text for text, _ in printed] == [
        "Chỉ tiêu 18",
        *["1.440", "số hộ phân loại rác", "72%", "của mục tiêu 2.000", "4", "tổ đã báo"],
        *["Tăng dần theo ngày", "300", "1/11", "1.440", "20/11"],
        "Từng tổ dân phố",
        *["Cát Bi", "1.200", "3", "200", "1", "40", "12", "0"],
    ]  # fmt: skip


def test_without_a_goal_only_the_sum_is_told(printed: list[Print]) -> None:
    target_chart("Bảo hiểm y tế", "người", None, FIGURES)
    assert [text for text, _ in printed][:5] == ["Bảo hiểm y tế", "1.440", "người", "4", "tổ đã báo"]


@pytest.mark.parametrize("names", [numbered(60), named(40)], ids=["60", "long"])
def test_many_tdps_fit_on_a_targets_chart(names: list[str], printed: list[Print]) -> None:
    progress = [(date(2026, 1 + month, 28), 10_000 * month) for month in range(12)]
    content = target_chart("Chỉ tiêu 18 " * 9, "hộ", 1.0, {name: len(name) * 99 for name in names}, progress)
    image = _opened(content)
    assert legible(printed, image.size)
    assert len(content) < 200_000
    bars = [box for text, box in printed if text in names]
    assert all(one[1] < other[1] or one[0] < other[0] for one, other in pairwise(bars))


def test_no_figures_yet_is_told_as_nothing(printed: list[Print]) -> None:
    target_chart("Bảo hiểm y tế", "người", 100.0, {})
    assert [text for text, _ in printed][1:4] == ["0", "người", "0%"]
