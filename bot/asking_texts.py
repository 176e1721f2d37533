"""Every sentence people read who hand a question over to officers."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.people_texts import capital
from bot.texts import esc
from broadcasts.inquiry import MOST_OPEN, Refusal
from knowledge.texts import long_day

AGREE_AND_SEND = "✅ Đồng ý, gửi cán bộ"
SEND = "✅ Gửi cán bộ"
WRITE_ANEW = "✏️ Viết lại"
LEAVE_IT = "Thôi, không gửi"
GO_ON = "💬 Hỏi tiếp"
THAT_IS_ALL = "✅ Xong rồi"

TYPE_QUESTION = (
    "<b>Ông/bà muốn hỏi cán bộ điều gì?</b>\n\n"
    "Xin gõ trong một tin ngắn. Chưa gửi đi ngay: ông/bà còn xem lại. "
    "Xin đừng ghi tên, chuyện riêng của người khác."
)
TYPE_MORE = "<b>Ông/bà gõ tiếp câu muốn hỏi.</b>\n\nTôi chuyển ngay cho cán bộ."
NOT_SENT = "Vâng, tôi không gửi gì cả và không giữ lại."
TYPE_AGAIN = "Tôi không còn giữ câu này. Ông/bà gõ lại giúp tôi: /hoi_canbo"
TOO_LONG = "Tin dài quá 600 chữ. Ông/bà viết gọn lại, hoặc nộp đơn tại phường."
ONLY_WORDS = (
    "Tôi chỉ chuyển được chữ, và không giữ ảnh, tệp, giọng nói. Ông/bà gõ bằng chữ; giấy tờ xin mang tới phường."
)
SOMEBODY_NAMED = (
    "<b>Câu này có tên một người, nên tôi không chuyển và không giữ lại.</b>\n\n"
    "Ông/bà viết lại, thay tên bằng “một người”. Việc riêng của người khác xin nói trực tiếp với cán bộ "
    "tại phường; việc phạm pháp xin báo Công an phường."
)
NOT_PASSED_ON = (
    "<b>Tin này tôi không chuyển cho cán bộ và không giữ lại.</b>\n\n"
    "Việc phạm pháp đang xảy ra xin gọi 113; việc khác xin báo trực tiếp Công an phường, hoặc gửi qua VNeID."
)
NUMBERS_HIDDEN = "Tôi đã che số điện thoại, số giấy tờ, địa chỉ nhà để giữ kín cho ông/bà."
NOTICE_GONE = "Tin này không còn nên tôi không chuyển được. Ông/bà muốn hỏi cán bộ thì gõ /hoi_canbo"
REFUSALS: Mapping[Refusal, str] = {
    Refusal.TOO_MANY_OPEN: (
        f"Ông/bà đang có {MOST_OPEN} câu chờ cán bộ trả lời. Có câu trả lời rồi thì gửi tiếp được; "
        "việc gấp xin đến phường."
    ),
    Refusal.TOO_MANY_ADDED: "Cán bộ đã nhận đủ các tin của ông/bà. Xin chờ trả lời rồi hỏi tiếp.",
    Refusal.TOO_MANY_SAME: "Câu này hôm nay đã có nhiều người gửi, cán bộ đang xem. Xin ông/bà chờ phường trả lời.",
    Refusal.NOT_THEIRS: "Câu hỏi này không còn nữa. Ông/bà muốn hỏi câu mới thì gõ /hoi_canbo",
}


def consent(ward: str) -> str:
    """What a person agrees to before anything is handed over."""
    return (
        f"• {capital(ward)} giữ: mã trò chuyện này và những chữ ông/bà gửi. Cán bộ không thấy tên, số điện thoại, "
        "chỉ thấy số của câu hỏi.\n"
        "• Để làm gì: chỉ để trả lời ông/bà.\n"
        "• Giữ đến khi: đóng câu hỏi được 90 ngày thì xóa chữ.\n"
        "• Tin đi qua Telegram, máy chủ đặt ở nước ngoài.\n\n"
        "Không bắt buộc. Xem: /dulieu. Xóa: /xoadulieu."
    )


def preview(words: str, *, hidden: bool, consent_text: str) -> str:
    """Exactly what will be handed over; with the consent's text if it was not given yet."""
    parts = [f"<b>Cán bộ sẽ nhận đúng những chữ này:</b>\n\n“{esc(words)}”"]
    if hidden:
        parts.append(NUMBERS_HIDDEN)
    if consent_text:
        parts.append(f"<b>Lần đầu gửi, xin ông/bà đồng ý:</b>\n{consent_text}")
    return "\n\n".join(parts)


