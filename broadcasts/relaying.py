"""A notice as plain text that a leader pastes into another group, and how long texts are cut."""

import html
import re

from broadcasts import relay_texts as texts

LONGEST_RELAY = 2_000
"""Characters of the whole text, frame included; what messengers take as one message."""
_LINK = re.compile(r"<a href=\"(https?://[^\"]+)\">(.*?)</a>", re.DOTALL)
_BREAK = re.compile(r"<br ?/?>")
_TAG = re.compile(r"</?[a-z][^<>]*>")
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


def relay_text(ward: str, text: str, code: str) -> str:
    """The notice as at most 2,000 characters without HTML: who says it, its words, and the code to check it by.

    `text` is the notice's own words in Telegram's HTML, without the frame readers see around them.
    """
    return texts.above(ward) + relayed(ward, text, code) + texts.below(code)


def relayed(ward: str, text: str, code: str) -> str:
    """As many of the notice's own words as stand in that."""
    return cut(plain(text), LONGEST_RELAY - len(texts.above(ward)) - len(texts.below(code)), texts.CUT)
