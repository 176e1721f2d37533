"""Every sentence about checking whether a notice is the ward's."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.people_texts import capital, moment
from bot.texts import esc

USAGE = (
    "<b>Ông/bà gõ mã tin cần kiểm tra.</b>\n\n"
    "Mã có 5 chữ hoặc số, ở dòng cuối tin của phường. Hoặc ông/bà chuyển tiếp cả tin vào đây."
)
TOO_MANY = "Ông/bà đã thử nhiều mã không đúng. Xin thử lại sau một giờ, hoặc hỏi tổ trưởng."


def unknown(code: str, ward: str) -> str:
    """No notice has this code."""
    return (
        f"<b>⚠️ {capital(ward)} không có tin nào mã {esc(code)}.</b>\n\n"
        "Ông/bà xem lại mã. Nếu gõ đúng thì tin ấy không phải của phường: xin đừng bấm vào đường dẫn, "
        "đừng chuyển tiền, đừng gửi giấy tờ."
    )


def genuine(ward: str, code: str, sent: datetime, zone: ZoneInfo, *, version: int) -> str:
    """The notice is the ward's; its words follow."""
    corrected = " Tin đã được đính chính, dưới đây là bản mới nhất." if version > 1 else ""
    return f"<b>✅ Đúng là tin của {esc(ward)}.</b>\n\nMã {code}, gửi {moment(sent, zone)}.{corrected}"


SAME_WORDS = "Nội dung ông/bà nhận được đúng với bản của phường."
OTHER_WORDS = "<b>⚠️ Nội dung ông/bà gửi vào KHÁC bản của phường.</b>\n\nXin ông/bà theo bản đúng của phường dưới đây."
NO_WORDS = "Tin này là ảnh, tệp hoặc giọng nói nên không so được từng chữ. Muốn chắc chắn, ông/bà hỏi tổ trưởng."


def withdrawn(ward: str, code: str) -> str:
    """The ward took it back."""
    return (
        f"<b>⛔ Tin mã {code} đã được {esc(ward)} thu hồi.</b>\n\nXin ông/bà đừng làm theo và đừng chuyển tiếp tin ấy."
    )
