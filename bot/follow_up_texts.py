"""Every sentence about following up: which notices were answered and how, reminders, figures by target."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.notice_texts import first_words
from bot.people_texts import moment, tdp
from bot.report_texts import number, summary
from bot.texts import esc
from broadcasts.asks import AskKind
from broadcasts.report import Line, Report
from broadcasts.report_store import Asked
from broadcasts.report_texts import called, counted_in

REMIND = "🔔 Nhắc lại người chưa trả lời"
ANSWERS = "💬 Xem từng tổ trả lời gì"
FILE = "📊 Tệp Excel"
UPDATE = "🔄 Cập nhật"
BY_TARGET = "📈 Số liệu theo chỉ tiêu"
BACK = "‹ Quay lại"
NO_REPORT = "Tin này không còn. Ông/bà gõ /baocao để xem các tin khác."
TARGETS = "<b>Số liệu tổ trưởng đã báo, theo chỉ tiêu</b>\n\nBấm một chỉ tiêu để xem biểu đồ."
NO_TARGETS = (
    "<b>Chưa có số liệu nào theo chỉ tiêu.</b>\n\n"
    "Khi viết tin, ông/bà chọn “Báo một con số” rồi chọn chỉ tiêu; tổ trưởng báo thì số hiện ở đây."
)
NO_ANSWERS = "Chưa có ai trả lời."
_MOST_LINES = 60


def reports(found: Sequence[Asked], zone: ZoneInfo) -> str:
    """The last notices that went to leaders."""
    if not found:
        return "<b>Chưa gửi tin nào cho tổ trưởng.</b>\n\nGõ /thongbao để viết tin."
    lines = [
        f"<b>{one.notice.code}</b> {moment(one.due, zone)}\n{esc(first_words(one.notice.body.text))}" for one in found
    ]
    return "<b>Xem trả lời của tin nào?</b>\n\n" + "\n\n".join(lines) + "\n\nBấm mã tin để xem."


def report_label(one: Asked) -> str:
    """The button of one notice."""
    return one.notice.code


def told(report: Report) -> str:
    """How one was answered."""
    return f"<b>Tin {report.code}</b>: {esc(report.title)}\n\n{summary(report)}"


def reminded(people: int) -> str:
    """What a press on "remind" did."""
    return f"Tôi đang nhắc {people} người chưa trả lời." if people else "Mọi người đã trả lời, không còn ai phải nhắc."


def answers(report: Report) -> str:
    """What each TDP answered, those with words or figures."""
    answered = [line for line in report.lines if _answer(report, line)]
    said = [f"• {esc(_name(line))}: {_answer(report, line)}" for line in answered]
    more = len(said) - _MOST_LINES
    rest = f"\n… và {more} {counted_in(answered[_MOST_LINES:])} nữa: xem trong tệp Excel." if more > 0 else ""
    return f"<b>Tin {report.code}: trả lời</b>\n\n" + ("\n".join(said[:_MOST_LINES]) or NO_ANSWERS) + rest


def _name(line: Line) -> str:
    people = f" ({', '.join(line.people)})" if line.people and line.people != (line.name,) else ""
    return (tdp(line.name) if line.name.isdecimal() else called(line)) + people


def _answer(report: Report, line: Line) -> str:
    answer = line.answer
    match report.ask.kind:
        case AskKind.ATTEND if answer.attends is not None:
            reason = f": {esc(answer.reason)}" if answer.reason else ""
            return "dự họp" if answer.attends else f"vắng{reason}"
        case AskKind.FIGURE if answer.figure is not None:
            return number(answer.figure)
        case AskKind.CHOICE if answer.choice is not None and answer.choice < len(report.ask.choices):
            return esc(report.ask.choices[answer.choice])
    if answer.carried_out_at is not None:
        return "đã triển khai"
    return "đã nhận" if answer.received_at is not None else ""


def file_name(report: Report) -> str:
    """What the Excel file is called."""
    return f"bao-cao-{report.code}.xlsx"


def target(number_of_target: int, unit: str) -> str:
    """Under the picture of one target."""
    return f"Chỉ tiêu {number_of_target}: {unit}, theo báo cáo mới nhất của từng tổ."
