"""Every sentence about notices: writing, checking, sending and following one."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot import change_texts as changes
from bot.people_texts import capital, moment
from bot.texts import esc
from broadcasts import relaying
from broadcasts.audience_store import BY_CHOICE, GROUP, LEADER
from broadcasts.notice import Audience, Count, Notice, NoticeState, Pace, SendingKind, SendingState
from knowledge.texts import day

NEW_NOTICE = "✏️ Viết tin mới"
COMING = "📅 Tin sắp gửi"
NO_NOTICES = "<b>Chưa có tin nào.</b>\n\nGõ /thongbao để viết tin."
PAUSE = "⏸ Tạm dừng"
RESUME = "▶️ Gửi tiếp"
CANCEL = "⏹ Hủy phần còn lại"
REFRESH = "🔄 Cập nhật"


def framed(ward: str, zone: ZoneInfo, text: str, code: str, dated: datetime, corrected: datetime | None = None) -> str:
    """A text as readers get it: who says it and on which day of `zone`, that it was corrected, and the code under which
    it can be checked. `text` is HTML.
    """
    changed = f"\n<b>ĐÃ ĐÍNH CHÍNH</b> ngày {_day_in(zone, corrected)}" if corrected else ""
    parts = (f"<b>📢 {capital(ward)}</b> – {_day_in(zone, dated)}{changed}", text, f"<i>Mã tin: {code}</i>")
    return "\n\n".join(part for part in parts if part)


def _day_in(zone: ZoneInfo, at: datetime) -> str:
    return day(at.astimezone(zone).date())


DIGEST_LIMIT = 3_500
_FRAME = re.compile(r"\A<b>📢.*?\n\n|\n\n<i>Mã tin: \w+</i>\Z", re.DOTALL)


def digest(ward: str, found: Sequence[Notice]) -> str:
    """The week's notices in one message, the latest kept if not all fit."""
    parts: list[str] = []
    for one in reversed(found):
        part = f"• {relaying.to_everybody(_FRAME.sub('', one.body.text))}\n<i>Mã tin: {one.code}</i>"
        if sum(map(len, parts)) + len(part) > DIGEST_LIMIT:
            break
        parts.insert(0, part)
    more = len(found) - len(parts)
    left = f"\n\n… và {more} tin nữa, xin hỏi tổ trưởng hoặc phường." if more else ""
    return f"<b>📬 {capital(ward)}: tin trong tuần</b>\n\n" + "\n\n".join(parts) + left


def reached(
    audience: Audience, counts: Counter[int], missing: Sequence[str], weekly: int = 0, digest: date | None = None
) -> str:
    """How many of its audience a notice reaches, and which TDPs' leaders it does not; `weekly` more have it with the
    digest of a day, if it is known which.
    """
    in_office = _in_office(audience, "hoặc" if counts[LEADER] == 1 else "và")
    parts = [
        f"{counts[rank]} {name}"
        for rank, name in ((LEADER, in_office), (GROUP, "nhóm"), (BY_CHOICE, "người dân"))
        if counts[rank]
    ]
    match parts:
        case [] if weekly:
            text = f"<b>Tin sẽ tới {weekly} người dân trong {_digest_of(digest)}.</b>\n\n{_CHOSE_DIGEST}"
        case []:
            text = "<b>Tin chưa tới được ai.</b>"
        case [one]:
            text = f"<b>Tin sẽ tới {one}.</b>"
        case _:
            text = f"<b>Tin sẽ tới {counts.total()} nơi</b>: {'; '.join(parts)}."
    if parts and weekly:
        text += f"\n\nThêm {weekly} người dân nhận trong {_digest_of(digest)}. {_CHOSE_DIGEST}"
    if missing:
        shown = ", ".join(missing[:20]) + (f" … và {len(missing) - 20} tổ nữa" if len(missing) > 20 else "")
        text += f"\n\n⚠️ {len(missing)} tổ chưa tới được tổ trưởng: {esc(shown)}."
    return text


_CHOSE_DIGEST = "Họ đã chọn nhận gộp mỗi tuần một tin."


def _digest_of(of: date | None) -> str:
    return f"tin gộp sáng thứ bảy {day(of)}" if of else "tin gộp sáng thứ bảy kế tiếp"


def _in_office(audience: Audience, joined: str) -> str:
    leaders = f"tổ trưởng {joined} tổ phó"
    if audience.people or (audience.officers and (audience.leaders or audience.leaders_of)):
        return f"cán bộ, {leaders}"
    return "cán bộ" if audience.officers else leaders


def duration(seconds: float) -> str:
    """A time span as people say it."""
    if seconds < 60:
        return "chưa đầy một phút"
    minutes = round(seconds / 60)
    return f"{minutes} phút" if minutes < 60 else f"{minutes // 60} giờ {minutes % 60} phút"


