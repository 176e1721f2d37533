"""The labelled questions, and the half of them on which figures are reported."""

import zlib
from dataclasses import replace

from knowledge import labelled
from knowledge.labelled import OnTopic, calls_for_help, fresh_redirects, redirects, texts, waste
from knowledge.loader import Library

__all__ = [
    "OnTopic",
    "calls_for_help",
    "dialogues",
    "fresh_redirects",
    "in_test_half",
    "on_topic",
    "redirects",
    "stories",
    "texts",
    "two_questions",
    "waste",
]


def on_topic(library: Library) -> list[OnTopic]:
    """Every on-topic question; an entry's twins answer it as well."""
    return [replace(question, entries=library.with_twins(question.entries)) for question in labelled.on_topic()]


def stories(library: Library) -> list[OnTopic]:
    """Every message that tells a story before it asks; an entry's twins answer it as well."""
    return [replace(story, entries=library.with_twins(story.entries)) for story in labelled.stories()]


def two_questions(library: Library) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Every message that asks two things, each with the entries that answer it, and their twins."""
    return [
        (text, library.with_twins(first), library.with_twins(second))
        for text, first, second in labelled.two_questions()
    ]


def dialogues(library: Library) -> list[list[tuple[str, tuple[str, ...]]]]:
    """Conversations: each turn with the entries that answer it, and their twins."""
    return [[(text, library.with_twins(entries)) for text, entries in turns] for turns in labelled.dialogues()]


def in_test_half(key: str) -> bool:
    """Whether an entry (or a negative question) belongs to the half on which figures are reported.

    The other half is for tuning. The split is by entry, so that no question of a tuned entry is reported.
    """
    return zlib.crc32(key.encode()) % 2 == 1
