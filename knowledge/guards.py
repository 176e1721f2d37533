"""What decides before likeness does: danger, other places, other years, numbers that name one thing."""

import itertools
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date

from knowledge.entry import Entry
from knowledge.loader import Library
from knowledge.vietnamese import fold, has_marks, words

_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MAY_NAME_A_TERM = re.compile(r"\b(?=(kh\w\w \w+))", re.IGNORECASE)
"""What may be the word for a term of office, with whatever accents in whatever place, and the one after it."""

_RELATIVE_YEARS = {
    ("nam", "ngoai"): -1,
    ("nam", "truoc"): -1,
    ("nam", "toi"): 1,
    ("nam", "sau"): 1,
    ("sang", "nam"): 1,
    ("nam", "nay"): 0,
}
_COUNTS = {"vai", "may", "mot", "hai", "ba", "bon", "nhieu", "nhung", "cac", "moi"}
"""Before "năm sau" these make it a span of years: "vài năm sau" is no year in particular."""
OWN_YEAR = 0.25
"""Share of an entry's phrasings that name a year of its title: from here on that year is its subject, not a mention."""
_LONG_AGO = 2015
"""A year before this one is a year of somebody's life where an entry is asked about such years, or else of history."""
_BORN = {"sinh", "sn"}
_BORN_WITHIN = 6
"""Words between one of these and the year of birth: "sinh ngày 20 tháng 3 năm 2008"."""

_NUMBERED_THINGS = {
    ("nghi", "quyet"),
    ("chi", "thi"),
    ("ket", "luan"),
    ("quyet", "dinh"),
    ("nghi", "dinh"),
    ("cong", "van"),
    ("thong", "tu"),
    ("chi", "tieu"),
}
"""A number after these names one of them, so another number is another thing."""


_STOPS = re.compile(r"[,;:.!?…\n]+(?=\s|$)|\n")
"""Where a clause ends; a comma or a point inside a number is none."""
REPORTS = "to-giac"
"""The entry with the lawful channels for reports of crime; a test holds the shipped content against it."""
_ROMAN = {
    numeral: value
    for value, numeral in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
         "xviii", "xix", "xx"), start=1
    )
}  # fmt: skip
"""Numbers of terms as documents write them."""


class Spoken:
    """A text as the words it says."""

    def __init__(self, text: str) -> None:
        """The text is read once, here."""
        self.text = text
        self.words = words(text)
        self.folded = [fold(word) for word in self.words]


class PhraseBook:
    """Phrases to find in texts; each word of a phrase may be typed without accents, but not with other ones."""

    def __init__(self, phrases: Iterable[str] = ()) -> None:
        """Holds the phrases; more can be added."""
        self._phrases: dict[tuple[str, ...], dict[tuple[str, ...], str]] = {}
        self._lengths: dict[str, set[int]] = {}
        """For each first word, the lengths of its phrases."""
        for phrase in phrases:
            self.add(phrase)

    def add(self, phrase: str) -> str:
        """Add a phrase; returns it as `said_in` names it."""
        written = tuple(words(phrase))
        name = " ".join(written)
        folded = tuple(map(fold, written))
        self._phrases.setdefault(folded, {})[written] = name
        self._lengths.setdefault(folded[0] if folded else "", set()).add(len(folded))
        return name

    def said_in(self, spoken: Spoken) -> set[str]:
        """The phrases that stand in the text."""
        begun = (start for start, first in enumerate(spoken.folded) if first in self._lengths)
        return {name for start in begun for name, _ in self._standing_at(spoken, start)}

    def length_at(self, spoken: Spoken, start: int) -> int:
        """The words of the longest phrase that stands in the text from a place on; 0 if none does."""
        if spoken.folded[start] not in self._lengths:  # most words begin none
            return 0
        return max((length for _, length in self._standing_at(spoken, start)), default=0)

    def _standing_at(self, spoken: Spoken, start: int) -> Iterator[tuple[str, int]]:
        for length in self._lengths[spoken.folded[start]]:
            folded = tuple(spoken.folded[start : start + length])
            typed = tuple(spoken.words[start : start + length])
            for written, name in self._phrases.get(folded, {}).items():
                if _is_typed_as(written, typed):
                    yield name, length


