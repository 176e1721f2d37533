"""Every sentence officers read about questions handed over to them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.asking_texts import promised
from bot.notice_texts import first_words
from bot.people_texts import moment, seat
from bot.texts import esc
from broadcasts.inquiry import Inquiry, InquiryState, Message, Side, View
from broadcasts.people import Office
from broadcasts.reply_store import Background
from knowledge.texts import day

# --- Officers: what they read ----------------------------------------------------------------------------------------

TAKE = "✋ Tôi trả lời"
ANSWER = "✍️ Gõ câu trả lời"
HAND_ON = "↪️ Chuyển người khác"
CLOSE = "✔️ Đóng"
REOPEN = "🔓 Mở lại"
SEND_ANYWAY = "✅ Vẫn gửi"
DO_NOT_SEND = "Không gửi"
OPEN_INBOX = "📥 Mở hộp thư"
BACK = "‹ Hộp thư"
OFFICERS_GROUP = "Nhóm cán bộ (nhận câu hỏi)"
OFFICERS_GROUP_CONNECTED = (
    "<b>Đã kết nối: nhóm cán bộ phường.</b>\n\n"
    "Câu hỏi của người dân sẽ gửi vào đây. Trả lời vào tin câu hỏi là trả lời thẳng cho người dân; "
    "ai trong nhóm cũng đọc được, nên nhóm chỉ để cán bộ."
)
TYPE_ANSWER = (
    "<b>Ông/bà gõ câu trả lời, hoặc gửi ảnh, tệp, giọng nói.</b>\n\nGửi là tới người hỏi ngay, ký tên UBND phường."
)
ANSWER_SENT = "✅ Đã gửi câu trả lời tới người hỏi câu số {}."
ANSWER_WAITS = "⏳ Mạng đang chậm. Câu trả lời cho câu số {} sẽ được gửi khi có mạng."
ANSWER_TOO_LONG = "Câu trả lời dài quá. Chữ: tối đa 3.000; chữ dưới ảnh, tệp: tối đa 800. Ông/bà rút gọn giúp."
ANSWER_UNSUITABLE = "Loại tin này không gửi cho người hỏi được. Ông/bà dùng chữ, ảnh, tệp, giọng nói hoặc video."
ANSWER_EDITED = "Tin đã sửa không tới người hỏi. Ông/bà trả lời lại bằng một tin mới."
NO_INQUIRY = "Câu hỏi này không còn: đã quá hạn giữ, hoặc người hỏi đã xóa."
WORDS_GONE = "<i>Nội dung câu hỏi đã được xóa.</i>"
NOT_HELD = "Câu trả lời này đã gửi hoặc đã bỏ."
DROPPED = "Vâng, không gửi."
HAND_ON_TO_WHOM = "<b>Chuyển câu hỏi số {} cho ai?</b>"
HANDED_ON_TO_YOU = "↪️ Câu hỏi này vừa được chuyển cho ông/bà."
NO_COLLEAGUE = "Chưa có cán bộ nào khác. Mời thêm cán bộ: /moi"
CLOSE_UNANSWERED = "<b>Câu số {} chưa có trả lời. Vẫn đóng?</b>\n\nNgười hỏi sẽ được báo."
CLOSE_YES = "Đúng, đóng"
LEAVE_OPEN = "Chưa đóng"
TAKEN_BY_YOU = "Ông/bà đã nhận câu này."
DAYS_UNREADABLE = (
    "⚠️ Không đọc được ngày nghỉ thêm, ngày làm bù trong nội dung của phường (ngay-nghi-them, ngay-lam-bu). "
    "Xin ghi như 31/12/2026."
)
ACTIONS = {
    "inquiry_take": "nhận trả lời câu",
    "inquiry_pass": "chuyển câu",
    "inquiry_answer": "trả lời câu",
    "inquiry_close": "đóng câu",
    "inquiry_reopen": "mở lại câu",
}
"""Steps of the audit."""

_KINDS = {"photo": "ảnh", "document": "tệp", "voice": "giọng nói", "video": "video"}
_SHOWN, _SHOWN_CHARACTERS = 8, 350
"""Messages on a card and characters of each: below Telegram's limit, and no longer than one looks at."""


def officer(name: str) -> str:
    """An officer by name."""
    return name or "một cán bộ"


def taken_by(name: str) -> str:
    """Somebody else is answering."""
    return f"{officer(name)} đang giữ câu này."


def card(
    thread: Inquiry,
    said: Sequence[Message],
    now: datetime,
    zone: ZoneInfo,
    *,
    hours_known: bool,
    first: str = "",
    background: Background | None = None,
) -> str:
    """One thread as officers read it; `first` is a line before it, `background` the notice under which it began."""
    what = "Lời viết dưới tin, số" if thread.notice is not None else "Câu hỏi số"
    head = f"<b>📨 {what} {thread.id} – {_standing(thread)}</b>"
    asker = "Người hỏi"
    if background is not None:
        head += f"\nTin {background.notice.code}: “{esc(first_words(background.notice.body.text))}”"
        asker = _writer(background.office)
    if thread.state is InquiryState.OPEN:
        late = "⏰ Quá hẹn: " if thread.is_late(now) else "Hẹn trả lời: "
        head += f"\n{late}{promised(thread.due_at, zone, hours_known=hours_known)}"
    lines = [_line(one, asker, zone) for one in said[-_SHOWN:]]
    if len(said) > _SHOWN:
        lines.insert(0, f"… và {len(said) - _SHOWN} tin trước")
    whom = "người hỏi" if background is None else "người viết"
    hint = "" if thread.state is InquiryState.CLOSED else f"<i>Trả lời vào tin này là gửi tới {whom}.</i>"
    return "\n\n".join(part for part in (first, head, *lines, hint) if part)


