"""A period's statistics as tables in an Excel file, for the ward's weekly report.

Import this module inside the function that needs it: openpyxl comes along, and most runs never write a file.
"""

from bot import statistics_texts as texts
from bot.figures import Figures, rounded, too_few
from broadcasts.workbook import Sheet, Value, as_xlsx


def statistics_workbook(figures: Figures) -> bytes:
    """The period as .xlsx: what was counted, the questions of each day and of each hour, subscribers by TDP, and what
    leaders reported for targets.
    """
    heading = texts.heading(figures)
    days = tuple((day, _told(asked)) for day, asked in figures.days())
    hours = tuple((texts.hour(at), _told(asked)) for at, asked in enumerate(figures.hours))
    tdps = tuple((name, _told(many)) for name, many in figures.subscribers_in)
    targets = tuple((one.number, one.title, one.unit, one.before, one.reached) for one in figures.targets)
    return as_xlsx(
        [
            Sheet(texts.COUNTED_SHEET, heading, texts.COUNTED_HEADINGS, _counted(figures)),
            Sheet(texts.PER_DAY, heading, (texts.DAY, texts.HOW_MANY), days),
            Sheet(texts.HOURS, heading, (texts.HOUR, texts.HOW_MANY), hours),
            Sheet(texts.TDPS_SHEET, heading, (texts.TDP, texts.SUBSCRIBERS), tdps),
            Sheet(texts.TARGETS_SHEET, heading, texts.TARGET_HEADINGS, targets),
        ]
    )


def _told(part: int) -> Value:
    """A rounded number Excel can add up, unless it is so small that it could point to somebody."""
    return texts.told(part) if too_few(part) else rounded(part)


def _counted(figures: Figures) -> tuple[tuple[Value, ...], ...]:
    count, leaders, waited = (
        figures.deliveries,
        figures.leaders,
        None if too_few(figures.replied) else figures.median_reply,
    )
    return (
        *((texts.OUTCOMES, name, _told(part)) for name, part in texts.outcomes(figures)),
        *((texts.TOPICS, title, _told(asked)) for title, asked in figures.topics),
        *((texts.HELPFUL_OR_NOT, name, _told(part)) for name, part in texts.judged(figures)),
        (texts.TO_OFFICERS, texts.HANDED_OVER, _told(figures.handed_over)),
        (texts.TO_OFFICERS, texts.MEDIAN_MINUTES, None if waited is None else round(waited.total_seconds() / 60)),
        *((texts.DELIVERIES, name, part) for name, part in texts.deliveries(count)),
        *((texts.LEADERS, name, part) for name, part in texts.leaders(leaders)),
        (texts.SUBSCRIBERS_OF, texts.SUBSCRIBERS, _told(figures.subscribers)),
        *((texts.SUBSCRIBERS_OF, title, _told(many)) for title, many in figures.subscribers_of),
        (texts.NOTE, texts.ROUNDED, None),
    )
