"""Raw keys, words run together and torn apart are read only where the vocabulary proves them."""

import random
import unicodedata

import pytest

from knowledge.lexicon import Lexicon
from knowledge.typed import Repair, telex, vni
from knowledge.vietnamese import fold, words
from tests.evaluation.noise import telex as as_telex
from tests.evaluation.noise import vni as as_vni

SYLLABLES = (
    "phân loại rác thải bảo hiểm y tế nghĩa vụ quân sự tổ dân phố được đường người nước giấy khuyến tuyển quyền thuế "
    "hoà thuỷ xoè nghiêng mười khoẻ tuần chuyện rượu hươu giữ gì quốc khuya loã"
).split()


@pytest.mark.parametrize("syllable", [one for one in SYLLABLES if fold(one) != one])
def test_raw_keys_lead_back_to_the_syllable(syllable: str) -> None:
    rng = random.Random(1)
    assert [words(str(telex(as_telex(syllable, rng)))), words(str(vni(as_vni(syllable, rng))))] == [words(syllable)] * 2


@pytest.mark.parametrize(
    ("keys", "meant"),
    [("phana", "phân"), ("dduwowcj", "được"), ("ddwowcj", "được"), ("duongwf", "dường"), ("tieeus", "tiếu")],
)
def test_telex_habits_are_known(keys: str, meant: str) -> None:
    assert telex(keys) == unicodedata.normalize("NFC", meant)


@pytest.mark.parametrize(
    ("keys", "meant"),
    [
        ("as", "á"),
        ("sas", "sá"),
        ("quas", "quá"),
        ("gias", "giá"),
        ("gif", "gì"),
        ("muas", "múa"),
        ("toans", "toán"),
        ("hoaf", "hoà"),
        ("khoer", "khoẻ"),
        ("thuyr", "thuỷ"),
        ("ngoais", "ngoái"),
        ("khuyur", "khuỷu"),
        ("tafs", None),
        ("toan", None),
    ],
)
def test_the_tone_stands_on_the_vowel_that_carries_it(keys: str, meant: str | None) -> None:
    assert telex(keys) == meant


@pytest.mark.parametrize(
    ("vocabulary", "typed", "read"),
    [
        ("má á", "mas as", "má á"),
        ("má á", "as", "as"),
        ("má mas", "mas", "mas"),
        ("ba o bao", "ba o", "ba o"),
        ("ba bánh", "ba nh", "banh"),
        ("nghiêng", "nghi êng", "nghiêng"),
        ("ba y", "yba", "yba"),
        ("ba y", "baba", "ba ba"),
        ("ba y te", "yteba", "y te ba"),
        ("ba baba", "baba", "baba"),
        ("ba", "ba" * 20, "ba " * 20),
        ("ba", "ba" * 21, "ba" * 21),
        ("ba facebook", "facebookba", "facebookba"),
        ("ba o", "babao", "babao"),
    ],
)
def test_what_is_proved_depends_on_the_vocabulary(vocabulary: str, typed: str, read: str) -> None:
    assert Repair(Lexicon(dict.fromkeys(vocabulary.split(), 1), 1), frozenset()).words(typed.split()) == read.split()


def test_a_run_is_the_fewest_words_and_the_commonest_of_as_few() -> None:
    common, rare = ("xin", "hoa", "la", "ba", "na"), ("xi", "nhoa", "lab", "ana")
    repair = Repair(Lexicon({**dict.fromkeys(common, 9), **dict.fromkeys(rare, 1)}, 10), frozenset())
    assert repair.words(["xinhoa", "labana"]) == ["xin", "hoa", "lab", "ana"]


def test_abbreviations_are_words_as_they_are() -> None:
    assert Repair(Lexicon({"má": 1}, 1), frozenset({"mas"})).words(["mas"]) == ["mas"]


@pytest.fixture
def repair() -> Repair:
    known = "phân loại rác tại nguồn bảo hiểm y tế bao nhiêu tiền á ư má là gì ở đâu chỉ tiêu"
    return Repair(Lexicon(dict.fromkeys(words(known), 1), 1), frozenset({"bhyt", "ubnd"}))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("phaan loaij rasc", "phân loại rác"),
        ("pha6n loai5 ra1c", "phân loại rác"),
        ("phanloairac", "phan loai rac"),
        ("bảohiểm y tế", "bảo hiểm y tế"),
        ("baohiemyte bao nhieu", "bao hiem y te bao nhieu"),
        ("ph ân loại", "phân loại"),
        ("bhyt bao nhieu", "bhyt bao nhieu"),
        ("loạirácbhyt", "loại rác bhyt"),
        ("same as w in english", "same as w in english"),
        ("as w", "as w"),
        ("wifi facebook", "wifi facebook"),
        ("chỉtiêu14", "chỉ tiêu 14"),
    ],
)
def test_only_what_is_proved_is_changed(repair: Repair, typed: str, read: str) -> None:
    assert repair.words(words(typed)) == words(read)
