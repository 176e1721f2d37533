"""Every sentence about correcting and recalling what was sent."""

from collections.abc import Mapping

from bot.texts import esc
from broadcasts.notice import Otherwise, SendingKind

CHANGE = "✏️ Đính chính, thu hồi ›"
CORRECT = "✏️ Đính chính"
RECALL = "🗑 Thu hồi"
BACK = "‹ Quay lại"
SEND_CORRECTION = "✅ Đính chính"
RECALL_YES = "🗑 Đúng, thu hồi"
NOTHING_CHANGED = "Vâng, tin giữ nguyên."
LEAVE = "Giữ nguyên tin"

WRITE = (
    "<b>Ông/bà gõ lại toàn bộ nội dung đúng.</b>\n\n"
    "Nội dung này thay cho nội dung cũ ở mọi nơi đã nhận. Chưa sửa ngay: còn xem lại rồi mới bấm."
)
CORRECTION_GONE = "Bản đính chính này không còn chờ nữa. Ông/bà mở lại tin ở /lichgui rồi làm lại giúp."
CANNOT_BE_CHANGED = "Tin này không đính chính, không thu hồi được nữa: chưa gửi, hoặc đã thu hồi rồi."
HAS_NO_WORDS = (
    "<b>Loại tin này không có chữ để sửa</b> (bình chọn, vị trí, nhãn dán…).\n\n"
    "Ông/bà bấm “Thu hồi”, rồi gửi tin mới bằng /thongbao."
)


def choose(code: str, copies: int) -> str:
    """What can be done about a notice that has gone out."""
    return (
        f"<b>Tin {code} đã tới {copies} nơi.</b>\n\n"
        "• Đính chính: sửa nội dung ở mọi nơi đã nhận, ghi rõ “đã đính chính”.\n"
        "• Thu hồi: xóa tin ở mọi nơi đã nhận. Quá 48 giờ thì Telegram không cho xóa, tin đổi thành “đã thu hồi”."
    )


def recalled(code: str) -> str:
    """What a copy reads that could not be deleted."""
    return (
        f"<b>Tin này đã được thu hồi.</b>\n\nXin ông/bà không làm theo và không chuyển tiếp.\n\n<i>Mã tin: {code}</i>"
    )


def confirm_correction(copies: int) -> str:
    """The last question before a correction."""
    return f"<b>Sửa tin ở {copies} nơi đã nhận?</b>\n\nNội dung mới như tin ở trên. Nơi còn chờ sẽ nhận luôn bản mới."


def confirm_recall(code: str, copies: int) -> str:
    """The last question before a recall."""
    return (
        f"<b>Thu hồi tin {code} ở {copies} nơi?</b>\n\n"
        "Nơi còn chờ sẽ không nhận nữa. Ai đã đọc hoặc đã chuyển tiếp thì không lấy lại được."
    )


WHAT = {
    SendingKind.NOTICE: "Tin",
    SendingKind.CORRECTION: "Đính chính tin",
    SendingKind.RECALL: "Thu hồi tin",
}
"""What a sending does, before the notice's code."""
DONE = {
    SendingKind.NOTICE: "✅ Đã gửi",
    SendingKind.CORRECTION: "✅ Đã sửa xong",
    SendingKind.RECALL: "✅ Đã thu hồi xong",
}
TWICE = {
    SendingKind.NOTICE: "có thể nhận hai lần",
    SendingKind.CORRECTION: "có thể còn một bản cũ",
    SendingKind.RECALL: "có thể còn một bản",
}
OTHERWISE: Mapping[str, str] = {
    Otherwise.ANEW: "gửi tin mới vì bản cũ không sửa được",
    Otherwise.NOTED: "đổi thành “đã thu hồi” vì quá hạn xóa",
    Otherwise.VANISHED: "người nhận đã tự xóa",
}
"""How changes were carried out, after their number."""


def see_change(kind: SendingKind) -> str:
    """The button that leads to a notice's latest change."""
    return f"🔎 Xem việc {esc(WHAT[kind].removesuffix(' tin').lower())}"
