"""Excel files the assistant hands out: plain tables, ready to print, in which no text can act as a formula.

Import this module inside the function that needs it: openpyxl comes along, and most runs never write a file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from broadcasts.spellings import tidy

Value = str | int | float | date | None
"""What a cell may hold; a date with a time of day is a datetime."""
LONGEST_TEXT = 2_000
"""Characters of one cell; a longer text is cut with …, for a cell cannot be read beyond a page."""
_NARROWEST, _WIDEST = 8, 45
"""Widths of columns, in characters; longer texts go on in the next line of their cell."""
# What spreadsheets take for the beginning of a formula, also behind blanks, and in a file saved as CSV.
_FORMULA = re.compile(r"\s*[=+\-@\uff0b\uff0d\uff1d\uff20]")
_DATE, _MOMENT, _WHOLE, _BROKEN = "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "#,##0", "#,##0.##"
_LINE = Side(style="thin", color="9AA7B2")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="DCE6EE")


@dataclass(frozen=True)
class Sheet:
    """One table under its title. Times are written as they are told: bring them to people's zone before."""

    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    across: bool = False
    """Whether it prints on A4 across the page; upright otherwise."""


def as_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """The tables as one file, a sheet each, in their order; ValueError if there are none."""
    if not sheets:
        raise ValueError("a workbook needs at least one sheet")
    book = Workbook()
    for number, sheet in enumerate(sheets):
        page = book.worksheets[0] if number == 0 else book.create_sheet()
        page.title = sheet.name
        _fill(page, sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def harmless(text: str) -> str:
    """The text on one line, with an apostrophe before whatever a spreadsheet would take for a formula."""
    line = tidy(text)
    line = line if len(line) <= LONGEST_TEXT else line[: LONGEST_TEXT - 1] + "…"
    return f"'{line}" if _FORMULA.match(line) else line


def _fill(page: Worksheet, sheet: Sheet) -> None:
    title = page.cell(1, 1, harmless(sheet.title))
    title.font = Font(bold=True, size=14)
    for column, heading in enumerate(sheet.headings, start=1):
        cell = page.cell(3, column, harmless(heading))
        cell.font, cell.fill, cell.border = Font(bold=True), _HEAD, _BORDER
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    for line, row in enumerate(sheet.rows, start=4):
        for column, value in enumerate(row, start=1):
            _write(page.cell(line, column), value)
    for column, heading in enumerate(sheet.headings, start=1):
        texts = [heading, *(_as_shown(row[column - 1]) for row in sheet.rows)]
        page.column_dimensions[get_column_letter(column)].width = min(
            _WIDEST, max(_NARROWEST, 2 + max(map(len, texts)))
        )
    page.freeze_panes = "A4"
    _set_up_print(page, across=sheet.across)


def _write(cell: Cell | MergedCell, value: Value) -> None:
    cell.value = harmless(value) if isinstance(value, str) else value
    cell.border = _BORDER
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, datetime):
        cell.number_format = _MOMENT
    elif isinstance(value, date):
        cell.number_format = _DATE
    elif isinstance(value, int | float):
        cell.number_format = _WHOLE if value == int(value) else _BROKEN


def _as_shown(value: Value) -> str:
    if isinstance(value, datetime):
        return _MOMENT
    return _DATE if isinstance(value, date) else str("" if value is None else value)


def _set_up_print(page: Worksheet, *, across: bool) -> None:
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = "landscape" if across else "portrait"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "3:3"
