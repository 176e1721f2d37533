"""How people really type: seeded distortions of a clean question, one function a column."""

import random
import re
import unicodedata
from collections.abc import Callable

from knowledge.vietnamese import fold

Noise = Callable[[str, random.Random], str]

_TONE_KEYS = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_TONE_DIGITS = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_TELEX = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
_VNI = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}
_NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl", "p": "o",
    "a": "qsz", "s": "adwx", "d": "sfec", "f": "dgrv", "g": "fhtb", "h": "gjyn", "j": "hkum", "k": "jli", "l": "ko",
    "z": "xa", "x": "zcs", "c": "xvd", "v": "cbf", "b": "vgn", "n": "bhm", "m": "nj",
}  # fmt: skip
_CHAT = {
    "không": "ko", "được": "dc", "bao nhiêu": "bn", "bảo hiểm y tế": "bhyt", "bảo hiểm xã hội": "bhxh",
    "tổ dân phố": "tdp", "gì": "j", "với": "vs", "như thế nào": "ntn", "ủy ban nhân dân": "ubnd",
    "hội đồng nhân dân": "hđnd", "người": "ng",
    "nghĩa vụ quân sự": "nvqs", "trước": "trc", "đăng ký": "đk", "doanh nghiệp": "dn", "nghị quyết": "nq",
    "cán bộ": "cb", "mọi người": "mn", "phòng cháy chữa cháy": "pccc", "công an phường": "ca phường",
    "thủ tục hành chính": "tthc",
}  # fmt: skip
_QUESTION_WORDS = (
    "là bao nhiêu", "bao nhiêu", "là gì", "như thế nào", "thế nào", "ở đâu", "khi nào", "bao giờ", "ra sao",
    "phải không", "có được không", "được không", "không ạ", "không", "vậy", "cho tôi hỏi", "cho hỏi", "mấy", "gì",
)  # fmt: skip
_SOUNDS = (
    ("l", "n"),
    ("n", "l"),
    ("s", "x"),
    ("x", "s"),
    ("tr", "ch"),
    ("ch", "tr"),
    ("d", "gi"),
    ("gi", "d"),
    ("r", "d"),
)


def clean(text: str, _random: random.Random) -> str:
    """As written."""
    return text


def no_accents(text: str, _random: random.Random) -> str:
    """No accent at all."""
    return fold(text)


def some_accents(text: str, rng: random.Random) -> str:
    """Each word keeps its accents with a chance of one half."""
    return " ".join(word if rng.random() < 0.5 else fold(word) for word in text.split(" "))


def _typed(word: str, letters: dict[str, str], tones: dict[str, str]) -> str:
    tone = ""
    out = []
    for letter in unicodedata.normalize("NFC", word.lower()):
        marks = [mark for mark in unicodedata.normalize("NFD", letter) if mark in tones]
        if marks:
            tone = tones[marks[0]]
        bare = unicodedata.normalize("NFC", "".join(m for m in unicodedata.normalize("NFD", letter) if m not in tones))
        out.append(letters.get(bare, bare))
    return "".join(out) + tone


def telex(text: str, _random: random.Random) -> str:
    """The keys of Telex, as they look when the keyboard does not translate them: "phaan loaij"."""
    return re.sub(r"[^\W\d_]+", lambda match: _typed(match[0], _TELEX, _TONE_KEYS), text)


def vni(text: str, _random: random.Random) -> str:
    """The keys of VNI, untranslated: "pha6n loai5"."""
    return re.sub(r"[^\W\d_]+", lambda match: _typed(match[0], _VNI, _TONE_DIGITS), text)


def decomposed(text: str, _random: random.Random) -> str:
    """Unicode's decomposed form, as Apple devices paste it."""
    return unicodedata.normalize("NFD", text)


