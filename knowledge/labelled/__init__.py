"""The labelled questions: written by people who had not seen the content's phrasings, and never copied into content.

They measure the assistant, and hold every change of what it knows to what it answers rightly today. Nothing of them is
read while questions are answered.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class OnTopic:
    """A question with the entries that answer it."""

    text: str
    entries: tuple[str, ...]
    style: str


def _lines(name: str) -> Iterator[dict[str, Any]]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def on_topic() -> list[OnTopic]:
    """Every on-topic question."""
    return [
        OnTopic(line["q"], (line["entry"], *line.get("also", ())), line["style"])
        for path in sorted(FOLDER.glob("on_topic*.jsonl"))
        for line in _lines(path.name)
    ]


def stories() -> list[OnTopic]:
    """Messages that tell what happened before they ask; by people who had seen nothing of the content's phrasings."""
    return [
        OnTopic(line["q"], (line["entry"], *line.get("also", ())), "story")
        for path in sorted(FOLDER.glob("stories*.jsonl"))
        for line in _lines(path.name)
    ]


def two_questions() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Messages that ask two different things, with the entries that answer the one and the other."""
    return [
        (line["q"], tuple(line["first"]), tuple(line["second"]))
        for path in sorted(FOLDER.glob("two_questions*.jsonl"))
        for line in _lines(path.name)
    ]


def texts(name: str) -> list[str]:
    """The questions of a file whose label is the file itself: off_topic, look_alikes, small_talk."""
    return [line["q"] for path in sorted(FOLDER.glob(f"{name}*.jsonl")) for line in _lines(path.name)]


def redirects() -> list[tuple[str, str]]:
    """Messages with the redirect they call for ("none" where they only sound like one); triggers were written beside
    them.
    """
    return [(line["q"], line["expect"]) for line in _lines("redirects.jsonl")]


def fresh_redirects() -> list[tuple[str, str]]:
    """The same, in words of somebody who had not seen the triggers."""
    return [(line["q"], line["expect"]) for line in _lines("redirects_2.jsonl")]


def calls_for_help() -> list[tuple[str, frozenset[str]]]:
    """Messages with the emergency numbers that are right for them (none where they only sound like a call), by
    somebody who had seen nothing of the program; nothing was set or written in view of them.
    """
    return [(line["q"], frozenset(line["to"])) for line in _lines("redirects_3.jsonl")]


def waste() -> list[tuple[str, tuple[str, ...]]]:
    """Questions where a thing goes, with the entries of the things named; none for things the table does not have."""
    return [
        (line["q"], tuple(f"vat-{item}" for item in line["items"]))
        for path in sorted(FOLDER.glob("waste*.jsonl"))
        for line in _lines(path.name)
    ]


def dialogues() -> list[list[tuple[str, tuple[str, ...]]]]:
    """Conversations: each turn with the entries that answer it."""
    return [
        [(turn["q"], (turn["entry"], *turn.get("also", ()))) for turn in line["turns"]]
        for path in sorted(FOLDER.glob("dialogues*.jsonl"))
        for line in _lines(path.name)
    ]
