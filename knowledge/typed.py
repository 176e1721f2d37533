"""What the keyboard left: raw Telex and VNI keys, words run together, words torn apart.

Everything here needs proof from the vocabulary: a typed word is only read as something else when it is no word itself
and the other reading is one. So "as" in an English name or "w" in an abbreviation stays what it is.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from knowledge.lexicon import Lexicon
from knowledge.vietnamese import fold, has_marks, words

_TELEX_LETTERS = (
    ("dd", "đ"), ("aw", "ă"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("uwow", "ươ"), ("uow", "ươ"),
    ("wow", "ươ"), ("ow", "ơ"), ("uw", "ư"), ("w", "ư"),
)  # fmt: skip
_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_LETTERS = (
    ("d9", "đ"),
    ("a8", "ă"),
    ("a6", "â"),
    ("e6", "ê"),
    ("o6", "ô"),
    ("uo7", "ươ"),
    ("o7", "ơ"),
    ("u7", "ư"),
)
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_VOWELS = "aăâeêioôơuưy"
_TELEX_WORD = re.compile(r"[a-z]{2,9}")
_VNI_WORD = re.compile(r"[a-zđ]+(?:[1-9][a-z]*)+")
_LONGEST_SYLLABLE = 7
"""Letters of "nghiêng"; whatever is longer was run together."""
_LONGEST_RUN = 40


def _toned(letters: str, mark: str) -> str:
    """The syllable with its tone on the vowel that carries it by the rules of spelling."""
    vowels = [index for index, letter in enumerate(letters) if letter in _VOWELS]
    if letters[:2] in ("qu", "gi") and len(vowels) > 1:
        vowels = vowels[1:]
    if not vowels:
        return letters
    hatted = [index for index in vowels if letters[index] in "ăâêôơư"]
    if hatted:
        carrier = hatted[-1]
    elif len(vowels) == 1:
        carrier = vowels[0]
    elif vowels[-1] < len(letters) - 1 or letters[vowels[-2] :] in ("oa", "oe", "uy"):
        carrier = vowels[1]
    else:
        carrier = vowels[-2]
    return unicodedata.normalize("NFC", letters[: carrier + 1] + mark + letters[carrier + 1 :])


def _decoded(word: str, letters: tuple[tuple[str, str], ...], tones: dict[str, str]) -> str | None:
    """The syllable these keys write, or None if they write none."""
    marks = [key for key in word[1:] if key in tones]
    if len(marks) > 1:
        return None
    if marks:
        at = word.rindex(marks[0])
        word = word[:at] + word[at + 1 :]
    for keys, letter in letters:
        word = word.replace(keys, letter)
    if any(key.isdigit() for key in word):
        return None
    return _toned(word, tones[marks[0]]) if marks else word


@lru_cache(maxsize=16384)
def telex(word: str) -> str | None:
    """The Vietnamese syllable a run of raw Telex keys writes ("phaan" is "phân"), or None."""
    # The hat may be typed at the end of the syllable: "phana", "duongwf".
    moved = re.sub(r"^([^aeo]*)([aeo])([a-z]*?)\2([fsrxj]?)$", r"\1\2\2\3\4", word)
    moved = re.sub(r"^([^uo]*u?o|[^u]*u|[^a]*a)([a-z]+)w([fsrxj]?)$", r"\1w\2\3", moved)
    found = _decoded(moved, _TELEX_LETTERS, _TELEX_TONES) if _TELEX_WORD.fullmatch(word) else None
    return found if found != word else None


@lru_cache(maxsize=16384)
def vni(word: str) -> str | None:
    """The Vietnamese syllable a run of raw VNI keys writes ("loai5" is "loại"), or None."""
    return _decoded(word, _VNI_LETTERS, _VNI_TONES) if _VNI_WORD.fullmatch(word) else None


class Repair:
    """Reads typed words against a vocabulary; the result may have more words, or fewer."""

    def __init__(self, lexicon: Lexicon, known: frozenset[str]) -> None:
        """`known`: spellings without accents that need no repair, such as abbreviations."""
        self._lexicon = lexicon
        self._known = known

    def words(self, typed: list[str]) -> list[str]:
        """The words meant by what was typed."""
        decoded = [None if self._is_word(word) else self._decode(word) for word in typed]
        # Two letters are too little proof by themselves: "as" is "á" only among other raw keys.
        raw_keys = any(meant and len(word) > 2 for word, meant in zip(typed, decoded, strict=True))
        read = [meant or word for word, meant in zip(typed, decoded, strict=True)] if raw_keys else typed
        return list(self._split(self._join(read)))

    def _is_word(self, word: str) -> bool:
        folded = fold(word)
        return folded in self._known or self._lexicon.knows_spelling(folded)

    def _decode(self, word: str) -> str | None:
        for decode in (telex, vni):
            meant = decode(word)
            if meant is not None and (spelled := words(meant)) and spelled[0] in self._lexicon:
                return spelled[0]
        return None

    def _join(self, read: list[str]) -> list[str]:
        """Two neighbours that are no words by themselves but one together."""
        joined: list[str] = []
        for word in read:
            before = joined[-1] if joined else ""
            torn = (
                before and before.isalpha() and word.isalpha() and not (self._is_word(before) and self._is_word(word))
            )
            if torn and len(before + word) <= _LONGEST_SYLLABLE and self._is_exactly_known(before + word):
                joined[-1] = before + word
            else:
                joined.append(word)
        return joined

    def _is_exactly_known(self, word: str) -> bool:
        return word in self._lexicon if has_marks(word) else self._is_word(word)

    def _split(self, read: list[str]) -> Iterator[str]:
        """Words run together, taken apart where every part is a word."""
        for word in read:
            if self._is_word(word) or len(word) < 4 or len(word) > _LONGEST_RUN:
                yield word
            else:
                yield from self._parts(word) or [word]

    def _parts(self, run: str) -> list[str] | None:
        """The fewest words that make up the run, the commonest among equals; None if no words do."""
        best: list[tuple[int, float, list[str]] | None] = [(0, 0.0, []), *[None] * len(run)]
        for end in range(1, len(run) + 1):
            for start in range(max(0, end - _LONGEST_SYLLABLE), end):
                before, part = best[start], run[start:end]
                if before is None or not self._may_be_part(part):
                    continue
                found = (before[0] + 1, before[1] + self._lexicon.rarity_of_spelling(fold(part)), [*before[2], part])
                if best[end] is None or found[:2] < best[end][:2]:  # type: ignore[index]  # just compared with None
                    best[end] = found
        whole = best[len(run)]
        return whole[2] if whole and len(whole[2]) > 1 else None

    def _may_be_part(self, part: str) -> bool:
        if part.isdigit():
            return True
        return (len(part) > 1 or part == "y") and self._is_exactly_known(part)
