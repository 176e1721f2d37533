"""A notice as a picture to pass on: the ward's name, the date, the words in large type, the code to check it by.

Import this module inside the function that needs it: PIL comes along, and most runs never draw.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot import relay_card_texts as texts
from bot.blocks import MARGIN, WIDTH, Band, Block, Pen, Rule, Text, lines_of, png, wide
from bot.lettering import ACCENT, INK
from broadcasts.relaying import cut, plain

LONGEST = 900
"""Characters that are shown; who wants more finds the notice by its code."""
_SIZES = (24, 21, 19, 17, 16, 15)
_HIGHEST = 560.0
"""Points the words take at most, so that the card is not more than twice as high as wide."""
_PITCH = 1.36
_BETWEEN = 0.4
"""Points between two paragraphs, as a part of the size of type."""
_ITEM = re.compile(r"([•·▪◦‣*+–—-]|\d{1,2}[.)])\s+(.*)", re.DOTALL)
_BULLET = "•"


@dataclass(frozen=True)
class Paragraphs:
    """Lines of running text; those of a list hang behind their bullet or number."""

    lines: tuple[str, ...]
    size: float

    def _set(self, width: float) -> list[tuple[float, float, str]]:
        """Every printed line with where it begins and how far below the top it has its baseline."""
        printed: list[tuple[float, float, str]] = []
        y = 0.0
        for number, line in enumerate(self.lines):
            y += _BETWEEN * self.size if number else 0
            item = _ITEM.match(line)
            sign = (item[1] if item[1][0].isdigit() else _BULLET) if item else ""
            indent = wide(f"{sign} ", self.size) if sign else 0.0
            if sign:
                printed.append((0.0, y + 1.06 * self.size, sign))
            for text in lines_of(item[2] if item else line, self.size, width - indent, even=False):
                printed.append((indent, y + 1.06 * self.size, text))
                y += _PITCH * self.size
        return printed

    def height(self, width: float) -> float:
        """Points it takes in a column of this width."""
        return max((baseline for _, baseline, _ in self._set(width)), default=0) + 0.3 * self.size

    def paint(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Draw it with its upper left corner there."""
        for indent, baseline, text in self._set(width):
            pen.text((left + indent, top + baseline), text, self.size, INK)


def relay_card(ward: str, text: str, code: str, day: date) -> bytes:
    """A PNG of the notice; `text` is its own words in Telegram's HTML, without the frame readers see around them."""
    shown = [line for line in cut(plain(text), LONGEST, texts.CUT).splitlines() if line.strip()]
    blocks: list[Block] = [
        Band(texts.heading(ward), texts.day_line(day)),
        _fitting(shown),
        Rule(),
        Text(texts.code_line(code), 15, ACCENT, bold=True),
    ]
    return png(blocks)


def _fitting(lines: Sequence[str]) -> Paragraphs:
    """The words as large as the card allows; of a long list in short lines only what fits, and where the rest is."""
    inner = WIDTH - 2 * MARGIN
    for size in _SIZES:
        whole = Paragraphs(tuple(lines), size)
        if whole.height(inner) <= _HIGHEST:
            return whole
    parts = [Paragraphs((*lines[:kept], texts.CUT.strip()), _SIZES[-1]) for kept in range(1, len(lines) + 1)]
    return parts[max(0, bisect_right(parts, _HIGHEST, key=lambda part: part.height(inner)) - 1)]
