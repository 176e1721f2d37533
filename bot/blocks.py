"""What pictures for a phone are put together from: blocks under each other, measured in points of a small screen.

Import this module inside the function that needs it: PIL comes along, and most runs never draw.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import ceil
from typing import Protocol

from font_roboto import RobotoBold, RobotoMedium
from PIL import Image, ImageDraw, ImageFont

from bot.lettering import ACCENT, ASCENT, DESCENT, INK, PALE, PAPER, face, length, shortened, words, wrapped

WIDTH, MARGIN, GAP = 360, 14, 10
"""Points: as wide as a small phone shows a picture, the white at its sides, and between two blocks."""
SCALE = 3
"""Pixels in a point, so that enlarging with two fingers shows clean letters."""
GREEN, BLUE, ORANGE, RED, GREY = "#1B6E2A", "#1565C0", "#B45309", "#B3261E", "#8A8A8A"
"""Each dark enough for white signs on it, and as a sign on white (contrast above 3.4 : 1)."""
_PITCH = ASCENT + DESCENT


class Pen:
    """Draws on a picture in points instead of pixels."""

    def __init__(self, image: Image.Image) -> None:
        self._draw = ImageDraw.Draw(image)

    def text(
        self, at: tuple[float, float], text: str, size: float, colour: str, *, bold: bool = False, anchor: str = "ls"
    ) -> None:
        """One line; `at` is where its baseline begins, ends or has its middle, by Pillow's anchor."""
        self._draw.text((at[0] * SCALE, at[1] * SCALE), text, font=font(size, bold=bold), fill=colour, anchor=anchor)

    def box(
        self, left: float, top: float, width: float, height: float, colour: str | None, *, edge: str | None = None
    ) -> None:
        """A filled or, with `edge`, outlined rectangle."""
        corners = (left * SCALE, top * SCALE, (left + width) * SCALE - 1, (top + height) * SCALE - 1)
        if corners[2] >= corners[0] and corners[3] >= corners[1]:
            self._draw.rectangle(corners, fill=colour, outline=edge, width=SCALE)

    def disc(self, middle: tuple[float, float], radius: float, colour: str | None, *, edge: str | None = None) -> None:
        """A filled or outlined circle."""
        where = (middle[0] * SCALE, middle[1] * SCALE)
        self._draw.circle(where, radius * SCALE, fill=colour, outline=edge, width=2 * SCALE)

    def line(self, points: Sequence[tuple[float, float]], thick: float, colour: str) -> None:
        """Straight strokes from point to point."""
        in_pixels = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(in_pixels, fill=colour, width=round(thick * SCALE), joint="curve")


def font(size: float, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The type of our pictures at a size in points."""
    return face(RobotoBold if bold else RobotoMedium, size * SCALE)


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """How many points a line takes."""
    return length(text, font(size, bold=bold)) / SCALE


@lru_cache(maxsize=2048)
def lines_of(
    text: str, size: float, width: float, *, bold: bool = False, most: int | None = None, even: bool = True
) -> tuple[str, ...]:
    """The text in lines of at most `width` points; what goes beyond `most` lines is cut with …"""
    type_of_lines = font(size, bold=bold)
    lines = wrapped(words(text), type_of_lines, width * SCALE, even=even)
    return lines if most is None else shortened(lines, type_of_lines, width * SCALE, most)


class Block(Protocol):
    """Something that fills a width and knows how high it becomes."""

    def height(self, width: float) -> float:
        """Points it takes in a column of this width."""

    def paint(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Draw it with its upper left corner there."""


@dataclass(frozen=True)
class Text:
    """Lines of words."""

    text: str
    size: float = 14
    colour: str = INK
    bold: bool = False
    most: int | None = None
    even: bool = True

    def lines(self, width: float) -> tuple[str, ...]:
        """As they are broken in this width."""
        return lines_of(self.text, self.size, width, bold=self.bold, most=self.most, even=self.even)

    def height(self, width: float) -> float:
        """Points it takes in a column of this width."""
        return len(self.lines(width)) * _PITCH * self.size

    def paint(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Draw it with its upper left corner there."""
        for number, line in enumerate(self.lines(width)):
            baseline = top + (number * _PITCH + ASCENT) * self.size
            pen.text((left, baseline), line, self.size, self.colour, bold=self.bold)


@dataclass(frozen=True)
class Stacked:
    """Blocks under each other."""

    blocks: tuple[Block, ...]
    gap: float = GAP

    def height(self, width: float) -> float:
        """Points it takes in a column of this width."""
        return sum(block.height(width) for block in self.blocks) + self.gap * max(0, len(self.blocks) - 1)

    def paint(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Draw it with its upper left corner there."""
        for block in self.blocks:
            block.paint(pen, left, top, width)
            top += block.height(width) + self.gap


@dataclass(frozen=True)
class Beside:
    """Blocks of equal width next to each other."""

    blocks: tuple[Block, ...]
    gap: float = 12

    def height(self, width: float) -> float:
        """Points it takes in a column of this width."""
        return max(block.height(self._part(width)) for block in self.blocks)

    def paint(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Draw it with its upper left corner there."""
        for number, block in enumerate(self.blocks):
            block.paint(pen, left + number * (self._part(width) + self.gap), top, self._part(width))

    def _part(self, width: float) -> float:
        return (width - self.gap * (len(self.blocks) - 1)) / len(self.blocks)


@dataclass(frozen=True)
class Rule:
    """A thin line across."""

    colour: str = PALE

    def height(self, width: float) -> float:
        """Points it takes in a column of this width."""
        return 1

    def paint(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Draw it with its upper left corner there."""
        pen.box(left, top, width, 1, self.colour)


@dataclass(frozen=True)
class Band:
    """A heading in white on a coloured band that reaches from edge to edge of the picture."""

    text: str
    small: str = ""
    colour: str = ACCENT

    def _words(self) -> Stacked:
        heading = Text(self.text, 18, PAPER, bold=True, most=3)
        return Stacked((heading, Text(self.small, 13, PAPER)) if self.small else (heading,), gap=2)

    def height(self, width: float) -> float:
        """Points it takes in a column of this width."""
        return self._words().height(width) + 10

    def paint(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Draw it with its upper left corner there."""
        pen.box(0, top - MARGIN, left + width + MARGIN, self.height(width) + MARGIN, self.colour)
        self._words().paint(pen, left, top - 2, width)


def png(blocks: Sequence[Block], width: float = WIDTH) -> bytes:
    """The blocks as a picture, white around them."""
    whole, inner = Stacked(tuple(blocks)), width - 2 * MARGIN
    size = (round(width * SCALE), ceil((whole.height(inner) + 2 * MARGIN) * SCALE))
    image = Image.new("RGB", size, PAPER)
    whole.paint(Pen(image), MARGIN, MARGIN, inner)
    out = BytesIO()
    # A palette makes the file a third as large and is written faster; flat colours do not suffer.
    image.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()
