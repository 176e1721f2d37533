"""One spelling for every way of typing a Vietnamese word."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.vietnamese import clean, fold, has_marks, tone, toneless, words


@given(st.text())
def test_any_text_is_read_without_an_exception_and_twice_is_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert words(" ".join(words(text))) == words(text)


@given(st.text(alphabet="aăâeêioôơuưyđbcghklmnpqrstvxàáảãạấầẩẫậắằẳẵặèéẻẽẹếềểễệ ", max_size=40))
def test_composed_and_decomposed_letters_are_the_same_words(text: str) -> None:
    assert words(unicodedata.normalize("NFC", text)) == words(unicodedata.normalize("NFD", text))


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"),
        ("xòe", "xoè"),
        ("thủy", "thuỷ"),
        ("quý", "quí"),
        ("lý", "lí"),
        ("KỸ", "kĩ"),
        ("phưòng", "phường"),
        ("đựoc", "được"),
        ("đuờng", "đường"),
        ("hưou", "hươu"),
        ("buởi", "bưởi"),
        ("Bầu cử!!!", "bầu  cử 😀"),
        ("ma\u200btúy", "matúy"),
    ],
)
def test_habits_of_spelling_make_no_difference(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize("word", ["thuở", "huơ", "quờ", "ưo", "uống", "buồng", "duong", "luật"])
def test_no_horn_is_added_where_a_word_may_be_right_without(word: str) -> None:
    assert words(word) == [word]


def test_words_keep_numbers_and_dates_whole() -> None:
    assert words("Đạt 96,5% (2.525 tỷ) trước 15/3/2026, lúc 7:30") == [
        "đạt", "96,5", "2.525", "tỉ", "trước", "15/3/2026", "lúc", "7:30",
    ]  # fmt: skip


def test_folding_drops_every_mark_and_the_bar_of_d() -> None:
    assert fold("Đường Nguyễn Bỉnh Khiêm") == "duong nguyen binh khiem"


def test_a_word_is_taken_apart_into_letters_and_tone() -> None:
    assert (toneless("tuyển"), tone("tuyển"), tone("tuyên")) == ("tuyên", "\u0309", "")
    assert [has_marks(word) for word in ("đi", "di", "ân")] == [True, False, True]