def promised(due: datetime, zone: ZoneInfo, *, hours_known: bool) -> str:
    """By when an answer is promised."""
    here = due.astimezone(zone)
    weekday = long_day(here.date())
    weekday = weekday[:1].lower() + weekday[1:]
    return f"trước {here:%H:%M} {weekday}" if hours_known else f"trong {weekday}"


OUTSIDE_HOURS = "Bây giờ ngoài giờ làm việc của phường."
DAY_OFF = "Hôm nay là ngày nghỉ của phường."


def handed_over(number: int, promise: str, closed_now: str) -> str:
    """A question was handed over: its number, and by when it is answered."""
    late = f"{closed_now} " if closed_now else ""
    return (
        f"<b>Đã gửi cán bộ. Câu hỏi số {number}.</b>\n\n"
        f"{late}Phường trả lời ông/bà ở đây, {promise}.\n\n"
        "Muốn nói thêm: trả lời vào tin này, hoặc bấm “Hỏi tiếp”."
    )


def written_back(number: int, code: str, promise: str, *, to_author: bool, hidden: bool) -> str:
    """To a leader: what they wrote under a notice was handed over, and by when it is answered."""
    whom = "cán bộ gửi tin" if to_author else "cán bộ phường, về tin"
    masked = f"\n\n{NUMBERS_HIDDEN}" if hidden else ""
    return (
        f"<b>Đã chuyển tới {whom} {code}, kèm tên và tổ của ông/bà.</b>\n\n"
        f"Câu số {number}. Phường trả lời ông/bà ở đây, {promise}.{masked}"
    )


def correction(words: str) -> str:
    """Words that take the place of those said before, as officers read them."""
    return f"Sửa lại: {words}"


def added(number: int, promise: str, *, hidden: bool) -> str:
    """More words were handed over."""
    masked = f"\n\n{NUMBERS_HIDDEN}" if hidden else ""
    return f"<b>Đã chuyển thêm vào câu hỏi số {number}.</b>\n\nPhường trả lời {promise}.{masked}"


def signed(ward: str, number: int, text: str, code: str = "") -> str:
    """An answer as the person gets it; `text` is plain, `code` that of the notice under which they wrote."""
    words = f"\n\n{esc(text)}" if text else ""
    about = f"ông/bà về tin {code} (câu số {number})" if code else f"câu hỏi số {number}"
    return f"<b>✉️ UBND {esc(ward)} trả lời {about}</b>{words}"


def closed_by_person(number: int) -> str:
    """The person needs nothing more."""
    return f"<b>Đã đóng câu hỏi số {number}. Cảm ơn ông/bà!</b>\n\nCần hỏi lại thì bấm nút dưới."


def closed_by_ward(number: int, *, unanswered: bool) -> str:
    """To the person: an officer closed the thread."""
    why = "Phường đóng câu này mà không trả lời thêm. " if unanswered else ""
    return f"<b>Phường đã đóng câu hỏi số {number}.</b>\n\n{why}Ông/bà cần hỏi tiếp thì bấm nút dưới."


UNSUBSCRIBED_ASKING = (
    "<b>Đã ngừng gửi tin ông/bà tự đăng ký.</b>\n\n"
    "Câu ông/bà hỏi cán bộ vẫn được giữ để trả lời. Muốn xóa hết thì gõ /xoadulieu."
)