def _is_typed_as(written: tuple[str, ...], typed: tuple[str, ...]) -> bool:
    return all(word == meant or not has_marks(word) for word, meant in zip(typed, written, strict=True))


class Redirects:
    """Entries that come before any other answer: emergency numbers and the lawful channels for reports.

    A trigger reads "hàng xóm | nhà bên + ma túy | đánh bạc": at least one phrase of every group stands in the text.
    """

    def __init__(self, library: Library) -> None:
        """The entries with triggers, in the library's order."""
        self._book = PhraseBook()
        self._rules = [
            (entry, self._groups(entry.triggers), self._groups(entry.unless))
            for entry in library.entries.values()
            if entry.triggers
        ]

    def _groups(self, triggers: Iterable[str]) -> list[list[set[str]]]:
        return [
            [{self._book.add(phrase) for phrase in group.split("|")} for group in trigger.split("+")]
            for trigger in triggers
        ]

    def find(self, spoken: Spoken) -> tuple[Entry | None, bool]:
        """The first entry whose triggers the text trips, unless one of its exceptions stands in the text, too.

        The second value tells whether any trigger was tripped at all: then nothing of the text may be kept, even if
        an exception made it an ordinary question.
        """
        said = self._book.said_in(spoken)
        tripped = [(entry, exceptions) for entry, triggers, exceptions in self._rules if _any_fits(triggers, said)]
        if not tripped:
            return None, False
        excusing = self._said_in_clauses(spoken)
        return next((entry for entry, exceptions in tripped if not _any_fits(exceptions, excusing)), None), True

    def _said_in_clauses(self, spoken: Spoken) -> set[str]:
        """The phrases that stand in the text with no stop in their midst: "đang cháy, bỏ chạy" is no jogging."""
        clauses = [clause for clause in _STOPS.split(spoken.text) if clause.strip()]
        if len(clauses) <= 1:  # most questions: no need to read the same words again
            return self._book.said_in(spoken)
        return set().union(*(self._book.said_in(Spoken(clause)) for clause in clauses))

    def reports(self, spoken: Spoken) -> bool:
        """Whether a text may tell of somebody's crime, even if it only asks about it."""
        said = self._book.said_in(spoken)
        return any(entry.id == REPORTS and _any_fits(triggers, said) for entry, triggers, _ in self._rules)

    def excused(self, spoken: Spoken) -> set[str]:
        """The entries that a text cannot mean, as one of their exceptions stands in it."""
        said = self._said_in_clauses(spoken)
        return {entry.id for entry, _, exceptions in self._rules if _any_fits(exceptions, said)}


def _any_fits(triggers: list[list[set[str]]], said: set[str]) -> bool:
    return any(all(group & said for group in trigger) for trigger in triggers)


def _between_spaces(phrase: str) -> str:
    return f" {' '.join(words(phrase))} "


def _is_asked_with(years: Container[int], entry: Entry) -> bool:
    naming = sum(any(int(year) in years for year in _YEAR.findall(phrasing)) for phrasing in entry.ask)
    return naming >= OWN_YEAR * len(entry.ask)


