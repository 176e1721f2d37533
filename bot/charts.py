"""Charts for a phone: bars with names, columns in time, shares of a whole. They are blocks, see bot/blocks.

Import this module inside the function that needs it: PIL comes along, and most runs never draw.
"""

from dataclasses import dataclass
from math import ceil

from bot.blocks import GREEN, ORANGE, Pen, lines_of, wide
from bot.lettering import ACCENT, INK, PALE, PAPER, QUIET

_SHARES = ((GREEN, PAPER), (PALE, INK), (ORANGE, PAPER), (INK, PAPER))
"""What the parts of a whole are filled with, and the letter on it: neighbours differ in lightness, too."""
_LETTERS = "ABCD"
_BETWEEN = 14
"""Points between bars beside each other."""


@dataclass(frozen=True)
class Bar:
    """One bar with its name and what stands behind it."""

    label: str
    value: float
    shown: str


@dataclass(frozen=True)
class Bars:
    """Horizontal bars under each other, their names before them; many may stand in several columns, on one scale."""

    rows: tuple[Bar, ...]
    beside: int = 1
    size: float = 13

    def _parts(self) -> list[tuple[Bar, ...]]:
        share = max(1, ceil(len(self.rows) / self.beside))
        return [self.rows[start : start + share] for start in range(0, len(self.rows), share)]

    def _part_width(self, width: float) -> float:
        return (width - _BETWEEN * (self.beside - 1)) / self.beside

    def _names(self, width: float) -> float:
        longest = max((wide(row.label, self.size) for row in self.rows), default=0)
        return min(longest, 0.45 * self._part_width(width))

    def _measured(self, rows: tuple[Bar, ...], names: float) -> list[tuple[Bar, tuple[str, ...], float]]:
        """Each bar with its name in lines and its height."""
        named = [(row, lines_of(row.label, self.size, names, most=2)) for row in rows]
        return [(row, lines, max(1, len(lines)) * 1.2 * self.size + 5) for row, lines in named]

    def height(self, width: float) -> float:
        """Points it takes in a column of this width."""
        names = self._names(width)
        return max((sum(high for *_, high in self._measured(part, names)) for part in self._parts()), default=0)

    def paint(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Draw it with its upper left corner there."""
        names, part_width = self._names(width), self._part_width(width)
        shown = max((wide(row.shown, self.size, bold=True) for row in self.rows), default=0)
        largest = max((row.value for row in self.rows), default=0)
        point = (part_width - names - shown - 11) / largest if largest > 0 else 0
        for number, part in enumerate(self._parts()):
            x, y = left + number * (part_width + _BETWEEN), top
            for row, lines, high in self._measured(part, names):
                self._paint_row(pen, row, lines, (x, y + high / 2), x + names + 6, point * row.value)
                y += high

    def _paint_row(
        self, pen: Pen, row: Bar, lines: tuple[str, ...], middle: tuple[float, float], start: float, long: float
    ) -> None:
        x, y = middle
        for number, line in enumerate(lines):
            baseline = y + (number - (len(lines) - 1) / 2) * 1.2 * self.size + 0.36 * self.size
            pen.text((x, baseline), line, self.size, INK)
        if row.value > 0:
            pen.box(start, y - 0.42 * self.size, max(1, long), 0.84 * self.size, ACCENT)
        pen.text((start + long + 5, y + 0.36 * self.size), row.shown, self.size, INK, bold=True)


@dataclass(frozen=True)
class Column:
    """One upright bar; `label` stands under it and `shown` above it, either may be empty."""

    value: float
    label: str = ""
    shown: str = ""


@dataclass(frozen=True)
class Columns:
    """Upright bars beside each other, for what goes on in time."""

    columns: tuple[Column, ...]
    tall: float = 90
    size: float = 12

    def height(self, width: float) -> float:
        """Points it takes in a column of this width."""
        return self.tall + 3.1 * self.size

    def paint(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Draw it with its upper left corner there."""
        step = width / len(self.columns) if self.columns else width
        thick = min(0.72 * step, 40)
        floor = top + 1.4 * self.size + self.tall
        largest = max((column.value for column in self.columns), default=0)
        for number, column in enumerate(self.columns):
            middle = left + (number + 0.5) * step
            high = self.tall * column.value / largest if largest > 0 else 0
            pen.box(middle - thick / 2, floor - high, thick, high, ACCENT)
            pen.text((middle, floor - high - 3), column.shown, self.size, INK, bold=True, anchor="ms")
            pen.text((middle, floor + 1.3 * self.size), column.label, self.size, QUIET, anchor="ms")
        pen.box(left, floor, width, 1, INK)


@dataclass(frozen=True)
class Shares:
    """One bar cut into at most four parts of a whole, and under it a line for each part, by its letter."""

    parts: tuple[Bar, ...]
    size: float = 13
    tall: float = 22

    def height(self, width: float) -> float:
        """Points it takes in a column of this width."""
        return self.tall + 6 + len(self.parts) * self._line

    @property
    def _line(self) -> float:
        return 1.5 * self.size

    def paint(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Draw it with its upper left corner there."""
        whole, start = sum(part.value for part in self.parts), left
        pen.box(left, top, width, self.tall, None, edge=INK)
        for number, part in enumerate(self.parts):
            fill, sign = _SHARES[number]
            long = width * part.value / whole if whole > 0 else 0
            pen.box(start, top, long, self.tall, fill, edge=PAPER)
            letter = _LETTERS[number]
            if long > 1.6 * self.size:
                pen.text(
                    (start + long / 2, top + self.tall / 2 + 0.36 * self.size),
                    letter,
                    self.size,
                    sign,
                    bold=True,
                    anchor="ms",
                )
            start += long
            row = top + self.tall + 6 + number * self._line
            pen.box(left, row + 0.12 * self.size, 1.3 * self.size, 1.3 * self.size, fill)
            pen.text((left + 0.65 * self.size, row + 1.13 * self.size), letter, self.size, sign, bold=True, anchor="ms")
            pen.text((left + 2 * self.size, row + 1.13 * self.size), part.label, self.size, INK)
            pen.text((left + width, row + 1.13 * self.size), part.shown, self.size, INK, bold=True, anchor="rs")


@dataclass(frozen=True)
class Numeral:
    """One large number and what it counts."""

    number: str
    caption: str


@dataclass(frozen=True)
class Numerals:
    """Large numbers beside each other, what they count under each."""

    numbers: tuple[Numeral, ...]
    size: float = 26

    def _lines(self, width: float) -> list[tuple[str, ...]]:
        step = width / len(self.numbers)
        return [lines_of(one.caption, 12, step - 8, most=3) for one in self.numbers]

    def height(self, width: float) -> float:
        """Points it takes in a column of this width."""
        return 1.15 * self.size + max(map(len, self._lines(width))) * 15

    def paint(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Draw it with its upper left corner there."""
        step = width / len(self.numbers)
        for number, (one, lines) in enumerate(zip(self.numbers, self._lines(width), strict=True)):
            x = left + number * step
            smaller = min(1, (step - 8) / wide(one.number, self.size, bold=True))
            pen.text((x, top + 0.9 * self.size), one.number, smaller * self.size, ACCENT, bold=True)
            for row, line in enumerate(lines):
                pen.text((x, top + 1.15 * self.size + 12 + 15 * row), line, 12, QUIET)


@dataclass(frozen=True)
class Meter:
    """How far something has come towards its whole, which is 1; what goes beyond is drawn full."""

    part: float
    tall: float = 16

    def height(self, width: float) -> float:
        """Points it takes in a column of this width."""
        return self.tall

    def paint(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Draw it with its upper left corner there."""
        pen.box(left, top, width * min(1, self.part), self.tall, GREEN)
        pen.box(left, top, width, self.tall, None, edge=INK)
