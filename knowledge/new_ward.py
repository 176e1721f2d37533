"""`python -m knowledge new-ward FOLDER`: lay out another ward's content, true from its first line.

Whatever is written comes from the answers or is an empty placeholder, which people read as "the ward will tell".
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from knowledge import placeholders
from knowledge import ward_texts as texts
from knowledge.entry import DETAILS_LIMIT
from knowledge.loader import Library

T = TypeVar("T")
NAME, CITY, PLAN = "ten", "thanh-pho", "ke-hoach-nam"
"""Ward values every ward has: its name, its city or province, its plan of the year."""
CONTACTS = ("dia-chi-ubnd", "dien-thoai-ubnd", "gio-lam-viec", "dia-chi-trung-tam", "kenh-phan-anh")
"""Ward values that are asked for; all others are left to be filled in."""
MOST_TDPS = 300
LIST_OF_LEADERS, GUIDE = "to-truong.csv", "DOC-TRUOC.md"


class NewWardError(Exception):
    """No ward can be laid out from these answers or in this folder; the message is a sentence with the remedy."""


@dataclass(frozen=True)
class Answers:
    """What a ward says about itself; an empty contact stays a placeholder."""

    name: str
    city: str
    tdps: tuple[str, ...]
    contacts: tuple[tuple[str, str], ...] = ()
    """By the keys of CONTACTS."""
    events: tuple[tuple[date, str], ...] = ()


def read_name(text: str) -> str:
    """A ward's full name, as it stands within a sentence. Raises NewWardError."""
    return _named(text, texts.WARD_KINDS, texts.BAD_NAME)


def read_city(text: str) -> str:
    """A city's or a province's full name, as it stands within a sentence. Raises NewWardError."""
    return _named(text, texts.CITY_KINDS, texts.BAD_CITY)


def _named(text: str, kinds: tuple[str, ...], remedy: str) -> str:
    plain = " ".join(text.split())
    for kind in kinds:
        if plain.casefold().startswith(f"{kind} ") and _is_one_line(plain):
            return kind + plain[len(kind) :]
    raise NewWardError(remedy)


def _is_one_line(text: str) -> bool:
    return text.isprintable() and "{" not in text and "}" not in text


def read_tdps(text: str) -> tuple[str, ...]:
    """The TDPs: how many there are, or their names between commas. Raises NewWardError."""
    if text.strip().isdecimal() and 0 < int(text) <= MOST_TDPS:
        return tuple(str(number) for number in range(1, int(text) + 1))
    names = tuple(" ".join(name.split()) for name in text.split(","))
    if len(names) < 2 or len(set(names)) < len(names) or not all(name and _is_one_line(name) for name in names):
        raise NewWardError(texts.BAD_TDPS)
    return names


def read_event(text: str) -> tuple[date, str]:
    """A day of the ward's calendar, such as "2026-12-05 …". Raises NewWardError."""
    day, _, title = " ".join(text.split()).partition(" ")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day) and title and _is_one_line(title):
        try:
            return date.fromisoformat(day), title
        except ValueError:
            pass
    raise NewWardError(texts.BAD_EVENT)


def read_contact(text: str) -> str:
    """What a contact is, in one line; nothing means that it stays to be filled in. Raises NewWardError."""
    plain = " ".join(text.split())
    if plain and not _is_one_line(plain):
        raise NewWardError(texts.BAD_LINE)
    return plain


def ask(library: Library, given: dict[str, str], answer: Callable[[str], str]) -> Answers:
    """The answers: those given, and for the rest what `answer` returns to a question, asked until it can be used.

    Raises NewWardError if something given cannot be used.
    """

    def one(key: str, question: str, read: Callable[[str], T]) -> T:
        if key in given:
            return read(given[key])
        while True:
            try:
                return read(answer(question))
            except NewWardError as error:
                question = str(error)

    name = one(NAME, texts.ASK_NAME, read_name)
    city = one(CITY, texts.ASK_CITY, read_city)
    tdps = one("tdps", texts.ASK_TDPS, read_tdps)
    contacts = tuple((key, one(key, texts.ask_contact(library.ward[key].label), read_contact)) for key in CONTACTS)
    event = one("event", texts.ASK_EVENT, lambda text: (read_event(text),) if text.strip() else ())
    return Answers(name, city, tdps, contacts, event)


def lay_out(folder: Path, answers: Answers, library: Library) -> list[Path]:
    """Write the ward's files into a new or empty folder; `library` is the shipped one, whose common entries tell what
    a ward has to fill in. Returns the files. Raises NewWardError if the folder holds something or cannot be written.
    """
    files = {
        "ward.yaml": _values(answers, library),
        "gioi-thieu.yaml": _entries(answers),
        "lich.yaml": _calendar(answers.events),
        "dia-danh.yaml": _places(answers),
        LIST_OF_LEADERS: texts.leaders_table(answers.tdps),
        GUIDE: texts.guide(answers.name),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise NewWardError(texts.folder_not_empty(str(folder)))
        for name, text in files.items():
            # Excel takes a table for Vietnamese only with a byte order mark.
            (folder / name).write_text(text, encoding="utf-8-sig" if name == LIST_OF_LEADERS else "utf-8")
    except OSError as error:
        raise NewWardError(texts.folder_unusable(str(folder), error.strerror or str(error))) from error
    return [folder / name for name in files]


def asked_of_wards(library: Library) -> list[str]:
    """The ward values that entries true in every ward ask for, in the order of the shipped list."""
    used = {
        key
        for entry in library.entries.values()
        if "common/" in entry.where
        for text in entry.texts
        for key in placeholders.ward_keys(text)
    }
    return [key for key in library.ward if key in used]


def _values(answers: Answers, library: Library) -> str:
    known = {NAME: answers.name, CITY: answers.city, **dict(answers.contacts)}
    labels = {key: library.ward[key].label for key in dict.fromkeys((NAME, CITY, *CONTACTS, *asked_of_wards(library)))}
    lines = [
        f"  {key}: {{label: {_quoted(label)}, value: {_quoted(known.get(key, ''))}}}"
        for key, label in {**labels, PLAN: texts.PLAN_LABEL}.items()
    ]
    return f"{texts.VALUES_HEADING}ward:\n" + "\n".join(lines) + "\n"


def _entries(answers: Answers) -> str:
    count, names = str(len(answers.tdps)), texts.tdp_names(answers.tdps)
    return texts.ENTRIES.format(
        document=_quoted(texts.own_word(answers.name)),
        count=count,
        names=_quoted(names if len(names) <= DETAILS_LIMIT else ""),
        figures=_quoted(f"{count}; {names}"),
    )


def _calendar(events: Iterable[tuple[date, str]]) -> str:
    lines = [
        f"- {{id: su-kien-{number}, title: {_quoted(title)}, start: {day.isoformat()}}}"
        for number, (day, title) in enumerate(events, start=1)
    ]
    return f"{texts.CALENDAR_HEADING}events:" + ("\n" + "\n".join(lines) if lines else " []") + "\n"


def _places(answers: Answers) -> str:
    names = [answers.name.partition(" ")[2], answers.city.rpartition(_kind_of(answers.city))[2].strip()]
    return f"{texts.PLACES_HEADING}language:\n  here: [{', '.join(map(_quoted, names))}]\n  elsewhere: []\n"


def _kind_of(city: str) -> str:
    return next(kind for kind in texts.CITY_KINDS if city.startswith(kind))


def _quoted(text: str) -> str:
    """A text as YAML reads it back unchanged."""
    return json.dumps(text, ensure_ascii=False)
