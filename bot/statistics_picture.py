"""A period's statistics on one picture for a phone.

Import this module inside the function that needs it: PIL comes along, and most runs never draw.
"""

from collections.abc import Sequence
from math import ceil

from bot import statistics_texts as texts
from bot.blocks import Band, Block, Stacked, Text, png
from bot.charts import Bar, Bars, Column, Columns, Numeral, Numerals, Shares
from bot.figures import Figures, rounded
from bot.lettering import QUIET
from bot.report_texts import number

_MOST_TOPICS = 6
_WEEK, _MOST_LABELS = 7, 6
_HOURS_TOLD = 3
"""Hours from one label under the columns to the next."""


def statistics_page(figures: Figures) -> bytes:
    """A PNG of the period; counts of questions and persons are told, and drawn, rounded: see `bot.figures.rounded`."""
    asked = figures.answered + figures.asked_back + figures.unknown
    blocks: list[Block] = [
        Band(texts.heading(figures)),
        Numerals(
            (
                Numeral(texts.told(asked), texts.QUESTIONS),
                Numeral(texts.told(figures.subscribers), texts.SUBSCRIBERS),
                Numeral(texts.told(figures.handed_over), texts.HANDED_OVER),
            )
        ),
    ]
    if asked:
        blocks += [
            _titled(texts.PER_DAY, _days(figures)),
            _titled(texts.OUTCOMES, _shares(texts.outcomes(figures))),
            _titled(texts.TOPICS, Bars(tuple(_bar(*topic) for topic in figures.topics[:_MOST_TOPICS]))),
            _titled(texts.HOURS, _hours(figures.hours)),
        ]
    else:
        blocks.append(Text(texts.NO_QUESTIONS))
    if figures.helpful or figures.not_helpful:
        blocks.append(_titled(texts.HELPFUL_OR_NOT, _shares(texts.judged(figures))))
    if figures.handed_over:
        blocks.append(Text(texts.median_reply(figures.replied, figures.median_reply), 13))
    if figures.deliveries.audience:
        blocks.append(_titled(texts.DELIVERIES, Shares(_counted(texts.deliveries(figures.deliveries)))))
    if figures.leaders.tdps:
        blocks.append(_titled(texts.LEADERS, Bars(_counted(texts.leaders(figures.leaders)))))
    blocks.append(Text(texts.ROUNDED, 11, QUIET))
    return png(blocks)


def _titled(title: str, block: Block) -> Block:
    return Stacked((Text(title, 13, QUIET, bold=True), block), gap=4)


def _bar(name: str, part: int) -> Bar:
    return Bar(name, rounded(part), texts.told(part))


def _counted(parts: Sequence[tuple[str, int]]) -> tuple[Bar, ...]:
    return tuple(Bar(name, part, number(part)) for name, part in parts)


def _days(figures: Figures) -> Columns:
    days = figures.days()
    in_a_week = len(days) <= _WEEK
    every = 1 if in_a_week else ceil(len(days) / _MOST_LABELS)
    return Columns(
        tuple(
            Column(
                rounded(asked),
                texts.column_day(day, in_a_week=in_a_week) if at % every == 0 else "",
                texts.told(asked) if in_a_week else "",
            )
            for at, (day, asked) in enumerate(days)
        ),
        tall=60,
    )


def _hours(hours: tuple[int, ...]) -> Columns:
    columns = (
        Column(rounded(asked), texts.hour(at) if at % _HOURS_TOLD == 0 else "") for at, asked in enumerate(hours)
    )
    return Columns(tuple(columns), tall=45)


def _shares(parts: Sequence[tuple[str, int]]) -> Shares:
    whole = sum(part for _, part in parts)
    return Shares(tuple(Bar(name, rounded(part), texts.with_share(part, whole)) for name, part in parts))
