"""What decides before likeness does: danger, other places, other years, numbers that name one thing."""

import itertools
import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from knowledge.entry import Entry
from knowledge.loader import Library
from knowledge.vietnamese import fold, has_marks, words

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

_RELATIVE_YEARS = {
    ("nam", "ngoai"): -1,
    ("nam", "truoc"): -1,
    ("nam", "toi"): 1,
    ("nam", "sau"): 1,
    ("sang", "nam"): 1,
    ("nam", "nay"): 0,
}

_NUMBERED_THINGS = (
    ("nghi", "quyet"),
    ("chi", "thi"),
    ("ket", "luan"),
    ("quyet", "dinh"),
    ("nghi", "dinh"),
    ("cong", "van"),
    ("thong", "tu"),
    ("chi", "tieu"),
)
"""A number after these names one of them, so another number is another thing."""


class Phrase:
    """A few words to find in a typed text; words typed without accents are accepted in a text without accents."""

    def __init__(self, written: str) -> None:
        self._words = words(written)
        self._folded = [fold(word) for word in self._words]

    def stands_in(self, typed: Sequence[str], *, marked: bool) -> bool:
        """Whether the words stand in the text, one after another."""
        size = len(self._words)
        wanted = self._words if marked else self._folded
        return any(
            all(
                word == written or (not marked and word == folded)
                for word, written, folded in zip(typed[start : start + size], wanted, self._folded, strict=True)
            )
            for start in range(len(typed) - size + 1)
        )


class Trigger:
    """ "hàng xóm | nhà bên + ma túy | đánh bạc": at least one phrase of every group stands in the text."""

    def __init__(self, written: str) -> None:
        self._groups = [[Phrase(phrase) for phrase in group.split("|")] for group in written.split("+")]

    def fits(self, typed: Sequence[str], *, marked: bool) -> bool:
        """Whether the text trips the trigger."""
        return all(any(phrase.stands_in(typed, marked=marked) for phrase in group) for group in self._groups)


class Redirects:
    """Entries that come before any other answer: emergency numbers and the lawful channels for reports."""

    def __init__(self, library: Library) -> None:
        self._rules = [
            (entry, [Trigger(written) for written in entry.triggers], [Trigger(written) for written in entry.unless])
            for entry in library.entries.values()
            if entry.triggers
        ]

    def find(self, text: str) -> Entry | None:
        """The first entry whose triggers the text trips, unless one of its exceptions stands in the text, too."""
        typed = words(text)
        marked = any(map(has_marks, typed))
        for entry, triggers, exceptions in self._rules:
            if any(trigger.fits(typed, marked=marked) for trigger in triggers) and not any(
                exception.fits(typed, marked=marked) for exception in exceptions
            ):
                return entry
        return None


class Elsewhere:
    """Names of places whose rules are not ours."""

    def __init__(self, library: Library) -> None:
        self._places = [(place, Phrase(place)) for place in library.language.elsewhere]
        self._here = [Phrase(place) for place in library.language.here]

    def named(self, text: str) -> str | None:
        """The first other place a text names, or None."""
        typed = words(text)
        marked = any(map(has_marks, typed))
        for place, phrase in self._places:
            if phrase.stands_in(typed, marked=marked):
                return place
        return None


def years_named(text: str, today: date) -> set[int]:
    """The years a question names, "năm ngoái" and its like included."""
    typed = words(text)
    years = {int(year) for word in typed for year in _YEAR.findall(word)}
    folded = [fold(word) for word in typed]
    for pair in itertools.pairwise(folded):
        if pair in _RELATIVE_YEARS:
            years.add(today.year + _RELATIVE_YEARS[pair])
    return years


@lru_cache(maxsize=4096)
def _years_of(entry: Entry) -> frozenset[int]:
    spoken = " ".join(
        (*entry.texts, entry.title, *entry.ask, *(f"{one.at} {one.figures} {one.doc}" for one in entry.source))
    )
    years = {int(year) for year in _YEAR.findall(spoken)}
    return frozenset(years | {day.year for day in (entry.valid_from, entry.valid_until) if day})


def speaks_of(entry: Entry, years: Iterable[int], today: date) -> bool:
    """Whether an entry speaks about all of the named years; the current year is every valid entry's year."""
    return all(year == today.year or year in _years_of(entry) for year in years)


def numbers_of_named_things(typed: Sequence[str]) -> set[str]:
    """Numbers that name one document or target: "nghị quyết số 71" names 71, "mức 500.000" names nothing."""
    folded = [fold(word) for word in typed]
    named = set()
    for index in range(len(folded) - 2):
        if (folded[index], folded[index + 1]) in _NUMBERED_THINGS:
            after = index + 3 if folded[index + 2] in ("so", "thu") and index + 3 < len(folded) else index + 2
            if _NUMBER.fullmatch(folded[after]):
                named.add(folded[after].lstrip("0") or "0")
    return named


@lru_cache(maxsize=4096)
def _numbers_of(entry: Entry) -> frozenset[str]:
    spoken = " ".join(
        (*entry.texts, entry.title, *entry.ask, *(f"{one.at} {one.figures} {one.doc}" for one in entry.source))
    )
    return frozenset(number.lstrip("0") or "0" for number in _NUMBER.findall(spoken))


def names_all(entry: Entry, numbers: Iterable[str]) -> bool:
    """Whether the entry carries each of the numbers."""
    carried = _numbers_of(entry)
    return all(number in carried for number in numbers)


_TARGET_WORDS = ("chi", "tieu")
_AROUND_A_TARGET = {
    "chi", "tieu", "so", "thu", "la", "gi", "ve", "noi", "the", "nao", "nhu", "cua", "phuong", "nghi", "quyet", "nam",
    "cho", "hoi", "biet", "xem", "toi", "bao", "nhieu", "muc", "a", "dung", "dang", "uy", "ra", "sao", "nay",
}  # fmt: skip
"""Words that leave "chỉ tiêu 14" a question for the target alone; any other word makes it a question of its own."""


def target_number(text: str, today: date) -> int | None:
    """The number of the target a text asks for by number ("chỉ tiêu 14", "ct số 6 là gì"), or None."""
    folded = ["chi tieu" if word == "ct" else fold(word) for word in words(text)]
    typed = " ".join(folded).split()
    numbers = [word for word in typed if word.isdigit() and int(word) != today.year]
    if len(numbers) != 1 or "%" in text or not numbers[0].isdigit():
        return None
    if {word for word in typed if not word.isdigit()} - _AROUND_A_TARGET:
        return None
    number_at = typed.index(numbers[0])
    before = [word for word in typed[:number_at] if word not in ("so", "thu")]
    return int(numbers[0]) if tuple(before[-2:]) == _TARGET_WORDS else None
