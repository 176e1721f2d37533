"""Words on a picture: the type, the colours, and how a text is broken into lines.

Import this module inside the function that needs it: PIL comes along, and most runs never draw.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from math import ceil

from font_roboto import RobotoMedium
from PIL import ImageFont

PAPER, INK, QUIET, ACCENT, PALE = "#FFFFFF", "#212121", "#4A4A4A", "#0B4F8A", "#B8CCDD"
ASCENT, DESCENT = 1.06, 0.27
"""Parts of the size; capitals with two marks rise above the ascent their font states."""
CUT = "…"


def wrapped(pieces: Sequence[str], font: ImageFont.FreeTypeFont, width: float, *, even: bool = True) -> tuple[str, ...]:
    """As few lines as `width` allows; `even` ones are of nearly the same length, so that none holds one lonely word.

    They break between pieces, and inside one only if it is wider than a line by itself.
    """
    parts = [part for piece in pieces for part in ([piece] if length(piece.rstrip(), font) <= width else piece)]
    # The space behind a line's last word may stand over its end.
    measured = [(length(part, font), length(part.rstrip(), font)) for part in parts]
    lines = _filled(measured, width)
    narrow = max((bare for _, bare in measured), default=0) if even else width
    while len(lines) > 1 and width - narrow > 8:
        middle = (narrow + width) // 2
        tried = _filled(measured, middle)
        if len(tried) > len(lines):
            narrow = middle
        else:
            width, lines = middle, tried
    return tuple("".join(parts[start:end]).rstrip() for start, end in lines)


def _filled(measured: Sequence[tuple[float, float]], width: float) -> list[tuple[int, int]]:
    """Which parts stand in which line (from, to), each line taking as many as it holds.

    A part is measured with the space behind it and without.
    """
    starts, used = [0], 0.0
    for number, (spaced, bare) in enumerate(measured):
        if number > starts[-1] and used + bare > width:
            starts.append(number)
            used = 0
        used += spaced
    return list(zip(starts, [*starts[1:], len(measured)], strict=True)) if measured else []


def shortened(lines: tuple[str, ...], font: ImageFont.FreeTypeFont, width: float, most: int) -> tuple[str, ...]:
    """The first `most` lines, the last of them ending in … if there were more."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and length(last + CUT, font) > width:
        last = last[:-1].rstrip()
    return (*lines[: most - 1], last.rstrip(" ,;:.–-") + CUT)


def words(text: str) -> list[str]:
    """Words with the space after them; a no-break space holds its neighbours together.

    Signs the type does not have, such as emoji, are left out instead of being drawn as empty boxes.
    """
    composed = unicodedata.normalize("NFC", text)  # a lone mark would be wrapped and measured apart from its letter
    drawn = "".join(sign for sign in composed if sign.isspace() or _is_drawn(sign))
    return [f"{word} " for word in re.split(r"[^\S\xa0]+", drawn) if word]


@lru_cache(maxsize=4096)
def _is_drawn(sign: str) -> bool:
    font = face(RobotoMedium, 20)
    missing = "\uffff"  # never a letter, so every font draws its box for it
    visible = unicodedata.category(sign)[0] != "C" and not "\ufe00" <= sign <= "\ufe0f"  # which turn signs into emoji
    return visible and bytes(font.getmask(sign)) != bytes(font.getmask(missing))


# What is drawn in series differs in a few words; measuring words is most of the work.
@lru_cache(maxsize=8192)
def length(text: str, font: ImageFont.FreeTypeFont) -> float:
    """How wide a text is, in pixels."""
    return font.getlength(text)


@lru_cache(maxsize=128)
def face(typeface: str, size: float) -> ImageFont.FreeTypeFont:
    """A font file at a size in pixels."""
    return ImageFont.truetype(typeface, size)


def pitch(font: ImageFont.FreeTypeFont) -> int:
    """From one line to the next, in pixels."""
    return ceil((ASCENT + DESCENT) * font.size)