def _standing(thread: Inquiry) -> str:
    if thread.state is InquiryState.CLOSED:
        return "đã đóng"
    state = "đã trả lời" if thread.state is InquiryState.ANSWERED else "chờ trả lời"
    return f"{state}, {esc(officer(thread.holder_name))} giữ" if thread.holder else f"{state}, chưa ai nhận"


def _writer(office: Office | None) -> str:
    if office is None:
        return "Người viết"
    return ", ".join(esc(part) for part in (office.name, seat(office)) if part)


def _line(one: Message, asker: str, zone: ZoneInfo) -> str:
    who = f"👤 {asker}" if one.side is Side.ASKER else f"🏛 {esc(officer(one.author_name))}"
    kind = f"[{_KINDS[one.content.kind]}] " if one.content.kind in _KINDS else ""
    failed = " ❌ chưa tới" if one.state == "failed" else ""
    return f"{who}, {moment(one.at, zone)}{failed}:\n{kind}{esc(short(one.content.text, _SHOWN_CHARACTERS))}"


def short(text: str, most: int) -> str:
    """The beginning of a text."""
    return text if len(text) <= most else text[: most - 1] + "…"


def held(name: str, number: int, *, closed: bool) -> str:
    """Before an answer to what somebody else is answering, or to what is closed."""
    why = "đã đóng" if closed else f"đang do {esc(officer(name))} giữ"
    return f"<b>Chưa gửi: câu số {number} {why}.</b>\n\nVẫn gửi câu trả lời của ông/bà?"


_FAILURES = {
    "blocked": "người hỏi đã chặn trợ lý",
    "deactivated": "tài khoản của người hỏi không còn",
    "gone": "không tìm thấy người hỏi nữa",
    "refused": "Telegram không nhận nội dung này",
    "unknown": "không rõ đã tới chưa, có thể người hỏi đã nhận",
    "faults": "lỗi mạng kéo dài",
}


def not_arrived(number: int, reason: str) -> str:
    """To the author of an answer that did not arrive."""
    return f"<b>❌ Câu trả lời cho câu số {number} chưa tới:</b> {_FAILURES.get(reason, reason)}."


def passed_on(number: int, name: str) -> str:
    """A thread was given to a colleague."""
    return f"Đã chuyển câu số {number} cho {esc(officer(name))}."


# --- Officers: lists -------------------------------------------------------------------------------------------------

VIEWS = {
    View.OPEN: "📨 Chờ trả lời",
    View.MINE: "🙋 Tôi đang giữ",
    View.LATE: "⏰ Quá hẹn",
    View.DONE: "✔️ Đã xong",
}


def inbox(counts: Mapping[View, int]) -> str:
    """What the inbox holds."""
    if not counts[View.OPEN]:
        return "<b>📥 Hộp thư: không còn câu nào chờ.</b>"
    late = f", {counts[View.LATE]} quá hẹn" if counts[View.LATE] else ""
    return f"<b>📥 Hộp thư: {counts[View.OPEN]} câu chờ trả lời{late}.</b>"


def view_button(view: View, count: int) -> str:
    """A list of the inbox."""
    return f"{VIEWS[view]} ({count})"


def list_heading(view: View, count: int) -> str:
    """Heading over one list."""
    return f"<b>{VIEWS[view]}: {count} câu</b>" + ("\n\nBấm một câu để xem." if count else "")


def inquiry_button(thread: Inquiry, words: str, now: datetime) -> str:
    """One thread of a list."""
    mark = "⏰ " if thread.is_late(now) else ""
    return f"{mark}{thread.id}. {short(' '.join(words.split()), 40)}"


def overdue(number: int) -> str:
    """Before a card whose promise is past."""
    return f"⏰ <b>Câu hỏi số {number} đã quá hẹn.</b>"


_LISTED = 15


def morning(threads: Sequence[tuple[Inquiry, str]], now: datetime, zone: ZoneInfo) -> str:
    """What was not answered by the end of yesterday."""
    lines = [_left(thread, words, now, zone) for thread, words in threads[:_LISTED]]
    more = len(threads) - _LISTED
    if more > 0:
        lines.append(f"… và {more} câu nữa")
    return f"<b>☀️ Từ hôm trước còn {len(threads)} câu chưa trả lời</b>\n\n" + "\n".join(lines)


def _left(thread: Inquiry, words: str, now: datetime, zone: ZoneInfo) -> str:
    late = " (quá hẹn)" if thread.is_late(now) else ""
    asked = day(thread.asked_at.astimezone(zone).date())
    return f"• Số {thread.id}{late}, hỏi {asked}: {esc(short(' '.join(words.split()), 60))}"
