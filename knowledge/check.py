"""The content check: what the models cannot see in one block alone. Errors name file and line."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from knowledge import placeholders, texts
from knowledge.entry import Entry, Source, WardValue
from knowledge.loader import Library
from knowledge.reply import MESSAGE_LIMIT, answer_text
from knowledge.vietnamese import fold, words

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_LIST_MARKER = re.compile(r"^\s*\d{1,2}[.)]\s", re.MULTILINE)
LEAST_PHRASINGS = 3
SOON = timedelta(days=30)
"""How long before its end a validity is told to those who can renew it."""


def figures(text: str) -> set[str]:
    """The numbers a text says, without placeholders, list markers and leading zeros ("08/12/2025" is "8/12/2025")."""
    bare = _LIST_MARKER.sub("", placeholders.without(text))
    return {re.sub(r"(?<![\d.,])0+(?=\d)", "", number) for number in _NUMBER.findall(bare)}


def _carried(entry: Entry, library: Library) -> set[str]:
    carried: set[str] = set()
    for source in entry.source:
        document = library.documents.get(source.doc)
        for text in (source.figures, source.at, document.title if document else ""):
            for figure in figures(text):
                # A date carries its parts: "15/3/2026" stands behind "15/3" and "2026".
                parts = re.split(r"[/:]", figure)
                carried |= {figure, *parts, "/".join(parts[:2]), "/".join(parts[1:])}
    return carried


def unsourced(entry: Entry, library: Library) -> list[str]:
    """The figures the entry says that none of its sources carries."""
    return sorted(figures("\n".join((entry.title, *entry.texts))) - _carried(entry, library))


def _entry_problems(entry: Entry, library: Library, today: date) -> Iterator[str]:
    if entry.topic not in library.topics:
        yield texts.dead_reference("topic", entry.topic)
    for related in entry.related:
        if related not in library.entries:
            yield texts.dead_reference("related", related)
    for twin in entry.twins:
        if twin not in library.entries:
            yield texts.dead_reference("twins", twin)
    if entry.bin is not None and entry.bin not in library.bins:
        yield texts.dead_reference("bin", entry.bin)
    for source in entry.source:
        if source.doc not in library.documents:
            yield texts.dead_reference("doc", source.doc)
    if entry.kind == "answer" and not entry.source:
        yield texts.NO_SOURCE
    if len(entry.ask) < LEAST_PHRASINGS:
        yield texts.TOO_FEW_PHRASINGS
    if entry.valid_until and not entry.after:
        yield texts.NO_AFTER
    if entry.valid_from and entry.valid_from > today and not entry.before:
        yield texts.NO_BEFORE
    for text in entry.texts:
        yield from placeholders.problems(text, library)
    if entry.kind == "answer":
        for figure in unsourced(entry, library):
            yield texts.figure_without_source(figure)


def _clashes(library: Library) -> Iterator[str]:
    titles: dict[str, str] = {}
    phrasings: dict[str, str] = {}
    for entry in library.entries.values():
        title = fold(entry.title)
        if title in titles:
            yield texts.at_block(entry.where, entry.id, texts.title_shared(entry.title, titles[title]))
        titles[title] = entry.id
        for phrasing in entry.ask:
            key = " ".join(words(phrasing))
            if not key:
                yield texts.at_block(entry.where, entry.id, texts.phrasing_empty(phrasing))
            elif phrasings.setdefault(key, entry.id) != entry.id:
                yield texts.at_block(entry.where, entry.id, texts.phrasing_shared(phrasing, phrasings[key]))


def problems(library: Library, today: date) -> list[str]:
    """Every problem of the content, one sentence each; an empty list means it can be served."""
    found: list[str] = []
    for entry in library.entries.values():
        own = list(_entry_problems(entry, library, today))
        if not own and (length := len(answer_text(entry, library, today))) > MESSAGE_LIMIT:
            own.append(texts.too_long_for_a_message(length, MESSAGE_LIMIT))
        found.extend(texts.at_block(entry.where, entry.id, problem) for problem in own)
    for event in library.events.values():
        if event.entry and event.entry not in library.entries:
            found.append(texts.at_block(event.where, event.id, texts.dead_reference("entry", event.entry)))
        if event.end and event.end < event.start:
            found.append(texts.at_block(event.where, event.id, texts.SPAN_BACKWARDS))
    for group in library.bins.values():
        if group.entry not in library.entries:
            found.append(texts.at_block(group.where, group.id, texts.dead_reference("entry", group.entry)))
    found.extend(_clashes(library))
    return found


def waiting_for(library: Library, key: str) -> list[str]:
    """The entries that say a ward value."""
    return [
        entry.id
        for entry in library.entries.values()
        if any(key in placeholders.ward_keys(text) for text in entry.texts)
    ]


def unfilled(library: Library) -> list[WardValue]:
    """What the ward has not filled in."""
    return [value for value in library.ward.values() if not value.value]


def uncompared(library: Library) -> list[tuple[Entry, Source]]:
    """What entries stand on though nobody has compared them with it yet: work for who knows the law."""
    return [(entry, source) for entry in library.entries.values() for source in entry.source if not source.checked]


def expired(library: Library, today: date) -> list[Entry]:
    """Entries that speak with their `after` text today, the latest first."""
    found = [entry for entry in library.entries.values() if entry.valid_until and entry.valid_until < today]
    return sorted(found, key=lambda entry: entry.valid_until or today, reverse=True)


def expiring(library: Library, today: date, within: timedelta = SOON) -> list[Entry]:
    """Entries whose answer holds today and ends soon, the first to end first."""
    found = [
        entry
        for entry in library.entries.values()
        if entry.valid_until and today <= entry.valid_until <= today + within
    ]
    return sorted(found, key=lambda entry: entry.valid_until or today)
