"""Every word on the statistics picture and in the statistics file."""

from datetime import date, timedelta

from bot.figures import SMALLEST_GROUP, Figures, Leaders, too_few
from bot.report_texts import number, share
from broadcasts.notice import Count
from knowledge.texts import day

WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
QUESTIONS = "câu hỏi"
SUBSCRIBERS = "người đăng ký nhận tin"
HANDED_OVER = "câu chuyển cán bộ"
PER_DAY = "Câu hỏi mỗi ngày"
OUTCOMES = "Trợ lý đáp thế nào"
ANSWERED, ASKED_BACK, UNKNOWN = "trả lời được", "phải hỏi lại", "chưa biết, chỉ chỗ hỏi"
TOPICS = "Hỏi nhiều nhất"
HOURS = "Hỏi vào giờ nào"
HELPFUL_OR_NOT = "Người hỏi đánh giá"
HELPFUL, NOT_HELPFUL = "có ích", "chưa có ích"
DELIVERIES = "Tin phường gửi"
SENT, FAILED, STOPPED, PENDING = "đã tới", "không tới được", "đã dừng", "còn chờ"
LEADERS = "Tổ dân phố"
TDPS, LINKED, REACHED, CONFIRMED = "tất cả", "đã liên kết", "tin tới được", "đã xác nhận"
SUBSCRIBERS_OF = "Người đăng ký theo việc"
COUNTED_SHEET = "Tổng hợp"
COUNTED_HEADINGS = ("Mục", "Nội dung", "Số")
DAY, HOUR, HOW_MANY = "Ngày", "Giờ", "Số câu hỏi"
TO_OFFICERS, MEDIAN_MINUTES = "Chuyển cán bộ", "một nửa được trả lời trong (phút)"
NO_QUESTIONS = "Chưa có câu hỏi nào."


def heading(figures: Figures) -> str:
    """Over the picture: the period."""
    return f"Thống kê {day(figures.first)} – {day(figures.last)}"


def outcomes(figures: Figures) -> list[tuple[str, int]]:
    """How questions ended, with their counts."""
    return [(ANSWERED, figures.answered), (ASKED_BACK, figures.asked_back), (UNKNOWN, figures.unknown)]


def judged(figures: Figures) -> list[tuple[str, int]]:
    """What askers thought of the answers."""
    return [(HELPFUL, figures.helpful), (NOT_HELPFUL, figures.not_helpful)]


def deliveries(count: Count) -> list[tuple[str, int]]:
    """How the ward's notices arrived: messages, so that each is accounted for, also a single one."""
    failed, stopped = sum(count.failed.values()), sum(count.stopped.values())
    return [(SENT, count.sent), (FAILED, failed), (STOPPED, stopped), (PENDING, count.pending)]


def leaders(counted: Leaders) -> list[tuple[str, int]]:
    """How far the TDPs are reached."""
    return [(TDPS, counted.tdps), (LINKED, counted.linked), (REACHED, counted.reached), (CONFIRMED, counted.confirmed)]


def told(part: int) -> str:
    """A part's number, unless it is so small that it could point to somebody."""
    return f"dưới {SMALLEST_GROUP}" if too_few(part) else number(part)


def with_share(part: int, whole: int) -> str:
    """A part's number and its share of the whole."""
    return told(part) if too_few(part) else f"{number(part)} ({share(part, whole)})"


def hour(of_day: int) -> str:
    """An hour of the day."""
    return f"{of_day}h"


def median_reply(waited: timedelta | None) -> str:
    """How long people wait for an officer."""
    if waited is None:
        return "Chưa có câu nào được cán bộ trả lời."
    minutes = round(waited.total_seconds() / 60)
    if minutes < 120:
        return f"Một nửa được cán bộ trả lời trong {max(1, minutes)} phút."
    hours = round(minutes / 60)
    return f"Một nửa được cán bộ trả lời trong {hours} giờ." if hours < 48 else _days(hours)


def _days(hours: int) -> str:
    return f"Một nửa được cán bộ trả lời trong {round(hours / 24)} ngày."


def column_day(when: date, *, in_a_week: bool) -> str:
    """A day under its column: within a week by its weekday."""
    return WEEKDAYS[when.weekday()] if in_a_week else f"{when.day}/{when.month}"
