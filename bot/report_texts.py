"""Every sentence about how a notice was answered: the summary in the chat and the words on its picture."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.people_texts import moment
from bot.texts import esc
from broadcasts.asks import AskKind
from broadcasts.report import Line, Report, Stage
from broadcasts.report_texts import called, counted_in

NAME, SENT, RECEIVED, CARRIED_OUT, ATTENDS, FIGURE, CHOICE = "Tổ", "Gửi", "Nhận", "Xong", "Họp", "Số", "Chọn"
"""Headings over the columns of a small table."""
LETTERS = "ABCD"
"""What stands for the answers to choose from."""
_MOST_NAMED = 15
"""Names told of one kind; with the longest names of TDPs five kinds still fit into one message."""


def number(value: float) -> str:
    """A number as Vietnamese write it: 1.234 or 96,5."""
    text = f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
    return text.translate(str.maketrans(",.", ".,"))


def share(part: float, whole: float) -> str:
    """Per cent of a whole: rounded down, so that only what is complete is called 100 %."""
    return f"{number(int(1000 * part / whole) / 10)}%" if whole else "0%"


def short_day(when: date) -> str:
    """A day of this year."""
    return f"{when.day}/{when.month}"


def heading(code: str) -> str:
    """Over the picture."""
    return f"Tin {code}"


def times(due: datetime, now: datetime, zone: ZoneInfo) -> str:
    """When it was sent, and how late it is now."""
    return f"Gửi {moment(due, zone)}. Tính đến {moment(now, zone)}."


def totals(report: Report) -> list[tuple[str, str]]:
    """The two or three numbers that matter, each with what it counts."""
    everybody = len(report.lines)
    received = (f"{report.count(Stage.RECEIVED)}/{everybody}", "đã nhận")
    finished = f"{report.count(Stage.FINISHED)}/{everybody}"
    match report.ask.kind:
        case AskKind.CARRIED_OUT:
            return [received, (finished, "đã triển khai")]
        case AskKind.ATTEND:
            told = report.count(Stage.FINISHED)
            coming = report.coming()
            return [(str(coming), "đến họp"), (str(told - coming), "vắng"), (str(everybody - told), "chưa trả lời")]
        case AskKind.FIGURE:
            return [(number(report.total()), report.ask.unit), (finished, "đã báo số liệu")]
        case AskKind.CHOICE:
            return [(finished, "đã trả lời")]
        case AskKind.RECEIVED:
            return [received]
        case AskKind.NOTHING:
            return [(f"{report.count(Stage.SENT)}/{everybody}", "đã gửi tới")]


def choices(report: Report) -> list[tuple[str, int]]:
    """Each answer there was to choose, by its letter, and how many chose it."""
    return [
        (f"{LETTERS[place]}. {choice}", sum(line.answer.choice == place for line in report.lines))
        for place, choice in enumerate(report.ask.choices)
    ]


BY_TDP = "Từng tổ dân phố"
GROWTH = "Tăng dần theo ngày"
TDPS_REPORTED = "tổ đã báo"


def of_goal(goal: float) -> str:
    """What a share is the share of."""
    return f"của mục tiêu {number(goal)}"


MARK_YES = "có"
MARK_NOT_COMING = "vắng"
MARK_SEEN = "đã nhận, chưa trả lời"
MARK_WAITING = "chưa"
MARK_FAILED = "chưa gửi tới được"
MARK_NOBODY = "tổ chưa có người liên kết"


def summary(report: Report) -> str:
    """How a notice was answered, in a few lines of HTML: first how many, then who has not."""
    lines = [f"<b>{esc(_how_many(report))}</b>"]
    lines += [f"{esc(choice)}: {count}" for choice, count in choices(report)]
    lines += [f"{who}: {esc(names(found))}." for who, found in _named(report) if found]
    return "\n".join(lines)


def _how_many(report: Report) -> str:
    received, finished, coming = report.count(Stage.RECEIVED), report.count(Stage.FINISHED), report.coming()
    everybody, unit = f"{len(report.lines)} {counted_in(report.lines)}", report.ask.unit
    return {
        AskKind.NOTHING: f"Đã gửi tới {report.count(Stage.SENT)}/{everybody}.",
        AskKind.RECEIVED: f"Đã nhận {received}/{everybody}.",
        AskKind.CARRIED_OUT: f"Đã triển khai {finished}/{everybody}, đã nhận {received}.",
        AskKind.ATTEND: f"Đến họp {coming}/{everybody}, vắng {finished - coming}.",
        AskKind.FIGURE: f"{unit[:1].upper()}{unit[1:]}: {number(report.total())}. Đã báo {finished}/{everybody}.",
        AskKind.CHOICE: f"Đã trả lời {finished}/{everybody}.",
    }[report.ask.kind]


def _named(report: Report) -> list[tuple[str, Sequence[Line]]]:
    """Who is told by name, under what."""
    asked, kind = report.ask.kind is not AskKind.NOTHING, report.ask.kind
    seen = "Đã nhận, chưa báo triển khai" if kind is AskKind.CARRIED_OUT else "Đã nhận, chưa trả lời"
    return [
        ("Vắng", [line for line in report.lines if line.answer.attends is False]),
        (seen, [line for line in report.lines if line.stage is Stage.RECEIVED]),
        ("Chưa trả lời", report.silent() if asked else []),
        ("Chưa gửi tới được", [line for line in report.lines if line.stage is Stage.NOT_REACHED]),
        ("Chưa có người liên kết", [line for line in report.lines if line.stage is Stage.NOT_LINKED]),
    ]


def names(lines: Sequence[Line]) -> str:
    """TDPs and persons in a row; numbers stand behind one "tổ": "tổ 4, 9, Cát Bi"."""
    shown = [called(line) for line in lines[:_MOST_NAMED]]
    ordered = [name for name in shown if name.isdecimal()] + [name for name in shown if not name.isdecimal()]
    more = len(lines) - len(shown)
    text = ("tổ " if ordered and ordered[0].isdecimal() else "") + ", ".join(ordered)
    return text + (f" … và {more} {counted_in(lines[_MOST_NAMED:])} nữa" if more else "")
