"""What goes where: the item table officers edit in a spreadsheet, read as entries like any other."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from knowledge import texts
from knowledge.entry import Bin, Entry, Source

WASTE_TABLE = "rac-do-vat.csv"
COLUMNS = ("ma", "ten", "ten_khac", "nhom", "cach_lam", "nguon", "chac_chan")
_NEEDED = ("ma", "ten", "nhom", "nguon")
_CERTAINTIES = ("xac-nhan", "chung")
_TOPIC = "moi-truong"


def read_table(path: Path, name: str, bins: Mapping[str, Bin]) -> tuple[list[Entry], list[str]]:
    """The table's good rows as entries, and a sentence for each bad one. Raises UnicodeDecodeError if not UTF-8.

    Excel saves a table with commas or with semicolons, depending on the country; both are read.
    """
    text = path.read_text(encoding="utf-8-sig")
    first_line = text.partition("\n")[0]
    rows = csv.DictReader(text.splitlines(), delimiter=";" if first_line.count(";") > first_line.count(",") else ",")
    if tuple(rows.fieldnames or ()) != COLUMNS:
        return [], [texts.bad_columns(f"{name}:1", ",".join(COLUMNS))]
    entries: list[Entry] = []
    problems: list[str] = []
    for row in rows:
        where = f"{name}:{rows.line_num}"
        cells = {column: (row[column] or "").strip() for column in COLUMNS}
        if not any(cells.values()):
            continue
        found = list(_row_problems(cells, bins))
        if not found:
            try:
                entries.append(_entry(cells, where, bins[cells["nhom"]]))
            except ValidationError as error:
                found = [f"{problem['loc'][0]}: {problem['msg']}" for problem in error.errors()]
        problems.extend(texts.bad_row(where, problem) for problem in found)
    return entries, problems


def _row_problems(cells: Mapping[str, str], bins: Mapping[str, Bin]) -> Iterator[str]:
    for column in _NEEDED:
        if not cells[column]:
            yield texts.missing_cell(column)
    if cells["nhom"] and cells["nhom"] not in bins:
        yield texts.unknown_bin(cells["nhom"], ", ".join(bins))
    if cells["chac_chan"] not in _CERTAINTIES:
        yield texts.bad_certainty(cells["chac_chan"])


def _entry(cells: Mapping[str, str], where: str, group: Bin) -> Entry:
    # "Cành đào, cành quất" names two things; a single word of such a list ("đào") would name too many.
    names = [part.strip() for part in cells["ten"].split(",") if len(part.split()) > 1]
    others = [part.strip() for part in cells["ten_khac"].split(";") if part.strip()]
    ask = [question.format(cells["ten"]) for question in texts.ITEM_QUESTIONS]
    ask += [texts.ITEM_QUESTIONS[0].format(name) for name in (*names, *others)]
    first_name, *_ = names or [cells["ten"]]
    ask += [state.format(first_name) for state in texts.ITEM_STATES]
    return Entry(
        where=where,
        id=f"vat-{cells['ma']}",
        title=cells["ten"],
        topic=_TOPIC,
        answer=texts.item_answer(cells["ten"], group.says, cells["cach_lam"]),
        certainty="general" if cells["chac_chan"] == "chung" else "confirmed",
        source=(Source(doc=cells["nguon"], figures=f"{cells['ten']}; {cells['cach_lam']}"),),
        ask=tuple(dict.fromkeys(ask)),
        related=(group.entry,),
        bin=group.id,
        names=tuple(dict.fromkeys((cells["ten"], *names, *others))),
    )
