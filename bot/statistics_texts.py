"""Every word on the statistics picture, under it and in the statistics file."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.figures import SMALLEST_GROUP, Figures, percent, rounded, too_few
from bot.report_texts import number
from bot.statistics import WEEK, Period
from bot.texts import esc
from broadcasts.notice import Count
from broadcasts.statistics_store import Leaders
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
NOTE = "Ghi chú"
TDPS_SHEET, TDP = "Người nhận tin từng tổ", "Tổ dân phố"
TARGETS_SHEET = "Chỉ tiêu tổ đã báo"
TARGET_HEADINGS = ("Chỉ tiêu số", "Chỉ tiêu", "Đơn vị", "Đầu kỳ", "Cuối kỳ")
DAY, HOUR, HOW_MANY = "Ngày", "Giờ", "Số câu hỏi"
TO_OFFICERS, MEDIAN_MINUTES = "Chuyển cán bộ", "một nửa được trả lời trong (phút)"
NO_QUESTIONS = "Chưa có câu hỏi nào."
ROUNDED = f"Số câu hỏi, số người: làm tròn đến {SMALLEST_GROUP} để không chỉ ra ai."


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
    """A count of questions or persons, rounded; one that is so small that it could point to somebody is not told."""
    return f"dưới {SMALLEST_GROUP}" if too_few(part) else number(rounded(part))


def with_share(part: int, whole: int) -> str:
    """A part's number and, where it can be told, its share of the whole."""
    share = percent(part, whole)
    return told(part) if share is None else f"{told(part)} ({share}%)"


def hour(of_day: int) -> str:
    """An hour of the day."""
    return f"{of_day}h"


def median_reply(replied: int, waited: timedelta | None) -> str:
    """How long people wait for an officer; of few answers it would tell somebody's own time."""
    if waited is None:
        return "Chưa có câu nào được cán bộ trả lời."
    if too_few(replied):
        return "Cán bộ mới trả lời vài câu, chưa đủ để tính thời gian."
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


# --- In the chat -----------------------------------------------------------------------------------------------------

FILE = "📊 Tệp Excel cho báo cáo"
_MOST_NAMED = 3


def words(figures: Figures) -> str:
    """The same numbers in words: the first line is the sum, then one matter a line."""
    asked = figures.answered + figures.asked_back + figures.unknown
    first = f"{heading(figures)}: {told(asked)} {QUESTIONS}" if asked else f"{heading(figures)}: chưa có câu hỏi nào"
    return "\n".join([f"<b>{first}.</b>", "", *(f"• {esc(line)}" for line in _lines(figures, asked)), "", ROUNDED])


def _lines(figures: Figures, asked: int) -> list[str]:
    lines = []
    if asked:
        lines.append(f"Trợ lý: {_listed((name, with_share(part, asked)) for name, part in outcomes(figures) if part)}.")
        lines += _most_asked(figures)
    if figures.helpful or figures.not_helpful:
        whole = figures.helpful + figures.not_helpful
        lines.append(
            f"{HELPFUL_OR_NOT}: {_listed((name, with_share(part, whole)) for name, part in judged(figures) if part)}."
        )
    if figures.handed_over:
        waited = median_reply(figures.replied, figures.median_reply)
        lines.append(f"{TO_OFFICERS}: {told(figures.handed_over)} câu. {waited}")
    if figures.deliveries.audience:
        lines.append(
            f"{DELIVERIES}: {_listed((name, number(part)) for name, part in deliveries(figures.deliveries) if part)}."
        )
    if figures.leaders.tdps:
        lines.append(f"{LEADERS}: {_listed((name, number(part)) for name, part in leaders(figures.leaders))}.")
    if figures.subscribers:
        by_topic = _listed((title, told(many)) for title, many in figures.subscribers_of[:_MOST_NAMED])
        lines.append(f"Người đăng ký hiện nay: {told(figures.subscribers)}" + (f" – {by_topic}." if by_topic else "."))
    return lines + [
        f"Chỉ tiêu {one.number}, {one.unit}: {number(one.reached)}, đầu kỳ {number(one.before)}."
        for one in figures.targets
    ]


def _most_asked(figures: Figures) -> list[str]:
    told_topics = [(title, told(part)) for title, part in figures.topics[:_MOST_NAMED]]
    busiest = max(range(24), key=lambda at: rounded(figures.hours[at]))
    lines = [f"{TOPICS}: {_listed(told_topics)}."] if told_topics else []
    if not too_few(figures.hours[busiest]):
        lines.append(f"Giờ hỏi nhiều nhất: {hour(busiest)} đến {hour(busiest + 1)}.")
    return lines


def _listed(parts: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{name} {part}" for name, part in parts)


def period(shown: Period) -> str:
    """The button of a week or a month."""
    if shown.kind == WEEK:
        return f"Tuần từ {day(shown.first)}"
    return f"Tháng {shown.first.month}/{shown.first.year}"


def earlier(shown: Period) -> str:
    """The button of the period before."""
    return f"‹ {period(shown)}"


def later(shown: Period) -> str:
    """The button of the period after."""
    return f"{period(shown)} ›"


def file_name(shown: Period) -> str:
    """What the Excel file is called."""
    return f"thong-ke-{shown.first:%Y-%m-%d}-{shown.last:%Y-%m-%d}.xlsx"
