"""Every Vietnamese word in the Excel file of a report."""

from collections.abc import Sequence
from typing import Final

from broadcasts.asks import AskKind
from broadcasts.report import Line, Stage

SUMMARY_SHEET: Final = "Tổng hợp"
LINES_SHEET: Final = "Từng tổ"
WHAT, VALUE = "Nội dung", "Kết quả"
NUMBER, TDP, PEOPLE, STATE = "STT", "Tổ dân phố", "Người nhận", "Tình trạng"
RECEIVED_AT, CARRIED_OUT_AT, ATTENDS, FIGURE, CHOICE, REASON = (
    "Nhận lúc",
    "Triển khai lúc",
    "Dự họp",
    "Số liệu",
    "Lựa chọn",
    "Lý do, ghi chú",
)
ATTENDANCE: Final = {True: "Đến", False: "Vắng", None: ""}
SUM: Final = "Cộng"
CODE, TITLE, DUE, NOW = "Mã tin", "Tóm tắt", "Gửi lúc", "Tính đến"
MEETS_AT, TARGET, UNIT = "Họp lúc", "Chỉ tiêu số", "Số liệu là"
COMING, NOT_COMING = "Đến họp", "Vắng"

STATES: Final = {
    Stage.NOT_LINKED: "Chưa có người liên kết",
    Stage.NOT_REACHED: "Chưa gửi tới được",
    Stage.SENT: "Đã gửi, chưa trả lời",
    Stage.RECEIVED: "Đã nhận",
    Stage.FINISHED: "Đã trả lời đủ",
}
"""What a stage is called, unless the kind of notice has a word of its own."""
_FINISHED: Final = {
    AskKind.RECEIVED: "Đã nhận",
    AskKind.CARRIED_OUT: "Đã triển khai",
}
_SENT: Final = "Đã gửi"


def state(kind: AskKind, stage: Stage) -> str:
    """How far a TDP has come, in the words of what was asked."""
    if stage is Stage.FINISHED:
        return _FINISHED.get(kind, STATES[stage])
    return _SENT if kind is AskKind.NOTHING and stage is Stage.SENT else STATES[stage]


def counted_in(lines: Sequence[Line]) -> str:
    """What lines are counted in: TDPs, persons without one, or both."""
    persons = sum(line.person for line in lines)
    if persons == len(lines) > 0:
        return "người"
    return "tổ, cán bộ" if persons else "tổ"


def how_many(lines: Sequence[Line]) -> str:
    """What stands before their number."""
    return f"Số {counted_in(lines)}"


def called(line: Line) -> str:
    """A TDP's or a person's name."""
    return line.name or "Cán bộ chưa ghi tên"


def heading(code: str, title: str) -> str:
    """Over both sheets."""
    return f"Tin {code}: {title}"
