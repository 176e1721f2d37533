"""Every sentence about answering a notice: its buttons, what was understood, what still waits."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.notice_texts import first_words
from bot.people_texts import moment
from bot.texts import esc
from broadcasts.asks import Answer, Ask, AskKind
from broadcasts.receipt_store import Task
from knowledge.texts import long_day

RECEIVED = "✅ Đã nhận"
CARRIED_OUT = "✅ Đã triển khai xong"
COMES = "✅ Tôi dự"
STAYS_AWAY = "❌ Tôi vắng"
TELL_FIGURE = "🔢 Báo số liệu"
RELAY = "📤 Chuyển cho bà con"
CHANGE = "✏️ Sửa câu trả lời"
NO_REASON = "Không nêu lý do"

ONLY_A_LOOK = "Đây là bản xem thử. Bấm nút chưa ghi gì cả."
NOT_ASKED = "Tin này không cần ông/bà trả lời, hoặc phường đã thu hồi."
MOST_TASKS = 10
"""Told at once: what one screen shows."""
NOTED = "Đã ghi. Cảm ơn ông/bà."
NOTHING_WAITS = "<b>Không còn việc nào chờ ông/bà.</b>\n\nCó tin mới cần trả lời, trợ lý sẽ gửi tới đây."
WHY_AWAY = "Đã ghi: ông/bà vắng.\n\nXin gõ lý do, ví dụ: “bận việc nhà”. Không muốn nêu thì bấm nút dưới đây."
NOT_A_FIGURE = "Tôi chưa rõ con số. Ông/bà chỉ gõ một con số, ví dụ: 45"
NEEDS_NO_ANSWER = "Tin này không cần trả lời. Cảm ơn ông/bà đã đọc."
WHICH = "<b>Ông/bà trả lời cho tin nào?</b>\n\nBấm tên tin."
NO_LONGER = "Lâu quá nên tôi không còn nhớ câu ông/bà gõ. Xin ông/bà gõ lại."


def ask_figure(unit: str) -> str:
    """The question for a number."""
    return f"<b>{esc(unit[:1].upper() + unit[1:])}?</b>\n\nÔng/bà gõ con số, ví dụ: 45"


def noted(ask: Ask, answer: Answer, code: str) -> str:
    """What was recorded, read back."""
    return f"<b>Đã ghi: {_said(ask, answer)}.</b>\n\nTin {code}. Chưa đúng thì bấm “Sửa câu trả lời”."


def _said(ask: Ask, answer: Answer) -> str:
    if ask.kind is AskKind.ATTEND and answer.attends is not None:
        reason = f", lý do: {esc(answer.reason)}" if answer.reason else ""
        return "ông/bà dự họp" if answer.attends else f"ông/bà vắng{reason}"
    if answer.figure is not None:
        return f"{answer.figure} ({esc(ask.unit)})"
    if answer.choice is not None and answer.choice < len(ask.choices):
        return esc(ask.choices[answer.choice])
    return "đã triển khai xong" if answer.carried_out_at else "đã nhận"


def tasks(found: Sequence[Task], zone: ZoneInfo) -> str:
    """What still waits for somebody, oldest first."""
    lines = [f"{number}. {task_line(task, zone)}" for number, task in enumerate(found, start=1)]
    return f"<b>{len(found)} việc đang chờ ông/bà</b>\n\n" + "\n\n".join(lines) + "\n\nBấm số để mở."


def task_line(task: Task, zone: ZoneInfo) -> str:
    """One task: what it is about, what is asked, until when."""
    until = f"\n   Hạn: {moment(task.until, zone)}" if task.until else ""
    return f"{esc(first_words(task.text))}\n   Cần: {wanted(task.ask, task.answer, zone)}{until}"


def wanted(ask: Ask, answer: Answer, zone: ZoneInfo) -> str:
    """What is asked for and still missing."""
    match ask.kind:
        case AskKind.ATTEND if ask.meets_at is not None:
            return f"báo dự họp hay vắng ({_meets(ask.meets_at, zone)})"
        case AskKind.FIGURE:
            return f"báo {esc(ask.unit)}"
        case AskKind.CHOICE:
            return f"chọn: {esc(' hoặc '.join(ask.choices))}"
        case AskKind.CARRIED_OUT if answer.received_at is not None:
            return "báo đã triển khai xong"
        case AskKind.CARRIED_OUT:
            return "báo đã nhận, rồi báo khi triển khai xong"
        case AskKind.NOTHING:
            return "không cần trả lời"
        case _:
            return "báo đã nhận"


def _meets(at: datetime, zone: ZoneInfo) -> str:
    here = at.astimezone(zone)
    return f"{here:%H:%M} {long_day(here.date())}"


def press_please(ask: Ask, answer: Answer, zone: ZoneInfo) -> str:
    """After a bare "ok" under a notice that asks for something else."""
    return f"<b>Tin này cần ông/bà {wanted(ask, answer, zone)}.</b>\n\nXin bấm nút dưới đây."


def meeting_file(code: str) -> str:
    """What a meeting's calendar file is called."""
    return f"hop-{code}.ics"


MEETING_FILE = "Bấm vào tệp này để ghi giờ họp vào lịch của điện thoại."


def reminder_of_answer(code: str, due: datetime, zone: ZoneInfo, what: str) -> str:
    """The first line of a reminder to those who did not answer."""
    return f"<b>🔔 Nhắc lại tin {code}</b> (gửi {moment(due, zone)})\n\nCòn chờ ông/bà: {what}."


def reminder_of_meeting(code: str, meets_at: datetime, zone: ZoneInfo, *, soon: bool) -> str:
    """The first line of a reminder to those who come."""
    when = "Sắp đến giờ họp" if soon else "Ngày mai họp"
    return f"<b>🔔 {when}: {_meets(meets_at, zone)}</b>\n\nÔng/bà đã báo dự (tin {code})."


def time_is_over(code: str, silent: int) -> str:
    """To the author, when the time for answers is over."""
    if silent:
        return f"⏰ Tin {code} đã hết hạn. Còn {silent} người chưa trả lời, tôi vừa nhắc họ. Xem: /baocao"
    return f"✅ Tin {code} đã hết hạn. Mọi người đều đã trả lời. Xem: /baocao"
