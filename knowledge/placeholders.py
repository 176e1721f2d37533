"""What content writes once and a person reads by date and ward: `{{when …}}` and `{{ward …}}`."""

import re
from collections.abc import Iterator
from datetime import date

from knowledge import texts
from knowledge.loader import Library

_PLACEHOLDER = re.compile(r"\{\{\s*(?P<kind>[a-z]+)\s+(?P<argument>[^{}]*?)\s*\}\}")
_ANY_BRACES = re.compile(r"\{\{.*?\}\}|\{\{|\}\}", re.DOTALL)


def _days(argument: str) -> tuple[date, date | None]:
    start, _, end = argument.partition("..")
    return date.fromisoformat(start), date.fromisoformat(end) if end else None


def render(text: str, library: Library, today: date) -> str:
    """The text as it reads today; a value the ward has not filled in reads "phường sẽ thông báo"."""

    def replace(match: re.Match[str]) -> str:
        if match["kind"] == "ward":
            return library.ward_value(match["argument"]) or texts.WARD_WILL_SAY
        start, end = _days(match["argument"])
        return texts.when_day(start, today) if end is None else texts.when_span(start, end, today)

    return _PLACEHOLDER.sub(replace, text)


def without(text: str) -> str:
    """The text with its placeholders taken out."""
    return _PLACEHOLDER.sub(" ", text)


def ward_keys(text: str) -> list[str]:
    """The ward values a text asks for."""
    return [match["argument"] for match in _PLACEHOLDER.finditer(text) if match["kind"] == "ward"]


def waits_for_the_ward(text: str, library: Library) -> bool:
    """Whether a text says of something that the ward will tell it."""
    return any(not library.ward_value(key) for key in ward_keys(text))


def problems(text: str, library: Library) -> Iterator[str]:
    """What is wrong with the placeholders of a text, one sentence each."""
    for braces in _ANY_BRACES.finditer(text):
        match = _PLACEHOLDER.fullmatch(braces[0])
        if match is None or match["kind"] not in ("when", "ward"):
            yield texts.bad_placeholder(braces[0])
        elif match["kind"] == "ward":
            if match["argument"] not in library.ward:
                yield texts.dead_reference("ward", match["argument"])
        else:
            try:
                start, end = _days(match["argument"])
            except ValueError:
                yield texts.bad_placeholder(braces[0])
            else:
                if end is not None and end < start:
                    yield texts.SPAN_BACKWARDS
