"""How a notice was answered as an Excel file: a summary, and one row for each TDP, for the ward's weekly report.

Import this module inside the function that needs it: openpyxl comes along, and most runs never write a file.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from broadcasts import report_texts as texts
from broadcasts.asks import AskKind
from broadcasts.report import Line, Report, Stage
from broadcasts.workbook import Sheet, Value, as_xlsx

_Column = tuple[str, Callable[[Line], Value]]

_TOLD = {
    AskKind.NOTHING: (Stage.RECEIVED, Stage.SENT, Stage.NOT_REACHED, Stage.NOT_LINKED),
    AskKind.RECEIVED: (Stage.FINISHED, Stage.SENT, Stage.NOT_REACHED, Stage.NOT_LINKED),
}
"""The states there can be, where it is not all of them: see `broadcasts.report.stage_of`."""


def report_workbook(report: Report, zone: ZoneInfo) -> bytes:
    """The report as .xlsx; its times are those of `zone`, as real dates that Excel can sort."""
    return as_xlsx([_summary(report, zone), _lines(report, zone)])


def _summary(report: Report, zone: ZoneInfo) -> Sheet:
    ask = report.ask
    rows: list[tuple[str, Value]] = [
        (texts.CODE, report.code),
        (texts.TITLE, report.title),
        (texts.DUE, _local(report.due, zone)),
        (texts.NOW, _local(report.now, zone)),
    ]
    if ask.meets_at is not None:
        rows.append((texts.MEETS_AT, _local(ask.meets_at, zone)))
    rows.append((texts.how_many(report.lines), len(report.lines)))
    rows += [
        (texts.state(ask.kind, stage), sum(line.stage is stage for line in report.lines))
        for stage in _TOLD.get(ask.kind, tuple(reversed(Stage)))
    ]
    if ask.kind is AskKind.ATTEND:
        told = report.count(Stage.FINISHED)
        rows += [(texts.COMING, report.coming()), (texts.NOT_COMING, told - report.coming())]
    if ask.kind is AskKind.FIGURE:
        rows += [(texts.UNIT, ask.unit), (texts.SUM, report.total())]
    if ask.target is not None:
        rows.append((texts.TARGET, ask.target))
    rows += [
        (choice, sum(line.answer.choice == place for line in report.lines)) for place, choice in enumerate(ask.choices)
    ]
    title = texts.heading(report.code, report.title)
    return Sheet(texts.SUMMARY_SHEET, title, (texts.WHAT, texts.VALUE), tuple(rows))


def _lines(report: Report, zone: ZoneInfo) -> Sheet:
    kind = report.ask.kind
    columns: list[_Column] = [
        (texts.TDP, lambda line: int(line.name) if line.name.isdecimal() else texts.called(line)),
        (texts.PEOPLE, lambda line: ", ".join(line.people)),
        (texts.STATE, lambda line: texts.state(kind, line.stage)),
    ]
    if kind is not AskKind.NOTHING:
        columns.append((texts.RECEIVED_AT, lambda line: _local(line.answer.received_at, zone)))
    answer: Mapping[AskKind, _Column] = {
        AskKind.CARRIED_OUT: (texts.CARRIED_OUT_AT, lambda line: _local(line.answer.carried_out_at, zone)),
        AskKind.ATTEND: (texts.ATTENDS, lambda line: texts.ATTENDANCE[line.answer.attends]),
        AskKind.FIGURE: (texts.FIGURE, lambda line: line.answer.figure),
        AskKind.CHOICE: (texts.CHOICE, lambda line: _chosen(report, line)),
    }
    columns += [answer[kind]] if kind in answer else []
    if kind is not AskKind.NOTHING:
        columns.append((texts.REASON, lambda line: line.answer.reason))
    rows: list[tuple[Value, ...]] = [
        (number, *(value(line) for _, value in columns)) for number, line in enumerate(report.lines, start=1)
    ]
    headings = (texts.NUMBER, *(heading for heading, _ in columns))
    if kind is AskKind.FIGURE:
        total: Mapping[str, Value] = {texts.TDP: texts.SUM, texts.FIGURE: report.total()}
        rows.append(tuple(total.get(heading) for heading in headings))
    title = texts.heading(report.code, report.title)
    return Sheet(texts.LINES_SHEET, title, headings, tuple(rows), across=True)


def _chosen(report: Report, line: Line) -> str:
    return "" if line.answer.choice is None else report.ask.choices[line.answer.choice]


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """A time as the clock on the wall shows it, to the minute: Excel knows no zones."""
    return None if moment is None else moment.astimezone(zone).replace(second=0, microsecond=0, tzinfo=None)
