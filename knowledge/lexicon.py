"""The words content uses, how rare each is, and which of them a typed word may mean."""

import heapq
import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from rapidfuzz.distance import OSA

from knowledge.vietnamese import fold, has_marks, tone, toneless

# How sure a reading of a typed word is. Exact is 1; the rest was set on the tuning half of tests/evaluation.
UNMARKED = 1.0
"""Typed without accents in a text without accents: nothing speaks against any reading."""
UNMARKED_AMONG_MARKED = 0.8
"""Typed without accents although its neighbours carry them."""
TONE_SLIP = 0.9
"""hỏi and ngã are written one for the other by many people."""
OTHER_TONE = 0.25
"""Another tone: a slip, or another word."""
OTHER_LETTERS = 0.2
"""Other hats as well: most often another word."""
SOUND_ALIKE = 0.85
"""l/n, s/x, ch/tr, d/gi/r as they sound in the North."""
ANOTHER_WORD = 0.5
"""Factor on a sound-alike when the word exists as it was typed: then it is hardly ever meant for another."""
TYPING_SLIP = 0.85
"""One letter wrong, missing, doubled or swapped, in a word nobody here uses."""

MOST_READINGS = 12
"""Readings kept for a word, the surest first: the rest cost time and decide nothing."""
WORDS_KEPT = 5_000
"""Typed words whose readings are kept, about 1 kB each: people's words come again."""

_HOOK_AND_TILDE = {"\u0309", "\u0303"}
_SOUNDS = (("l", "n"), ("s", "x"), ("tr", "ch"), ("gi", "d"), ("r", "d"))


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The word with Northern sound-alike first letters made one: "lữa" and "nữa" are the same."""
    for spelled, heard in _SOUNDS:
        if word.startswith(spelled):
            return heard + word[len(spelled) :]
    return word


class Lexicon:
    """The vocabulary of all entries with rarity weights; reads typed words as words of the vocabulary."""

    def __init__(self, entries_with: Mapping[str, int], entry_count: int) -> None:
        """`entries_with`: for each word, how many of the entries have it; who comes first wins a draw."""
        self._rarity = {word: math.log1p(entry_count / count) for word, count in entries_with.items()}
        self.unknown_rarity = math.log1p(entry_count) if entry_count else 1.0
        self._by_fold: dict[str, list[str]] = {}
        for word in self._rarity:
            self._by_fold.setdefault(fold(word), []).append(word)
        self._surest = lru_cache(maxsize=WORDS_KEPT)(self._surest_readings)

    # Made when a word is first read: a lexicon that only weighs words never needs them.
    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in self._rarity:
            found.setdefault(sound(fold(word)), []).append(word)
        return found

    @cached_property
    def _slips(self) -> dict[str, tuple[str, ...]]:
        return _slip_index(self._by_fold)

    def __contains__(self, word: str) -> bool:
        return word in self._rarity

    def __iter__(self) -> Iterator[str]:
        return iter(self._rarity)

    def rarity(self, word: str) -> float:
        """ln(1 + entries / entries with the word); a word nobody uses is as rare as one used once."""
        return self._rarity.get(word, self.unknown_rarity)

    def knows_spelling(self, folded: str) -> bool:
        """Whether some word is typed like this without accents."""
        return folded in self._by_fold

    def rarity_of_spelling(self, folded: str) -> float:
        """The rarity of the commonest word typed like this without accents."""
        return min(map(self.rarity, self._by_fold.get(folded, ())), default=self.unknown_rarity)

    def readings(self, word: str, *, marked_text: bool) -> Mapping[str, float]:
        """The vocabulary words a typed word may mean, each with how sure that is (0–1).

        `marked_text` says whether the person types accents at all: only then does a missing one count.
        """
        return self._surest(word, marked_text)

    def one_slip_away(self, typed: str) -> list[str]:
        """The words that differ from what was typed by a letter more, less, replaced, or two swapped; accents aside."""
        folded = fold(typed)
        candidates = set(self._slips.get(folded, ()))
        for shorter in _deletions(folded):
            if shorter in self._by_fold:
                candidates.add(shorter)
            candidates.update(self._slips.get(shorter, ()))
        near = sorted(spelling for spelling in candidates if OSA.distance(folded, spelling, score_cutoff=1) <= 1)
        return [word for spelling in near for word in self._by_fold[spelling]]

    def _surest_readings(self, word: str, marked_text: bool) -> Mapping[str, float]:
        found = self._read(word, marked_text=marked_text)
        return dict(heapq.nlargest(MOST_READINGS, found.items(), key=lambda reading: reading[1]))

    def _read(self, word: str, *, marked_text: bool) -> dict[str, float]:
        if not any(letter.isalpha() for letter in word):
            return {word: 1.0} if word in self._rarity else {}
        folded = fold(word)
        found: dict[str, float] = {}
        for candidate in self._by_fold.get(folded, ()):
            found[candidate] = _likeness(word, candidate, marked_text=marked_text)
        if has_marks(word) and word in found:  # accents are trusted: a word spelled in full is hardly another word
            found = {candidate: sure for candidate, sure in found.items() if sure > OTHER_TONE}
        exists = bool(found)
        for candidate in self._by_sound.get(sound(folded), ()):
            if candidate not in found:
                likeness = SOUND_ALIKE * _likeness(sound(word), sound(candidate), marked_text=marked_text)
                found[candidate] = likeness * (ANOTHER_WORD if exists else 1.0)
        if not found and len(folded) >= 3:
            found = dict.fromkeys(self.one_slip_away(word), TYPING_SLIP)
        return found


def _likeness(typed: str, meant: str, *, marked_text: bool) -> float:
    """How well two words with the same unaccented form agree."""
    if typed == meant:
        return 1.0
    if not has_marks(typed):
        return UNMARKED_AMONG_MARKED if marked_text else UNMARKED
    if toneless(typed) == toneless(meant):
        return TONE_SLIP if {tone(typed), tone(meant)} == _HOOK_AND_TILDE else OTHER_TONE
    return OTHER_LETTERS


def _deletions(word: str) -> set[str]:
    return {word[:index] + word[index + 1 :] for index in range(len(word))}


def _slip_index(spellings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Each spelling by its forms with one letter left out, so that a slip is found without a scan."""
    index: dict[str, set[str]] = {}
    for spelling in spellings:
        if len(spelling) >= 3 and spelling.isalpha():
            for shorter in _deletions(spelling):
                index.setdefault(shorter, set()).add(spelling)
    return {shorter: tuple(sorted(found)) for shorter, found in index.items()}
