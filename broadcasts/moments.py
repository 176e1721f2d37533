"""Times in rows: UTC, ISO 8601 to the microsecond, so that they sort as text."""

from datetime import UTC, datetime


def stored(moment: datetime) -> str:
    """An aware time as it stands in a row."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def read(text: str) -> datetime:
    """A time from a row."""
    return datetime.fromisoformat(text)


def read_if_any(text: str | None) -> datetime | None:
    """A time from a row that may have none."""
    return None if text is None else datetime.fromisoformat(text)
