"""What everybody may know about how well the assistant does: a few rounded numbers with their days."""

from datetime import date, timedelta

from bot.figures import Figures, percent, too_few
from bot.statistics_texts import ROUNDED, median_reply, told
from bot.texts import esc
from knowledge.texts import day

DAYS = timedelta(days=30)


def openness(ward: str, figures: Figures, today: date) -> str:
    """The figures of the days up to yesterday, in plain words; the first line is the answer."""
    asked = figures.answered + figures.asked_back + figures.unknown
    first = f"{DAYS.days} ngày qua: {_questions(figures, asked)}."
    lines = [
        f"• {line}" for line in (*_doubtful(figures, asked), *_judged(figures), *_people(figures), *_sent(figures))
    ]
    days = f"Trợ lý của {ward}, số từ {day(figures.first)} đến hết {day(figures.last)}, tính ngày {day(today)}."
    return "\n\n".join([f"<b>{first}</b>", *(["\n".join(lines)] if lines else []), f"{esc(days)}\n{ROUNDED}"])


def _questions(figures: Figures, asked: int) -> str:
    return f"{_about(asked)} câu hỏi, trả lời được {_part(figures.answered, asked)}" if asked else "chưa có câu hỏi nào"


def _doubtful(figures: Figures, asked: int) -> list[str]:
    if not asked:
        return []
    return [
        f"Phải hỏi lại cho rõ: {_part(figures.asked_back, asked)}.",
        f"Chưa biết, chỉ nơi hỏi: {_part(figures.unknown, asked)}.",
    ]


def _judged(figures: Figures) -> list[str]:
    judged = figures.helpful + figures.not_helpful
    if not judged:
        return ["Chưa ai bấm “Hữu ích” hay “Chưa đúng”."]
    return [f"Bị bấm “Chưa đúng”: {_part(figures.not_helpful, judged)}, trong {_about(judged)} lần đánh giá."]


def _people(figures: Figures) -> list[str]:
    if not figures.handed_over:
        return ["Chưa ai hỏi cán bộ qua trợ lý."]
    return [f"Hỏi cán bộ: {_about(figures.handed_over)} câu. {median_reply(figures.replied, figures.median_reply)}"]


def _sent(figures: Figures) -> list[str]:
    count = figures.deliveries
    meant = count.sent + sum(count.failed.values()) + count.pending
    return [f"Tin phường gửi: tới nơi {_part(count.sent, meant)}, trong {_about(meant)} lượt gửi."] if meant else []


def _part(part: int, whole: int) -> str:
    """A share where it can be told; of few, how many."""
    share = percent(part, whole)
    return _about(part) if share is None else f"{share}%"


def _about(part: int) -> str:
    return told(part) if too_few(part) or not part else f"khoảng {told(part)}"
