"""A meeting as a calendar file, so that the phone reminds as well."""

from datetime import UTC, datetime, timedelta

from bot.notice_texts import first_words, plain
from broadcasts.receipt_store import Task

LASTS = timedelta(hours=2)
"""How long a meeting is put down for; the notice tells only when it begins."""
REMINDER = timedelta(hours=1)


def calendar_file(task: Task, now: datetime) -> bytes:
    """The meeting of a notice that asks who comes, as iCalendar (RFC 5545). A notice sent again under the same code
    replaces it.
    """
    from icalendar import Alarm, Calendar, Event  # imported where it is needed: a fifth of a second at start

    begins = task.ask.meets_at
    if begins is None:
        raise ValueError("the notice calls no meeting")
    event = Event()
    event.add("uid", f"{task.notice.code}@tro-ly-phuong")
    event.add("sequence", task.notice.version)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", begins.astimezone(UTC))
    event.add("dtend", (begins + LASTS).astimezone(UTC))
    event.add("summary", first_words(task.text))
    event.add("description", plain(task.text))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", first_words(task.text))
    alarm.add("trigger", -REMINDER)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//tro-ly-phuong//VN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
