"""Every sentence about what is still to be sent."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.notice_texts import first_words
from bot.texts import esc
from broadcasts.coming_store import Coming
from broadcasts.notice import Notice
from broadcasts.time_texts import WEEKDAYS, clock

SENT = "📬 Tin đã gửi"
SEE = "👁 Xem tin"
COPY = "📋 Chép thành tin mới"
TAKE_BACK = "✏️ Rút về để sửa"
STOP = "⏹ Dừng, không gửi nữa"
STOP_YES = "⏹ Đúng, dừng"
BACK = "‹ Quay lại"
GONE = "Tin này không còn chờ gửi. Ông/bà gõ /lichgui để xem lại."
NOT_YOURS = "Chỉ người viết mới rút tin về sửa được. Ông/bà có thể dừng tin, hoặc chép thành tin mới."
UNDER_WAY = "Tin này đã gửi một phần nên không rút về được. Ông/bà mở tin đã gửi để đính chính hoặc thu hồi."
STOP_SURE = "<b>Dừng, không gửi tin này nữa?</b>\n\nNhững lần đã gửi giữ nguyên; các lần sau không gửi."
STOPPED = "Đã dừng. Tin này không gửi nữa."
SHOWN_WEEKS = 4
_MOST_LINES = 25


def coming(found: Sequence[Coming], proposed: Sequence[Notice], today: date, zone: ZoneInfo) -> str:
    """What leaves in the coming weeks, week by week, and what waits for a second officer."""
    weeks = groupby(found[:_MOST_LINES], lambda one: _monday(one.at, zone))
    parts = [_week(monday, list(week), today, zone) for monday, week in weeks]
    if proposed:
        lines = "\n".join(f"<b>{one.code}</b> {esc(first_words(one.body.text))}" for one in proposed)
        parts.insert(0, f"<b>Chờ cán bộ khác duyệt</b>\n{lines}")
    if len(found) > _MOST_LINES:
        parts.append(f"… và {len(found) - _MOST_LINES} lần gửi nữa.")
    nothing = f"Không có tin nào chờ gửi trong {SHOWN_WEEKS} tuần tới."
    return "<b>📅 Tin sắp gửi</b>\n\n" + ("\n\n".join(parts) if parts else nothing)


def _monday(at: datetime, zone: ZoneInfo) -> date:
    day = at.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def _week(monday: date, found: Sequence[Coming], today: date, zone: ZoneInfo) -> str:
    sunday = monday + timedelta(days=6)
    span = f"{monday.day}/{monday.month} – {sunday.day}/{sunday.month}"
    name = f"Tuần này ({span})" if monday <= today <= sunday else f"Tuần {span}"
    lines = [
        f"{_moment(one.at, zone)}: <b>{one.notice.code}</b> {esc(first_words(one.notice.body.text))}" for one in found
    ]
    return f"<b>{name}</b>\n" + "\n".join(lines)


def _moment(at: datetime, zone: ZoneInfo) -> str:
    here = at.astimezone(zone)
    return f"{WEEKDAYS[here.weekday()]} {here.day}/{here.month}, {clock(here.time())}"


def plan(found: Notice, when: str, following: Sequence[datetime], zone: ZoneInfo) -> str:
    """One notice that waits: when, and its next times."""
    times = "\n".join(f"• {_moment(at, zone)}" for at in following)
    ahead = f"\n\nCác lần tới:\n{times}" if len(following) > 1 else ""
    return f"<b>Tin {found.code}</b>: {esc(first_words(found.body.text))}\n\nGửi: {when}{ahead}"


def taken_back(code: str) -> str:
    """The notice is a draft again."""
    return f"Đã rút tin {code} về bản nháp, chưa gửi cho ai."
