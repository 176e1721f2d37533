"""What is made of a message: one question, two of them, or a story with its question."""

from datetime import UTC, datetime

import pytest

from knowledge import texts
from knowledge.bands import Bands
from knowledge.entry import Entry
from knowledge.guards import Spoken
from knowledge.judge import Judge
from knowledge.language import Language
from knowledge.loader import Library
from knowledge.messages import Messages
from knowledge.reply import Reply, asking_back, numbered, options
from knowledge.things import Things

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LIBRARY = Library(
    entries={
        name: Entry.model_validate({"id": name, "title": name, "topic": "t", "answer": name, "ask": (name,), **more})
        for name, more in {"phieu": {}, "the": {"twins": ("so",)}, "so": {}, "quy": {}}.items()
    },
    language=Language(asking=("ai", "đâu"), joining=("và",), beginning=("với lại",)),
)
BEFORE, AFTER = "phiếu bầu năm nay do ai phát", "thẻ cử tri năm nay lấy ở đâu hả bác"
JOINED = f"{BEFORE} và {AFTER}"
TOLD_APART = f"{BEFORE} với lại {AFTER}"
STORY = "Bác tôi bị lạc mất thẻ cử tri. Giờ hỏi ai?"


class ScriptedJudge(Judge):
    """Replies as it is told to; keeps what it was asked."""

    def __init__(self, replies: dict[str, Reply]) -> None:
        """`replies`: by text; whatever else is asked is not known."""
        self.library, self.bands = LIBRARY, Bands()
        self.things = Things(LIBRARY, self.bands)
        self._replies = replies
        self.asked: list[tuple[str, str]] = []

    def matched(self, text: str, spoken: Spoken, now: datetime, asked: Spoken | None = None) -> Reply:
        """The reply for this text."""
        self.asked.append((text, (asked or spoken).text))
        return self._replies.get(text, Reply("unknown", "?"))


def _answer(entry: str, coverage: float = 1.0) -> Reply:
    return Reply("answer", entry, entry=entry, coverage=coverage)


def _choice(*entries: str) -> Reply:
    return asking_back([LIBRARY.entries[entry] for entry in entries], 0.1)


def _which_first(*entries: str) -> Reply:
    choices = options([LIBRARY.entries[entry] for entry in entries])
    return Reply("clarify", texts.SEVERAL, numbered(choices), options=choices, several=True)


def _reply(text: str, replies: dict[str, Reply]) -> tuple[Reply, list[str]]:
    judge = ScriptedJudge(replies)
    return Messages(judge).by_itself(text, Spoken(text), NOW), [asked for asked, _ in judge.asked]


def test_an_answer_that_says_nearly_all_of_a_message_is_all_of_it() -> None:
    assert _reply(JOINED, {JOINED: _answer("phieu", 0.9)}) == (_answer("phieu", 0.9), [JOINED])


@pytest.mark.parametrize(
    ("text", "coverage", "whole", "halves", "first"),
    [
        (JOINED, 0.89, "phieu", {AFTER: "the"}, ("phieu", "the")),
        (JOINED, 0.89, "the", {BEFORE: "phieu"}, ("phieu", "the")),
        (JOINED, 0.89, "phieu", {BEFORE: "phieu", AFTER: "the"}, ("phieu", "the")),
        (TOLD_APART, 1.0, "the", {BEFORE: "phieu"}, ("phieu", "the")),
    ],
)
def test_a_half_with_another_answer_is_another_question(
    text: str, coverage: float, whole: str, halves: dict[str, str], first: tuple[str, ...]
) -> None:
    replies = {text: _answer(whole, coverage), **{half: _answer(entry) for half, entry in halves.items()}}
    if BEFORE not in halves:
        replies[BEFORE] = _answer(whole)
    assert _reply(text, replies)[0] == _which_first(*first)


@pytest.mark.parametrize(
    ("whole", "halves", "asked"),
    [
        ("phieu", {BEFORE: _choice("the", "quy"), AFTER: _answer("the")}, [JOINED, BEFORE]),
        ("phieu", {BEFORE: _answer("phieu"), AFTER: _answer("phieu")}, [JOINED, BEFORE, AFTER]),
        ("so", {BEFORE: _answer("the"), AFTER: _choice("so")}, [JOINED, BEFORE, AFTER]),
    ],
)
def test_halves_without_an_answer_of_their_own_are_one_question(
    whole: str, halves: dict[str, Reply], asked: list[str]
) -> None:
    assert _reply(JOINED, {JOINED: _answer(whole, 0.5), **halves}) == (_answer(whole, 0.5), asked)


def test_of_two_questions_nobody_can_answer_as_one_it_is_asked_which_comes_first() -> None:
    both = {BEFORE: _answer("phieu"), AFTER: _choice("the", "quy")}
    assert _reply(JOINED, both)[0] == _which_first("phieu", "the", "quy")
    assert _reply(JOINED, {JOINED: _choice("quy"), **both})[0] == _which_first("phieu", "the", "quy")
    assert _reply(JOINED, {**both, BEFORE: _choice("phieu")})[0] == Reply("unknown", "?")
    assert _reply(JOINED, {AFTER: _answer("the")}) == (Reply("unknown", "?"), [JOINED, BEFORE])


def test_a_story_that_leaves_open_what_is_meant_is_asked_again_without_it() -> None:
    alone = "giờ hỏi ai"
    meant, asked = _reply(STORY, {STORY: _choice("the", "quy"), alone: _answer("the")})
    assert (meant, asked) == (_answer("the"), [STORY, alone])
    for other in (_answer("quy"), _choice("the")):
        assert _reply(STORY, {STORY: _choice("the", "quy"), alone: other})[0] == _choice("the", "quy")


def test_the_judge_is_told_what_is_only_told() -> None:
    judge = ScriptedJudge({STORY: _answer("the")})
    Messages(judge).by_itself(STORY, Spoken(STORY), NOW)
    assert judge.asked == [(STORY, "giờ hỏi ai")]
