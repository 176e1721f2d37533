"""Which things a text names, judged by the words of their names."""

from knowledge.entry import Entry
from knowledge.loader import Language
from knowledge.names import Names
from knowledge.wording import Wording

LANGUAGE = Language(filler=("đựng",), counters=("cái",), states=("cũ", "hỏng", "đã hết", "hết"))


def _thing(name: str, *names: str) -> Entry:
    return Entry(id=name, title=name, topic="t", answer="…", ask=(name,), bin="tai-che", names=names)


GUITAR = _thing("dan", "đàn ghi ta", "đàn to", "phím đàn")
WIRE = _thing("day", "dây điện cũ", "dây đồng")
PERFUME = _thing("lo", "lọ nước hoa đã hết", "vỏ hết", "cái ấm tích")
BOX = _thing("hop", "hộp đựng bánh hỏng cũ")
NAMES = Names([GUITAR, WIRE, PERFUME, BOX, _thing("so", "cũ", "sổ")], Wording(LANGUAGE), LANGUAGE)


def _named(entry: Entry, *texts: str) -> list[bool]:
    return [NAMES.stands_in(entry, text.split()) for text in texts]


def test_all_words_of_a_name_stand_in_the_text_in_any_order() -> None:
    assert _named(GUITAR, "ghi ta dan bo dau", "dan to", "dan ghi", "") == [True, True, False, False]


def test_what_became_of_the_thing_need_not_be_said_as_long_as_two_words_are() -> None:
    assert _named(PERFUME, "lo nuoc hoa bo", "lo nuoc hoa het", "vo bo", "vo het") == [True, True, False, True]
    assert _named(BOX, "hop banh bo", "hop bo", "hop hong cu") == [True, False, False]


def test_by_itself_what_is_left_of_a_name_is_a_subject_and_no_thing() -> None:
    assert _named(PERFUME, "lo nuoc hoa", "cai lo nuoc hoa", "lo nuoc hoa da het") == [False, True, True]


def test_filler_in_a_name_need_not_be_said() -> None:
    assert _named(BOX, "hop banh bo dau") == [True]


def test_the_first_word_of_a_name_before_another_name_makes_another_thing_of_it() -> None:
    assert _named(GUITAR, "day dan ghi ta", "vut dan ghi ta", "phim dan ghi ta") == [False, True, True]
    # Counting a thing does not, and a name of one word is nothing to stand before another.
    assert _named(GUITAR, "cai dan ghi ta", "so dan ghi ta") == [True, True]


def test_what_has_no_names_and_what_is_not_known_is_not_wanting() -> None:
    assert _named(_thing("khac"), "gi cung duoc") == [True]
    assert NAMES.stands_in(_thing("la", "tên lạ"), ["gi"])


def test_a_text_says_nothing_but_the_thing_if_it_says_its_names_its_state_and_how_many() -> None:
    texts = ("cai lo nuoc hoa hong", "am tich", "lo nuoc hoa gia", "")
    assert [NAMES.are_all_of(PERFUME, text.split()) for text in texts] == [True, True, False, True]
    assert [NAMES.are_all_of(_thing("la", "tên lạ"), [word]) for word in ("hong", "la")] == [True, False]
