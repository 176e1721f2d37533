"""One target's figures as a picture: the sum against its goal, how it grew, and a bar for each TDP.

Import this module inside the function that needs it: PIL comes along, and most runs never draw.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil

from bot import report_texts as texts
from bot.blocks import Band, Block, Text, png
from bot.charts import Bar, Bars, Column, Columns, Meter, Numeral, Numerals
from bot.lettering import QUIET

_ROWS_IN_ONE_COLUMN = 18
"""More bars than that stand in two columns, if their names are short."""
_LONG_NAME = 12
"""Characters; longer names leave no room for a bar in half the width."""
_MOST_LABELS = 6
"""Dates told under a row of columns; more would run into each other."""


def target_chart(
    title: str,
    unit: str,
    goal: float | None,
    figures: Mapping[str, int],
    progress: Sequence[tuple[date, int]] = (),
) -> bytes:
    """A PNG of the figures by TDP's name, the largest first, with their sum.

    `goal` is what the sum is to reach, counted in `unit`; `progress` is the sum as it stood on some days, in order.
    """
    total = sum(figures.values())
    blocks: list[Block] = [Band(title), Numerals(_numbers(total, unit, goal, len(figures)))]
    if goal:
        blocks.append(Meter(total / goal))
    if progress:
        blocks += [Text(texts.GROWTH, 13, QUIET, bold=True), _growth(progress)]
    ordered = sorted(figures.items(), key=lambda named: -named[1])
    if ordered:
        blocks += [Text(texts.BY_TDP, 13, QUIET, bold=True), _bars(ordered)]
    return png(blocks)


def _numbers(total: int, unit: str, goal: float | None, tdps: int) -> tuple[Numeral, ...]:
    reported = Numeral(str(tdps), texts.TDPS_REPORTED)
    sums = Numeral(texts.number(total), unit)
    return (sums, Numeral(texts.share(total, goal), texts.of_goal(goal)), reported) if goal else (sums, reported)


def _growth(progress: Sequence[tuple[date, int]]) -> Columns:
    """A column for each day; of many, only some tell their date and only the last its value."""
    every, last = ceil(len(progress) / _MOST_LABELS), len(progress) - 1
    return Columns(
        tuple(
            Column(
                value,
                texts.short_day(day) if (last - at) % every == 0 else "",
                texts.number(value) if at == last or every == 1 else "",
            )
            for at, (day, value) in enumerate(progress)
        )
    )


def _bars(ordered: Sequence[tuple[str, int]]) -> Bars:
    rows = tuple(Bar(name, value, texts.number(value)) for name, value in ordered)
    many = len(rows) > _ROWS_IN_ONE_COLUMN and all(len(row.label) <= _LONG_NAME for row in rows)
    return Bars(rows, beside=2 if many else 1)
