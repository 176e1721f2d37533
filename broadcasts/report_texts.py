"""Every Vietnamese word in the Excel file of a report."""

from typing import Final

from broadcasts.asks import AskKind
from broadcasts.report import Stage

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
CODE, TITLE, DUE, NOW, ALL = "Mã tin", "Tóm tắt", "Gửi lúc", "Tính đến", "Số tổ"
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


def heading(code: str, title: str) -> str:
    """Over both sheets."""
    return f"Tin {code}: {title}"
