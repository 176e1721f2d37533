"""Events of a calendar, as plans know them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Event:
    """An event as `broadcasts.schedule.CalendarEvent` has it."""

    title: str
    start: date