def old_tone_place(text: str, _random: random.Random) -> str:
    """The other habit of placing the tone: hoà for hòa and back."""
    pairs = [
        ("òa", "oà"),
        ("óa", "oá"),
        ("ỏa", "oả"),
        ("ọa", "oạ"),
        ("úy", "uý"),
        ("ủy", "uỷ"),
        ("ùy", "uỳ"),
        ("ụy", "uỵ"),
    ]
    table = {one: other for pair in pairs for one, other in (pair, pair[::-1])}
    return re.sub(r"(?:[oò-ỏoàáảạóọ][aàáảạ]|[uúùủụ][yýỳỷỵ])\b", lambda match: table.get(match[0], match[0]), text)


def typing_slips(text: str, rng: random.Random) -> str:
    """One or two slips: a neighbouring key, a letter left out, doubled or swapped."""
    for _ in range(rng.choice((1, 2))):
        places = [index for index, letter in enumerate(text) if letter.isalpha()]
        if not places:
            return text
        index = rng.choice(places)
        kind = rng.choice("rods")
        if kind == "r":
            letter = fold(text[index])
            text = text[:index] + rng.choice(_NEIGHBOURS.get(letter, letter)) + text[index + 1 :]
        elif kind == "o":
            text = text[:index] + text[index + 1 :]
        elif kind == "d":
            text = text[:index] + text[index] + text[index:]
        elif index + 1 < len(text) and text[index + 1].isalpha():
            text = text[:index] + text[index + 1] + text[index] + text[index + 2 :]
    return text


def joined_words(text: str, rng: random.Random) -> str:
    """One or two spaces left out, or one put inside a word."""
    words = text.split(" ")
    for _ in range(rng.choice((1, 2))):
        if len(words) > 1:
            index = rng.randrange(len(words) - 1)
            words[index : index + 2] = [words[index] + words[index + 1]]
    if rng.random() < 0.3:
        index = rng.randrange(len(words))
        if len(words[index]) > 4:
            words[index] = words[index][:2] + " " + words[index][2:]
    return " ".join(words)


def chat_spelling(text: str, _random: random.Random) -> str:
    """Chat abbreviations."""
    for full, short in sorted(_CHAT.items(), key=lambda pair: -len(pair[0])):
        text = re.sub(rf"\b{full}\b", short, text, flags=re.IGNORECASE)
    return text


def capitals(text: str, _random: random.Random) -> str:
    """Everything in capitals."""
    return text.upper()


def sound_alikes(text: str, rng: random.Random) -> str:
    """One or two words with the first letter as it sounds: l/n, s/x, ch/tr, d/gi/r."""
    words = text.split(" ")
    places = [index for index, word in enumerate(words) if any(word.lower().startswith(one) for one, _ in _SOUNDS)]
    for index in rng.sample(places, min(len(places), rng.choice((1, 2)))):
        word = words[index]
        fitting = [(one, other) for one, other in _SOUNDS if word.lower().startswith(one)]
        longest = max(len(one) for one, _ in fitting)
        one, other = rng.choice([pair for pair in fitting if len(pair[0]) == longest])
        words[index] = other + word[len(one) :]
    return " ".join(words)


def without_question_words(text: str, _random: random.Random) -> str:
    """Only the matter, no "là gì", "bao nhiêu"."""
    shorter = text
    for words in _QUESTION_WORDS:
        shorter = re.sub(rf"(?<!\w){words}(?!\w)", " ", shorter, flags=re.IGNORECASE)
    shorter = " ".join(shorter.split())
    return shorter if len(shorter.split()) >= 2 else text


def decorated(text: str, rng: random.Random) -> str:
    """Emoji and punctuation around and inside."""
    words = text.split(" ")
    words.insert(rng.randrange(len(words) + 1), rng.choice(("🙏", "😀", "…", "!!!", "👍👍", ",,")))
    return " ".join(words) + rng.choice(("???", " ạ!!!", " 😊", "...", " ?"))


COLUMNS: dict[str, Noise] = {
    "clean": clean,
    "no accents": no_accents,
    "some accents": some_accents,
    "Telex keys": telex,
    "VNI keys": vni,
    "NFD": decomposed,
    "tone place": old_tone_place,
    "typing slips": typing_slips,
    "joined words": joined_words,
    "chat spelling": chat_spelling,
    "capitals": capitals,
    "sound-alikes": sound_alikes,
    "no question words": without_question_words,
    "emoji": decorated,
}
