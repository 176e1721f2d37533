"""Two questions in one message: what of it asks something, and where one question may end and the next begin."""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.guards import PhraseBook, Spoken
from knowledge.language import Language
from knowledge.vietnamese import fold, has_marks, words
from knowledge.wording import Abbreviations

_BREAK = re.compile(r"([?;\n]+|(?<!\d),|,(?!\d)|(?<=[^\W\d])[.!…]+(?=\s|$))")
"""What stands between clauses; a dot or a comma in a number or an abbreviation does not."""
_AND = frozenset({"va", "voi"})
"""Words (unaccented) that may join two things."""
_LEAST_WORDS = 2
"""Fewer words are an interjection; within a sentence …"""
_LEAST_WITHIN = 6
"""… fewer are part of the question beside them: "được bao nhiêu, từ bao giờ". Set on the tuning half."""
_NEGATED = 5
"""So many words before, a "not" makes "who" nobody: "không ký hợp đồng với ai"."""


class _Cut(NamedTuple):
    """A place where one question may end and the next begin."""

    end: int
    """So many words stand before it …"""
    start: int
    """… and after it, from this word on: a joint belongs to neither side."""
    ends: bool
    """Whether a sentence ends here, or what follows begins another matter: "với lại", "tiện thể"."""


class Message(NamedTuple):
    """A message as what it says, what of that asks something, and where one question may end and the next begin."""

    text: str
    words: list[str]
    asks: list[int]
    """The places of the words that ask."""
    cuts: list[_Cut]

    def halves(self, *, plainly: bool = False) -> list[str]:
        """The message in two that each ask something, divided nearest its middle; nothing if it asks one thing.
        `plainly`: divided only where a sentence ends or another matter begins.

        Whoever asks somewhere tells a story elsewhere: "Cụ nhà tôi vừa mất. Tôi được hưởng gì?" If it is nowhere said
        what is asked ("pin cũ", and on the next line "giờ làm việc"), every sentence may be a question.
        """
        found = [cut for cut in self.cuts if (cut.ends or not plainly) and self._divides(cut)]
        middle = min(found, key=lambda cut: abs(cut.end + cut.start - len(self.words)), default=None)
        return [" ".join(self.words[: middle.end]), " ".join(self.words[middle.start :])] if middle else []

    def asked(self) -> str:
        """The message without the sentences of some length that only tell: the storm of 2024 is no question about 2024.
        As it is if there are none, or if it is nowhere said what is asked.
        """
        ends = [0, *(cut.end for cut in self.cuts if cut.ends), len(self.words)]
        sentences = [self.words[start:end] for start, end in itertools.pairwise(ends)]
        kept = [
            sentence
            for sentence, start in zip(sentences, ends, strict=False)
            if len(sentence) < _LEAST_WITHIN or any(start <= at < start + len(sentence) for at in self.asks)
        ]
        has_told = self.asks and len(kept) < len(sentences)
        return " ".join(itertools.chain.from_iterable(kept)) if has_told else self.text

    def _divides(self, cut: _Cut) -> bool:
        if min(cut.end, len(self.words) - cut.start) < (_LEAST_WORDS if cut.ends else _LEAST_WITHIN):
            return False
        return min(self.asks) < cut.end and max(self.asks) >= cut.start if self.asks else cut.ends


class Questions:
    """Reads messages by the words a language joins and asks with; immutable once built."""

    def __init__(self, language: Language) -> None:
        """See the language's lists from `beginning` to `embracing`."""
        self._beginning, self._joining = PhraseBook(language.beginning), PhraseBook(language.joining)
        self._asking, self._asking_last = PhraseBook(language.asking), PhraseBook(language.asking_last)
        self._negating, self._doubting = PhraseBook(language.negating), PhraseBook(language.doubting)
        self._embracing = PhraseBook(language.embracing)
        self._politely = PhraseBook(phrase for phrase in language.filler if phrase not in language.asking_last)
        self._abbreviations = Abbreviations(language)

    def read(self, text: str) -> Message:
        """The message, abbreviations written out."""
        said: list[str] = []
        asks: list[int] = []
        cuts: list[_Cut] = []
        accented = any(map(has_marks, words(text)))
        pieces = _BREAK.split(text)
        for piece, mark in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
            spoken, begin = Spoken(" ".join(self._abbreviations.written_out(words(piece)))), len(said)
            said += spoken.words
            joints = list(self._joints(spoken, accented))
            asks += [begin + at for at in self._asking_places(spoken, joints)]
            asks += [len(said) - 1] if "?" in mark and spoken.words else []
            cuts += [_Cut(begin + cut.end, begin + cut.start, cut.ends) for cut in joints]
            cuts.append(_Cut(len(said), len(said), mark != ","))
        return Message(text, said, asks, cuts)

    def _joints(self, spoken: Spoken, accented: bool) -> Iterator[_Cut]:
        at = 0
        while at < len(spoken.words):
            begins = self._beginning.length_at(spoken, at)
            # All joints carry accents: "con" beside words that do is a child.
            joins = self._joining.length_at(spoken, at) if has_marks(spoken.words[at]) >= accented else 0
            if length := begins or joins:
                yield _Cut(at, at + length, bool(begins))
            at += length or 1

    def _asking_places(self, spoken: Spoken, joints: Sequence[_Cut]) -> Iterator[int]:
        """Where something asks by its words, but for those that only say "nobody" or "everybody", and at the ends."""
        begin = 0
        for cut in (*joints, _Cut(len(spoken.words), len(spoken.words), ends=True)):
            end = cut.end
            while end > begin and self._politely.length_at(spoken, end - 1) == 1:
                end -= 1
            if end > begin and self._asking_last.length_at(spoken, end - 1):
                yield end - 1
            if cut.ends:
                yield from self._asking_by_words(spoken, begin, cut.end)
                begin = cut.start

    def _asking_by_words(self, spoken: Spoken, begin: int, end: int) -> Iterator[int]:
        for at in range(begin, end):
            length = self._asking.length_at(spoken, at)
            if length and not self._is_negated(spoken, begin, at) and not self._is_embraced(spoken, at + length):
                yield at

    def _is_embraced(self, spoken: Spoken, after: int) -> bool:
        return after < len(spoken.words) and bool(self._embracing.length_at(spoken, after))

    def _is_negated(self, spoken: Spoken, begin: int, at: int) -> bool:
        """Whether a "not" stands before; "I don't know who" asks all the same."""
        before = range(max(begin, at - _NEGATED), at)
        negations = [place for place in before if self._negating.length_at(spoken, place)]
        return bool(negations) and not any(
            self._doubting.length_at(spoken, place) for place in range(negations[-1], at)
        )


def things(text: str) -> list[str]:
    """The message in two, at the "and" nearest its middle; a thing may be one word."""
    said = words(text)
    found = [at for at, word in enumerate(said) if fold(word) in _AND]
    if not found:
        return []
    middle = min(found, key=lambda at: abs(2 * at - len(said)))
    halves = [" ".join(said[:middle]), " ".join(said[middle + 1 :])]
    return halves if all(halves) else []