class Facts:
    """What each entry speaks of that likeness cannot weigh: years, numbers and places."""

    def __init__(self, library: Library) -> None:
        """Reads every entry once."""
        own = [_between_spaces(name) for name in library.language.here]
        self._places = PhraseBook(
            place for place in library.language.elsewhere if not any(name in _between_spaces(place) for name in own)
        )
        self._years: dict[str, frozenset[int]] = {}
        self._numbers: dict[str, frozenset[str]] = {}
        self._terms: dict[str, frozenset[int]] = {}
        self._asked_of_lives: set[str] = set()
        self._own_years: dict[str, frozenset[int]] = {}
        for entry in library.entries.values():
            said = _said_by(entry)
            figures = " ".join(filter(_DIGIT.search, said))  # few ways of asking have one, and searching takes long
            if any(
                year < _LONG_AGO for asked in filter(_YEAR.search, entry.ask) for year in _in_figures(Spoken(asked))
            ):
                self._asked_of_lives.add(entry.id)
            limits = {day.year for day in (entry.valid_from, entry.valid_until) if day}
            self._years[entry.id] = frozenset({int(year) for year in _YEAR.findall(figures)} | limits)
            titled = {int(year) for year in _YEAR.findall(entry.title)}
            self._own_years[entry.id] = frozenset(titled if titled and _is_asked_with(titled, entry) else ())
            self._terms[entry.id] = frozenset(terms_named(words(" ".join(_MAY_NAME_A_TERM.findall(" ".join(said))))))
            self._numbers[entry.id] = frozenset(number.lstrip("0") or "0" for number in _NUMBER.findall(figures))

    def other_place(self, spoken: Spoken, entry: Entry) -> str | None:
        """A place the text names that is not ours and that the entry does not speak of, or None."""
        named = self._places.said_in(spoken)
        said = _between_spaces(" ".join(_said_by(entry))) if named else ""
        return max((place for place in named if f" {place} " not in said), key=len, default=None)

    def speaks_of(self, entry: Entry, years: Iterable[int], today: date) -> bool:
        """Whether the entry speaks about all of the years; the current year is every valid entry's year, but not that
        of one about years of its own. Years long ago are those of a life where people ask with them at all.
        """
        own, of_lives = self._own_years[entry.id], entry.id in self._asked_of_lives
        spoken_of = self._years[entry.id] | (set() if own else {today.year})
        return all(
            year in spoken_of or (of_lives and year < _LONG_AGO) or (bool(own) and min(own) <= year <= max(own))
            for year in years
        )

    def is_of_another_year(self, entry: Entry, years: Container[int], today: date) -> bool:
        """Whether the entry is about years of its own, neither the current one nor one of those the text names."""
        own = self._own_years[entry.id]
        return bool(own) and not any(year == today.year or year in years for year in own)

    def speaks_of_terms(self, entry: Entry, terms: Iterable[int]) -> bool:
        """Whether the entry speaks of each of the terms of office ("khóa X")."""
        return self._terms[entry.id].issuperset(terms)

    def names_all(self, entry: Entry, numbers: Iterable[str]) -> bool:
        """Whether the entry carries each of the numbers."""
        return all(number in self._numbers[entry.id] for number in numbers)


def _said_by(entry: Entry) -> list[str]:
    return [*entry.texts, entry.title, *entry.ask, *(f"{one.at} {one.figures} {one.doc}" for one in entry.source)]


def years_named(spoken: Spoken, today: date) -> set[int]:
    """The years a question asks about, "năm ngoái" and its like included; years of birth are left out."""
    years = _in_figures(spoken)
    before = ["", *spoken.folded]
    years |= {
        today.year + _RELATIVE_YEARS[pair]
        for count, pair in zip(before, itertools.pairwise(spoken.folded), strict=False)
        if pair in _RELATIVE_YEARS and count not in _COUNTS and not count.isdecimal()
    }
    return years


def _in_figures(spoken: Spoken) -> set[int]:
    return {
        int(year)
        for place, word in enumerate(spoken.words)
        for year in _YEAR.findall(word)
        if _BORN.isdisjoint(spoken.folded[max(0, place - _BORN_WITHIN) : place]) or int(year) >= _LONG_AGO
    }


def terms_named(said: Sequence[str]) -> set[int]:
    """The terms of office that words name: "khóa X" and "khóa 10" are the tenth."""
    after = (number for word, number in itertools.pairwise(said) if fold(word) == "khoa")
    return {int(number) if number.isdecimal() else _ROMAN.get(number, 0) for number in after} - {0}


def numbers_of_named_things(spoken: Spoken) -> set[str]:
    """Numbers that name one document or target: "nghị quyết số 71" names 71, "mức 500.000" names nothing."""
    named = set()
    for index, pair in enumerate(itertools.pairwise(spoken.folded)):
        if pair in _NUMBERED_THINGS:
            after = [word for word in spoken.folded[index + 2 : index + 4] if word not in ("so", "thu")]
            if after and _NUMBER.fullmatch(after[0]) and not _YEAR.fullmatch(after[0]):
                named.add(after[0].lstrip("0") or "0")
    return named
