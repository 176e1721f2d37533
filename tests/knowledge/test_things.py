"""What asks where a thing goes; what is made of it is held by test_judge."""

from knowledge.bands import Bands
from knowledge.guards import Spoken
from knowledge.language import Language
from knowledge.loader import Library
from knowledge.things import Things

LANGUAGE = Language(
    disposal=("vứt", "bỏ", "đổ đâu"),
    not_disposal=("bỏ phiếu", "vứt đi như chơi"),
    putting=("bỏ",),
    into=("vào",),
    takes_waste=("thùng", "đâu"),
)
THINGS = Things(Library(language=LANGUAGE), Bands())


def _ask(*texts: str) -> list[bool]:
    return [THINGS.asks_where_it_goes(Spoken(text)) for text in texts]


def test_what_asks_where_it_goes_says_a_word_of_disposal() -> None:
    asked = _ask("pin cũ vứt chỗ nào", "vut pin", "nước đổ đâu", "nước đổ", "pin", "")
    assert asked == [True, True, True, False, False, False]


def test_a_word_of_disposal_in_a_phrase_that_throws_nothing_away_asks_nothing() -> None:
    assert _ask("bỏ phiếu ở đâu", "bo phieu", "bỏ pin", "bỏ phiếu rồi vứt giấy") == [False, False, True, True]
    assert _ask("bỏ phiếu và bỏ pin") == [False]


def test_what_puts_a_thing_into_something_else_than_a_bin_asks_nothing() -> None:
    assert _ask("bỏ trứng vào lò vi sóng", "bo trung vao lo", "bỏ vỏ trứng vào thùng nào", "trứng bỏ vào đâu") == [
        False,
        False,
        True,
        True,
    ]
    assert _ask("bỏ bóng vỡ vào hộp rồi vứt", "bỏ vào") == [True, True]
