"""A notice as plain text that a leader pastes into another group, and how long texts are cut."""

import html
import re

from broadcasts import relay_texts as texts
from broadcasts.spellings import LONGEST_TDP
from broadcasts.variables import NAME, TDP, fill

LONGEST_RELAY = 2_000
"""Characters of the whole text, frame included; what messengers take as one message."""
_LINK = re.compile(r"<a href=\"(https?://[^\"]+)\">(.*?)</a>", re.DOTALL)
_BREAK = re.compile(r"<br ?/?>")
_TAG = re.compile(r"</?[a-z][^<>]*>")
_NAMED = re.compile(rf"(?:\b({texts.TITLES})\s+)?((?:<[^<>]*>)*)\{{{NAME}\}}", re.IGNORECASE)
_TDP = f"{{{TDP}}}"
_BLANK_LINES = re.compile(r"\n\s*\n\s*")


def plain(text: str, *, addresses: bool = True) -> str:
    """Telegram's HTML as plain text that keeps its lines and lists.

    An address behind words stands after them, unless `addresses` are of no use to whoever gets the text.
    """
    linked = _LINK.sub(_with_address, text) if addresses else text
    shown = _TAG.sub("", _BREAK.sub("\n", linked))
    lines = "\n".join(line.rstrip() for line in html.unescape(shown).replace("\xa0", " ").splitlines())
    return _BLANK_LINES.sub("\n\n", lines).strip()


def _with_address(link: re.Match[str]) -> str:
    address, words = link[1], _TAG.sub("", link[2])
    return address if html.unescape(words).strip() in ("", html.unescape(address)) else f"{words} ({address})"


def cut(text: str, longest: int, ending: str) -> str:
    """The text if it has at most `longest` characters; otherwise as many whole lines, sentences or words as leave
    room for the ending, in this order of liking.
    """
    if len(text) <= longest:
        return text
    room = text[: max(0, longest - len(ending))]
    for border in ("\n", ". ", " "):
        at = room.rfind(border)
        if at > len(room) // 2:
            return room[: at + len(border)].rstrip() + ending
    return room.rstrip() + ending


def to_everybody(text: str) -> str:
    """A notice's words, HTML, for whoever reads them: nobody is called by name, nor by the title before it."""
    return _NAMED.sub(_to_whoever, text)


def _to_whoever(match: re.Match[str]) -> str:
    title, marks = match[1], match[2]
    before = _TAG.sub("", match.string[: match.start()]).rstrip(" ")
    begins = title[0].isupper() if title else not before or before[-1] in ".!?\n"
    return marks + (texts.WHOEVER.capitalize() if begins else texts.WHOEVER)


def passed_on(text: str, tdp: str | None) -> str:
    """A notice's words, HTML, as they go round in a TDP; a blank is left for a TDP that is not known."""
    return fill(to_everybody(text), {TDP: tdp or texts.BLANK})


def relay_text(ward: str, text: str, code: str, tdp: str | None = None) -> str:
    """The notice as at most 2,000 characters without HTML: who says it, its words, and the code to check it by.

    `text` is the notice's own words in Telegram's HTML, without the frame readers see around them; `tdp` is the TDP it
    is passed on to.
    """
    words = relayed(ward, text, code).replace(_TDP, tdp or texts.BLANK)
    return texts.above(ward) + words + texts.below(code)


def relayed(ward: str, text: str, code: str) -> str:
    """As many of the notice's own words as stand in that; the TDP is still left open, so that the cut is at the same
    place for all.
    """
    words = plain(to_everybody(text))
    room = LONGEST_RELAY - len(texts.above(ward)) - len(texts.below(code)) - words.count(_TDP) * LONGEST_TDP
    return cut(words, room, texts.CUT)
