"""The ward's list of TDP leaders, from the Excel or CSV file an officer really has; nothing in it is guessed."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from broadcasts import texts
from broadcasts.people import LONGEST_NAME, BadRow, LeaderList, ListedLeader, Rank
from broadcasts.spellings import phone_number, tdp_name, tidy, unaccented

_Rows = dict[int, dict[int, str]]  # the filled cells by line and column, both counted from 1, as people see them

LARGEST_FILE, _MOST_UNPACKED_BYTES = 2 * 1024 * 1024, 20 * 1024 * 1024
_MOST_ROWS, _MOST_COLUMNS, _HEADING_ROWS, _ROWS_OF_EXCEL = 2000, 50, 20, 1_048_576
_LONGEST_CELL = 200
# In a sheet's XML: what is merged downwards, and formulas nobody has computed, which openpyxl shows as empty.
_MERGED = re.compile(rb'mergeCell ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_UNCOMPUTED = re.compile(rb'<c r="([A-Z]+)(\d+)"(?![^>]*t="str")[^>]*><f\b[^<]*(?:</f>)?(?:<v ?/>|<v></v>)?</c>')
_NOT_TYPED = re.compile(r"=|#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|##)")
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2}|[A-Za-z])\)?")  # the row "(1) (2) (3)" under an official table's headings


class UnreadableList(Exception):  # noqa: N818 - told to people, no fault of the program
    """The whole file cannot be used; the message is a sentence for the officer, with the remedy."""


def read_leader_list(content: bytes, filename: str) -> LeaderList:
    """The leaders and bad rows of an .xlsx or CSV file. Raises UnreadableList, and nothing else, whatever comes in."""
    if len(content) > LARGEST_FILE:
        raise UnreadableList(texts.TOO_BIG)
    sheets = [rows for rows in _sheets(content, filename) if rows] if content else []
    found = [(rows, line) for rows in sheets if (line := _heading(rows))]
    if len(found) > 1:
        raise UnreadableList(texts.SEVERAL_SHEETS)
    if not found:
        raise UnreadableList(texts.NO_HEADING if sheets else texts.NOBODY_LISTED)
    return _leader_list(*found[0])


def _plain(text: str) -> str:
    """Lower-case words and numbers without accents, as headings and ranks are compared."""
    return " ".join(re.findall("[a-z0-9]+", unaccented(text)))


def _columns(row: dict[int, str]) -> list[tuple[str, int]]:
    """The columns we know in a row of headings; a field may stand there twice."""
    plain = [(column, " ".join(re.findall("[a-z]+", _plain(cell)))) for column, cell in row.items()]
    return [(field, at) for at, cell in plain for field, words in texts.HEADINGS.items() if words.fullmatch(cell)]


def _heading(rows: _Rows) -> int | None:
    for line in range(1, _HEADING_ROWS + 1):
        fields = dict(_columns(rows.get(line, {}))).keys()
        if fields >= {"tdp", "name"}:
            # Headings on two lines: those merged downwards stand in the second one, too, beside what it adds.
            return line + 1 if dict(_columns(rows.get(line + 1, {}))).keys() > fields else line
    return None


def _leader_list(rows: _Rows, heading: int) -> LeaderList:
    columns = _columns(rows[heading])
    places = dict(columns)
    if "deputy" in places:
        raise UnreadableList(texts.DEPUTIES_APART)
    if twice := [field for field, column in columns if places[field] != column]:
        raise UnreadableList(texts.two_columns(twice[0]))
    # Family and given names often stand in two columns under one heading.
    after_name = min((column for column in rows[heading] if column > places["name"]), default=places["name"] + 2)
    spans = {field: range(column, after_name if field == "name" else column + 1) for field, column in columns}
    entries: list[ListedLeader | BadRow] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, row in sorted(rows.items()):
        cells = {field: " ".join(row[at] for at in spans.get(field, ()) if at in row) for field in texts.COLUMN_NAMES}
        numbers = line == heading + 1 and _COLUMN_NUMBER.fullmatch(cells["name"])
        if line > heading and any(cells.values()) and not numbers and _columns(row) != columns:  # repeated for printing
            entries.append(_entry(line, cells, seen))
    if not entries:
        raise UnreadableList(texts.NOBODY_LISTED)
    leaders = tuple(entry for entry in entries if isinstance(entry, ListedLeader))
    return LeaderList(leaders, tuple(entry for entry in entries if isinstance(entry, BadRow)))


def _entry(line: int, cells: Mapping[str, str], seen: dict[tuple[str, ...], int]) -> ListedLeader | BadRow:
    name, tdp, phone = cells["name"], tdp_name(cells["tdp"]), phone_number(cells["phone"])
    position = _plain(cells["rank"]) or cells["rank"]
    rank = next((rank for rank, words in texts.RANKS.items() if words.fullmatch(position)), None)
    if computed := [field for field, cell in cells.items() if _NOT_TYPED.match(cell)]:
        return BadRow(line, texts.not_typed(computed[0]))
    if len(name) > LONGEST_NAME or not any(letter.isalpha() for letter in name):
        return BadRow(line, texts.NAME_UNREADABLE if name else texts.NAME_MISSING)
    if tdp is None:
        return BadRow(line, texts.TDP_UNREADABLE if cells["tdp"] else texts.TDP_MISSING)
    if rank is None:
        return BadRow(line, texts.RANK_UNREADABLE)
    if phone is None and cells["phone"]:
        return BadRow(line, texts.PHONE_UNREADABLE)
    leader = ListedLeader(tdp, name, rank, phone, line)
    return BadRow(line, clash) if (clash := _clash(leader, seen)) else leader


def _clash(leader: ListedLeader, seen: dict[tuple[str, ...], int]) -> str | None:
    """Why this person cannot stand beside those above, in a sentence; otherwise the person is remembered."""
    tdp = _plain(leader.tdp) or leader.tdp
    # Accents count in names: Hùng and Hưng are two people. So are two of one name in two TDPs.
    reasons: dict[tuple[str, ...], Callable[[int], str]] = {("name", tdp, leader.name.casefold()): texts.person_twice}
    if leader.phone:
        reasons["phone", leader.phone] = texts.phone_twice
    if leader.rank is Rank.HEAD:
        reasons[Rank.HEAD, tdp] = texts.two_leaders
    if known := [key for key in reasons if key in seen]:
        return reasons[known[0]](seen[known[0]])
    seen.update(dict.fromkeys(reasons, leader.line))
    return None


def _sheets(content: bytes, filename: str) -> list[_Rows]:
    if content.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):  # .xls, and the container around an encrypted .xlsx
        raise UnreadableList(texts.ENCRYPTED if "EncryptedPackage".encode("utf-16le") in content else texts.OLD_FORMAT)
    zipped = content.startswith(b"PK\x03\x04")
    if not zipped and PurePath(filename).suffix.lower() not in (".csv", ".tsv", ".txt"):
        raise UnreadableList(texts.NOT_A_SPREADSHEET)
    try:
        return _workbook(content) if zipped else [_table(content)]
    except UnreadableList:
        raise
    except Exception as error:  # damaged bytes make the libraries raise almost anything
        raise UnreadableList(texts.NOT_A_SPREADSHEET) from error


def _table(content: bytes) -> _Rows:
    try:
        text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1258")
    first_lines = text.splitlines()[:_HEADING_ROWS]
    heading = max(first_lines, key=lambda line: len(_columns(dict(enumerate(re.split("[,;\t]", line))))), default="")
    # strict: a quotation mark that is never closed would otherwise swallow the rows after it.
    return _rows(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count), strict=True))


def _workbook(content: bytes) -> list[_Rows]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of every print setting it leaves out
        parts = archive.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise UnreadableList(texts.ENCRYPTED)
        if sum(part.file_size for part in parts) > _MOST_UNPACKED_BYTES:
            raise UnreadableList(texts.TOO_BIG)
        # Python unpacks bzip2 and LZMA whole before it heeds the stated size; spreadsheets use neither.
        deflated = all(part.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts)
        # Entities need a DOCTYPE, which spreadsheets never have; without its zeros UTF-16 looks like ASCII.
        if not deflated or any(b"<!DOCTYPE" in archive.read(part).replace(b"\0", b"") for part in parts):
            raise UnreadableList(texts.NOT_A_SPREADSHEET)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        return [_sheet(sheet, archive) for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _sheet(sheet: Any, archive: zipfile.ZipFile) -> _Rows:
    sheet.reset_dimensions()  # the stated size is often wrong: a million formatted rows, or too few
    rows = _rows(sheet.iter_rows(max_row=_ROWS_OF_EXCEL, max_col=_MOST_COLUMNS, values_only=True))
    xml = archive.read(sheet._worksheet_path)
    for letters, line in _UNCOMPUTED.findall(xml):
        rows.setdefault(int(line), {}).setdefault(column_index_from_string(letters.decode()), "=")
    for letters, first, last in _MERGED.findall(xml):
        column = column_index_from_string(letters.decode())
        text = rows.get(int(first), {}).get(column)
        for line in range(int(first) + 1, min(int(last), _MOST_ROWS) + 1):
            if text is None or column in rows.setdefault(line, {}):
                break
            rows[line][column] = text
    return rows


def _rows(table: Iterable[Sequence[object]]) -> _Rows:
    rows: _Rows = {}
    for line, values in enumerate(table, start=1):
        if any(values) and (row := {at: text for at, value in enumerate(values, start=1) if (text := _text(value))}):
            if line > _MOST_ROWS:
                raise UnreadableList(texts.TOO_MANY_ROWS)
            rows[line] = row
    return rows


def _text(value: object) -> str:
    """A cell as it was meant: Excel keeps 5 as 5.0. A date or a truth value is something Excel made of the text."""
    if value is None or isinstance(value, str):
        return tidy((value or "")[:_LONGEST_CELL])
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if type(value) in (int, float) else "#VALUE!"
