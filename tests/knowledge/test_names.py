"""Which things a text names, judged by the words of their names."""

from knowledge.entry import Entry
from knowledge.language import Language
from knowledge.names import Names, Said
from knowledge.wording import Wording

LANGUAGE = Language(filler=("là",), counters=("cái",), states=("cũ", "hỏng", "hết", "đã hết"), holding=("trong", "của"))


def _thing(name: str, *names: str) -> Entry:
    return Entry(id=name, title=name, topic="t", answer="…", ask=(name,), bin="tai-che", names=names)


GUITAR = _thing("dan", "đàn ghi ta", "đàn to", "phím của đàn")
WIRE = _thing("day", "dây điện cũ", "dây đồng")
PERFUME = _thing("lo", "lọ nước hoa đã hết", "vỏ hết", "cái ấm tích")
BOX = _thing("hop", "hộp bánh hỏng cũ")
_POT = _thing("am", "cái ấm", "nồi nồi")
THINGS = (GUITAR, WIRE, PERFUME, BOX, _POT, _thing("so", "cũ", "sổ"))


def _said(text: str) -> Said:
    """Words; what one of them may mean stands between bars, and filler in brackets."""
    meant = [frozenset(word.strip("()").split("|")) for word in text.split()]
    return Said(meant, [words for words, word in zip(meant, text.split(), strict=True) if not word.startswith("(")])


def _named(entry: Entry, *texts: str) -> list[bool]:
    names = Names(THINGS, Wording(LANGUAGE), LANGUAGE)
    return [names.stands_in(entry, _said(text)) for text in texts]


def test_all_words_of_a_name_stand_in_the_text_in_any_order() -> None:
    assert _named(GUITAR, "ghi ta đàn bỏ đâu", "đàn to", "đàn ghi", "") == [True, True, False, False]


def test_two_words_name_a_thing_in_their_order_only_and_three_in_any() -> None:
    iron = _thing("ban-la", "cái bàn là", "bàn ủi hơi nước")
    names = Names([iron], Wording(LANGUAGE), LANGUAGE)
    said = [names.stands_in(iron, _said(text)) for text in ("bàn là vứt đâu", "la|là bàn vứt đâu", "nước hơi ủi bàn")]
    assert said == [True, False, True]
    assert _named(_POT, "nồi bỏ") == [True]  # twice the same word


def test_a_word_counts_by_everything_it_may_mean_and_nothing_else() -> None:
    assert _named(WIRE, "dây đồng|đông", "dây đông|dòng", "dây đông") == [True, False, False]


def test_what_became_of_the_thing_need_not_be_said_as_long_as_two_words_are() -> None:
    assert _named(PERFUME, "lọ nước hoa bỏ", "lọ nước hoa hết", "vỏ bỏ", "vỏ hết") == [True, True, False, True]
    assert _named(BOX, "hộp bánh bỏ", "hộp bỏ", "hộp hỏng cũ") == [True, False, False]
    # What counts a thing goes as well, but not from a name of two words.
    assert _named(PERFUME, "ấm tích bỏ", "ấm bỏ") == [True, False]
    assert _named(_POT, "ấm bỏ", "cái ấm bỏ") == [False, True]


def test_by_itself_what_is_left_of_a_name_is_a_subject_and_no_thing() -> None:
    assert _named(PERFUME, "lọ nước hoa", "cái lọ nước hoa", "lọ nước hoa đã hết") == [False, True, True]


def test_filler_in_a_name_must_be_said_and_beside_it_says_nothing_more() -> None:
    iron = _thing("ban-la", "bàn là cũ")
    names = Names([iron], Wording(LANGUAGE), LANGUAGE)
    said = [names.stands_in(iron, _said(text)) for text in ("bàn (là) vứt", "bàn vứt", "bàn (là) (ạ)", "bàn (là) cũ")]
    assert said == [True, False, False, True]
    assert names.are_all_of(iron, _said("bàn (là) (ạ)"))


def test_the_first_word_of_a_name_before_another_name_makes_another_thing_of_it() -> None:
    assert _named(GUITAR, "dây đàn ghi ta", "vứt đàn ghi ta", "dây|dạy đàn ghi ta") == [False, True, False]
    # Counting a thing does not, and a name of one word is nothing to stand before another.
    assert _named(GUITAR, "cái đàn ghi ta", "sổ đàn ghi ta") == [True, True]


def test_what_a_thing_is_in_or_of_is_another_thing_unless_its_own_name_says_so() -> None:
    assert _named(GUITAR, "sách trong đàn ghi ta", "phím của đàn to", "sách của đàn to") == [False, True, True]
    assert _named(WIRE, "lõi của dây đồng") == [False]


def test_what_has_no_names_and_what_is_not_known_is_not_wanting() -> None:
    assert _named(_thing("khac"), "gì cũng được") == [True]
    assert _named(_thing("la", "tên lạ"), "gì") == [True]


def test_a_text_says_nothing_but_the_thing_if_it_says_its_names_its_state_and_how_many() -> None:
    texts = ("cái lọ nước hoa hỏng", "ấm|ẩm tích", "lọ nước hoa giả", "")
    names = Names(THINGS, Wording(LANGUAGE), LANGUAGE)
    assert [names.are_all_of(PERFUME, _said(text)) for text in texts] == [True, True, False, True]
    assert [names.are_all_of(_thing("la", "tên lạ"), _said(word)) for word in ("hỏng", "lạ")] == [True, False]
