"""A table of names and signs for a phone: who has come how far. Signs differ in shape as well as in colour.

Import this module inside the function that needs it: PIL comes along, and most runs never draw.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.blocks import BLUE, GREEN, GREY, ORANGE, RED, Pen, lines_of, wide
from bot.lettering import INK, PAPER, QUIET

STRIPE = "#EEF3F7"
_HEADING = 0.75
"""The size of headings, as a part of the size of names."""


class Mark(Enum):
    """The signs."""

    YES = "yes"
    WAITING = "waiting"
    """An empty ring: nothing has come yet."""
    SEEN = "seen"
    """A ring with a dot: it was read, what was asked for is missing."""
    REFUSED = "refused"
    FAILED = "failed"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Row:
    """A name and one cell for each column."""

    name: str
    cells: tuple[Mark | str | None, ...]


@dataclass(frozen=True)
class Grid:
    """Rows under their headings; every other row is shaded so that the eye keeps to its line."""

    first: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    size: float
    column: float
    """Points for each column of cells."""

    def names(self, width: float) -> float:
        """Points that are left for the names."""
        return width - self.column * len(self.headings) - 4

    def fits(self, width: float, most_lines: int) -> bool:
        """Whether every name can be read whole: no word broken, and not on more lines than wanted."""
        names = self.names(width)
        return all(
            len(self._lines(row, names)) <= most_lines
            and all(wide(word, self.size) <= names for word in row.name.split())
            for row in self.rows
        )

    def _lines(self, row: Row, names: float) -> tuple[str, ...]:
        return lines_of(row.name, self.size, names)

    def _row_height(self, lines: Sequence[str]) -> float:
        return max(1, len(lines)) * 1.2 * self.size + 0.5 * self.size

    @property
    def _head(self) -> float:
        return 1.7 * self.size

    def height(self, width: float) -> float:
        """Points it takes in a column of this width."""
        names = self.names(width)
        return self._head + sum(self._row_height(self._lines(row, names)) for row in self.rows)

    def paint(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Draw it with its upper left corner there."""
        names, small = self.names(width), _HEADING * self.size
        middles = [left + width - self.column * (len(self.headings) - at - 0.5) for at in range(len(self.headings))]
        baseline = top + self._head - 0.5 * self.size
        pen.text((left + 2, baseline), self.first, small, QUIET, bold=True)
        for middle, heading in zip(middles, self.headings, strict=True):
            pen.text((middle, baseline), heading, small, QUIET, bold=True, anchor="ms")
        top += self._head
        pen.box(left, top - 1, width, 1, INK)
        for number, row in enumerate(self.rows):
            lines = self._lines(row, names)
            height = self._row_height(lines)
            if number % 2:
                pen.box(left, top, width, height, STRIPE)
            for at, line in enumerate(lines):
                middle = top + height / 2 + (at - (len(lines) - 1) / 2) * 1.2 * self.size
                pen.text((left + 2, middle + 0.36 * self.size), line, self.size, INK)
            for x, cell in zip(middles, row.cells, strict=True):
                if cell is not None:
                    cell_sign(pen, cell, (x, top + height / 2), self.size)
            top += height


@dataclass(frozen=True)
class Legend:
    """What the signs mean, each in a line."""

    lines: tuple[tuple[Mark, str], ...]
    size: float = 13

    def height(self, width: float) -> float:
        """Points it takes in a column of this width."""
        return len(self.lines) * 1.6 * self.size

    def paint(self, pen: Pen, left: float, top: float, width: float) -> None:
        """Draw it with its upper left corner there."""
        for number, (mark, meaning) in enumerate(self.lines):
            middle = top + (number + 0.5) * 1.6 * self.size
            cell_sign(pen, mark, (left + 0.7 * self.size, middle), self.size)
            pen.text((left + 2 * self.size, middle + 0.36 * self.size), meaning, self.size, INK)


def cell_sign(pen: Pen, cell: Mark | str, middle: tuple[float, float], size: float) -> None:
    """One sign, as high as type of this size; a text stands as it is."""
    x, y = middle
    radius = 0.62 * size
    part = radius / 2
    if isinstance(cell, str):
        pen.text((x, y + 0.36 * size), cell, size, INK, bold=True, anchor="ms")
    elif cell is Mark.YES:
        pen.disc(middle, radius, GREEN)
        pen.line(((x - part, y), (x - 0.2 * part, y + 0.8 * part), (x + part, y - 0.7 * part)), 0.16 * size, PAPER)
    elif cell is Mark.REFUSED:
        pen.disc(middle, radius, ORANGE)
        for sign in (1, -1):
            pen.line(
                ((x - 0.8 * part, y - sign * 0.8 * part), (x + 0.8 * part, y + sign * 0.8 * part)), 0.16 * size, PAPER
            )
    elif cell is Mark.FAILED:
        pen.box(x - radius, y - radius, 2 * radius, 2 * radius, RED)
        pen.text((x, y + 0.36 * size), "!", size, PAPER, bold=True, anchor="ms")
    elif cell is Mark.NOBODY:
        pen.box(x - radius, y - 0.08 * size, 2 * radius, 0.16 * size, GREY)
    else:
        pen.disc(middle, radius, None, edge=GREY if cell is Mark.WAITING else BLUE)
        if cell is Mark.SEEN:
            pen.disc(middle, 0.45 * radius, BLUE)
