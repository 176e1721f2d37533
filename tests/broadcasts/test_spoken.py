"""Numbers in words, held against the rules of a schoolbook read the other way round: from words to the number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts.spoken import cardinal, decimal, one_by_one, ordinal, roman, spelled

# What a listener understands; independent of how the words were made.
ONES = {word: value for value, word in enumerate("không một hai ba bốn năm sáu bảy tám chín".split())}
BEHIND_TENS = ONES | {"mốt": 1, "tư": 4, "lăm": 5}


def _understood(words: list[str]) -> int:
    """The number a listener writes down, largest unit first."""
    for unit, value in (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 1000), ("trăm", 100)):
        if unit in words:
            at = len(words) - 1 - words[::-1].index(unit) if unit == "tỷ" else words.index(unit)
            return _understood(words[:at]) * value + (_understood(words[at + 1 :]) if words[at + 1 :] else 0)
    if "mươi" in words:
        return ONES[words[0]] * 10 + (BEHIND_TENS[words[2]] if len(words) > 2 else 0)
    if words[0] == "mười":
        return 10 + (BEHIND_TENS[words[1]] if len(words) > 1 else 0)
    return ONES[words[1] if words[0] == "linh" else words[0]]


FORBIDDEN = ("mươi một", "mươi năm", "mươi bốn", "mười mốt", "mười năm", "mười tư", "linh lăm", "trăm một", "một mươi")


def _is_well_said(number: int) -> bool:
    said = cardinal(number)
    return _understood(said.split()) == number and not any(wrong in said for wrong in FORBIDDEN)


def test_every_number_of_four_digits_is_well_said() -> None:
    assert [number for number in range(10_000) if not _is_well_said(number)] == []


@given(st.integers(min_value=0, max_value=10**18 - 1))
def test_large_numbers_are_well_said(number: int) -> None:
    assert _is_well_said(number)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (95, "chín mươi lăm"),
        (104, "một trăm linh bốn"),
        (1001, "một nghìn không trăm linh một"),
        (2026, "hai nghìn không trăm hai mươi sáu"),
        (105_004, "một trăm linh năm nghìn không trăm linh bốn"),
        (1_000_015, "một triệu không trăm mười lăm"),
        (2_525_000_000_000, "hai nghìn năm trăm hai mươi lăm tỷ"),
        (10**18 + 1, "một tỷ tỷ không trăm linh một"),
        (-5, "âm năm"),
    ],
)
def test_numbers_people_stumble_over(number: int, words: str) -> None:
    assert cardinal(number) == words


def test_other_ways_to_say_a_number() -> None:
    assert [decimal("96", "5"), decimal("2", "05"), decimal("3", "25"), decimal("1", "125"), decimal("5", "0")] == [
        "chín mươi sáu phẩy năm",
        "hai phẩy không năm",
        "ba phẩy hai mươi lăm",
        "một phẩy một hai năm",
        "năm phẩy không",
    ]
    assert [ordinal(number) for number in (1, 2, 4, 7, 14)] == ["nhất", "hai", "tư", "bảy", "mười bốn"]
    assert one_by_one("0912.345") == "không chín một hai ba bốn năm"
    assert spelled("KĐ-7") == ["ca", "đê", "bảy"]


def test_roman_numbers_are_known_and_others_are_not() -> None:
    known = {"I": 1, "IV": 4, "IX": 9, "XIV": 14, "XVI": 16, "XXXIX": 39}
    assert {text: roman(text) for text in known} == known
    assert [roman(text) for text in ("", "IIII", "VX", "IC", "ABC", "IVI")] == [None] * 6