_STATES = {
    SendingState.WAITING: "chờ đến giờ",
    SendingState.GOING: "đang gửi",
    SendingState.PAUSED: "tạm dừng",
    SendingState.HELD: "quá giờ, chờ ông/bà quyết định",
    SendingState.DONE: "đã gửi xong",
    SendingState.CANCELLED: "đã hủy",
}
_NOTICE_STATES = {
    NoticeState.DRAFT: "bản nháp",
    NoticeState.PROPOSED: "chờ duyệt",
    NoticeState.APPROVED: "đã lên lịch",
    NoticeState.WITHDRAWN: "đã dừng",
}
_REASONS = {
    "blocked": "đã chặn trợ lý",
    "deactivated": "tài khoản không còn",
    "gone": "không tìm thấy hoặc không được viết vào",
    "faults": "lỗi mạng kéo dài",
    "unknown": "không rõ đã tới chưa",
    "late": "quá hạn",
    "parts missing": "bộ ảnh không còn đủ, có ảnh đã bị xóa ở máy người soạn tin",
    "restored": "dữ liệu vừa khôi phục từ bản sao lưu, tin này có thể đã gửi rồi",
    "cancelled": "đã hủy",
    "left": "đã ngừng nhận",
    "refused": "Telegram không nhận nội dung này",
    "fixed": "không xóa, không sửa được nữa",
    "no copy": "không rõ tin đã tới hay chưa, nên không tìm được để thu hồi",
}
_BAR = 10
_SHORT = 60


def progress(
    notice: Notice,
    kind: SendingKind,
    state: SendingState,
    reason: str,
    count: Count,
    due: datetime,
    zone: ZoneInfo,
    pace: Pace | None,
) -> str:
    """How a sending stands: state, bar, counts, reasons, and how fast it goes."""
    done = count.audience - count.pending
    filled = round(_BAR * done / count.audience) if count.audience else 0
    lines = [f"<b>{changes.WHAT[kind]} {notice.code}: {_STATES[state]}</b>", f"Giờ gửi: {moment(due, zone)}"]
    if reason and state in (SendingState.PAUSED, SendingState.HELD):
        lines.append(f"Lý do: {esc(_REASONS.get(reason, reason))}")
    if count.audience:
        lines += ["▰" * filled + "▱" * (_BAR - filled) + f" {done}/{count.audience}"]
    if pace is not None and state is SendingState.GOING:
        lines.append(f"{_pace(pace.per_second)}, còn {duration(pace.seconds_left)}")
    if count.audience:
        lines += ["", f"{changes.DONE[kind]}: {count.sent}"]
    if count.possibly_twice:
        lines.append(f"   trong đó {count.possibly_twice} {changes.TWICE[kind]}")
    lines += [f"   trong đó {number} {changes.OTHERWISE[how]}" for how, number in sorted(count.otherwise.items())]
    lines += [f"❌ {_REASONS.get(why, why)}: {number}" for why, number in sorted(count.failed.items())]
    lines += [f"⏹ {_REASONS.get(why, why)}: {number}" for why, number in sorted(count.stopped.items())]
    if count.pending:
        lines.append(f"⏳ Còn chờ: {count.pending}")
    return "\n".join(lines)


NO_TEXT = "(ảnh, tệp hoặc tin chuyển tiếp)"


def plain(text: str) -> str:
    """A notice's own text without markup and frame."""
    return relaying.plain(_FRAME.sub("", text), addresses=False)


def first_words(text: str) -> str:
    """A notice's beginning as plain text, to know it by."""
    words = " ".join(plain(text).split())
    return (words[:_SHORT].rstrip() + "…" if len(words) > _SHORT else words) or NO_TEXT


def _pace(per_second: float) -> str:
    return f"{per_second:.0f} tin mỗi giây" if per_second >= 1 else f"{per_second * 60:.0f} tin mỗi phút"


def overdue(progress_text: str) -> str:
    """To officers: leaders should have had it by now."""
    return (
        "⚠️ <b>Tin gửi tổ trưởng chưa tới đủ người.</b>\n\n"
        f"Ông/bà xem vì sao, hoặc gọi điện cho người còn chờ.\n\n{progress_text}"
    )


def list_line(notice: Notice, state: SendingState | None, count: Count | None, zone: ZoneInfo) -> str:
    """One notice in the list of the last ones."""
    how = _STATES[state] if state else _NOTICE_STATES[notice.state]
    sent = f", {count.sent}/{count.audience}" if count and count.audience else ""
    made = f"{moment(notice.created_at, zone)} – " if notice.created_at else ""
    return f"<b>{notice.code}</b> {made}{how}{sent}\n{esc(first_words(notice.body.text))}"


def notices(lines: Sequence[str]) -> str:
    """The last notices."""
    return "<b>Các tin gần đây</b>\n\n" + "\n\n".join(lines) + "\n\nBấm mã để xem." if lines else NO_NOTICES


def event_unknown(code: str) -> str:
    """To officers: a plan hangs on an event that is no longer in the calendar."""
    return f"⚠️ Tin {code} chờ theo một ngày không còn trong lịch, nên không gửi nữa. Ông/bà xem lại ở /lichgui."
