"""How a notice was answered as one picture: every TDP with its signs, readable on a phone 360 points wide.

Import this module inside the function that needs it: PIL comes along, and most runs never draw.
"""

from collections.abc import Iterable
from math import ceil
from zoneinfo import ZoneInfo

from bot import report_texts as texts
from bot.blocks import MARGIN, WIDTH, Band, Beside, Block, Text, png, wide
from bot.charts import Bar, Bars, Numeral, Numerals
from bot.grid import Grid, Legend, Mark, Row
from bot.lettering import INK
from broadcasts.asks import AskKind
from broadcasts.report import Line, Report, Stage
from broadcasts.report_texts import called

_INNER = WIDTH - 2 * MARGIN
_HIGHEST = 480
"""Points a table takes at most if its names allow it: with what stands around it, twice as high as wide."""
_LAYOUTS = ((1, 16, 1), (1, 15, 2), (2, 14, 1), (2, 14, 2), (3, 13, 1), (2, 12, 3), (3, 12, 3), (2, 12, 4), (3, 12, 4))
"""Tables beside each other, size of the names, lines a name may take; the first that fits is taken."""
_COLUMNS: dict[AskKind, tuple[str, ...]] = {
    AskKind.NOTHING: (texts.SENT,),
    AskKind.RECEIVED: (texts.SENT, texts.RECEIVED),
    AskKind.CARRIED_OUT: (texts.SENT, texts.RECEIVED, texts.CARRIED_OUT),
    AskKind.ATTEND: (texts.SENT, texts.ATTENDS),
    AskKind.FIGURE: (texts.SENT, texts.FIGURE),
    AskKind.CHOICE: (texts.SENT, texts.CHOICE),
}


def matrix(report: Report, zone: ZoneInfo) -> bytes:
    """A PNG of every line's state under the notice's code, time and totals; `zone` is where its times are told."""
    rows = tuple(Row(called(line), cells(report, line)) for line in report.lines)
    blocks: list[Block] = [
        Band(texts.heading(report.code), texts.times(report.due, report.now, zone)),
        Text(report.title, 15, INK, most=2),
        Numerals(tuple(Numeral(*total) for total in texts.totals(report))),
    ]
    if answers := texts.choices(report):
        blocks.append(Bars(tuple(Bar(choice, count, str(count)) for choice, count in answers)))
    if rows:
        blocks.append(_table(report.ask.kind, rows))
    blocks.append(Legend(tuple(_meanings(rows))))
    return png(blocks)


def cells(report: Report, line: Line) -> tuple[Mark | str | None, ...]:
    """The signs of one line; behind a message that did not arrive nothing is to be expected."""
    columns = len(_COLUMNS[report.ask.kind])
    if line.stage < Stage.SENT:
        return (Mark.NOBODY if line.stage is Stage.NOT_LINKED else Mark.FAILED, *[None] * (columns - 1))
    received = Mark.YES if line.stage >= Stage.RECEIVED else Mark.WAITING
    finished = Mark.YES if line.stage is Stage.FINISHED else Mark.WAITING
    missing = Mark.SEEN if line.stage is Stage.RECEIVED else Mark.WAITING
    answer, told = line.answer, line.stage is Stage.FINISHED
    match report.ask.kind:
        case AskKind.NOTHING:
            return (Mark.YES,)
        case AskKind.RECEIVED:
            return (Mark.YES, received)
        case AskKind.CARRIED_OUT:
            return (Mark.YES, received, finished)
        case AskKind.ATTEND:
            return (Mark.YES, (Mark.YES if answer.attends else Mark.REFUSED) if told else missing)
        case AskKind.FIGURE:
            return (Mark.YES, missing if answer.figure is None else texts.number(answer.figure))
        case AskKind.CHOICE:
            return (Mark.YES, missing if answer.choice is None else texts.LETTERS[answer.choice])


def _table(kind: AskKind, rows: tuple[Row, ...]) -> Block:
    """The rows in as many tables beside each other as their number asks for and their names allow."""
    tried: list[Beside] = []
    for beside, size, most_lines in _LAYOUTS:
        numbers = max(
            (wide(cell, size, bold=True) for row in rows for cell in row.cells if isinstance(cell, str)), default=0
        )
        column = max(2.1 * size, numbers + 0.6 * size)
        share = ceil(len(rows) / beside)
        parts = (rows[start : start + share] for start in range(0, len(rows), share))
        grids = tuple(Grid(texts.NAME, _COLUMNS[kind], part, size, column) for part in parts)
        tables = Beside(grids)
        width = (_INNER - tables.gap * (len(grids) - 1)) / len(grids)
        if all(grid.fits(width, most_lines) for grid in grids):
            if tables.height(_INNER) <= _HIGHEST:
                return tables
            tried.append(tables)
    return min(tried, key=lambda tables: tables.height(_INNER)) if tried else tables


def _meanings(rows: Iterable[Row]) -> Iterable[tuple[Mark, str]]:
    """What the signs in the table mean, without those that do not occur."""
    used = {cell for row in rows for cell in row.cells}
    for mark, meaning in (
        (Mark.YES, texts.MARK_YES),
        (Mark.REFUSED, texts.MARK_NOT_COMING),
        (Mark.SEEN, texts.MARK_SEEN),
        (Mark.WAITING, texts.MARK_WAITING),
        (Mark.FAILED, texts.MARK_FAILED),
        (Mark.NOBODY, texts.MARK_NOBODY),
    ):
        if mark in used:
            yield mark, meaning
