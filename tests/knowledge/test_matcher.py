"""Which entries match, in which order, and how words are read on the way."""

import math
import random

import numpy as np
import pytest

from knowledge import matcher
from knowledge.entry import Entry
from knowledge.language import Language
from knowledge.loader import Library
from knowledge.matcher import Match, Matcher
from knowledge.meaning import WordVectors

ENTRIES = [
    Entry(
        id="khai-sinh",
        title="Khai sinh cho trẻ",
        topic="t",
        answer="Ở bộ phận một cửa.",
        ask=("làm giấy khai sinh ở đâu", "đăng ký khai sinh"),
    ),
    Entry(id="ket-hon", title="Đăng ký kết hôn", topic="t", answer="Ở bộ phận một cửa.", ask=("kết hôn cần giấy gì",)),
    Entry(id="pin-cu", title="Pin cũ", topic="t", answer="Thùng đỏ.", ask=("pin cũ vứt đâu", "bỏ pin ở đâu")),
]
LIBRARY = Library(entries={entry.id: entry for entry in ENTRIES})


def _asking(*entries: Entry) -> Matcher:
    return Matcher(Library(entries={entry.id: entry for entry in entries}))


def _matches(to: Matcher, text: str) -> list[Match]:
    return to.match(to.read(text))


def test_a_word_without_accents_is_read_by_the_accents_of_its_own_question() -> None:
    asked = Matcher(LIBRARY)
    beside_accents, alone = _matches(asked, "làm giấy khai sinh o đâu"), _matches(asked, "o dau")
    assert _matches(Matcher(LIBRARY), "o dau") == alone
    assert _matches(Matcher(LIBRARY), "làm giấy khai sinh o đâu") == beside_accents


def test_one_word_has_no_pairs_and_unknown_words_no_match() -> None:
    asked = Matcher(LIBRARY)
    only, *others = _matches(asked, "pin")
    assert (only.entry.id, only.coverage, only.pairs, others) == ("pin-cu", 1.0, 1.0, [])
    assert _matches(asked, "zzzz xxxx") == []


def test_of_equal_matches_the_first_written_come_first_and_no_more_than_the_most() -> None:
    alike = [Entry(id=f"e-{number}", title="Rác", topic="t", answer="…", ask=("đổ rác",)) for number in range(40)]
    found = _matches(_asking(*alike), "đổ rác")
    assert [match.entry for match in found] == alike[: matcher.BEST]


def test_the_best_matches_come_best_first_wherever_they_stand() -> None:
    # The more else an entry is asked with, the less it is asked with "a".
    others = [
        Entry(id=f"e-{more}", title="…", topic="t", answer="…", ask=("a", *(f"{more} {one}" for one in range(more))))
        for more in random.Random(2026).sample(range(60), 60)
    ]
    unlearned = WordVectors([], [], np.zeros((0, 2)))
    found = _matches(Matcher(Library(entries={entry.id: entry for entry in others}), unlearned), "a")
    assert [match.entry.id for match in found] == [f"e-{more}" for more in range(matcher.BEST)]


def test_a_word_counts_by_each_reading_it_may_have_and_by_the_surest_of_two() -> None:
    fish = Entry(id="fish", title="…", topic="t", answer="…", ask=("cá",))
    eggplant = Entry(id="eggplant", title="…", topic="t", answer="…", ask=("cà", "quả cà", "món cà", "bát cà"))
    asked = _asking(fish, eggplant)
    assert {match.entry.id: match.coverage for match in _matches(asked, "ca")} == {
        "eggplant": 1.0,
        "fish": pytest.approx(0.7),
    }
    # The second word might mean the fish, though hardly; the first does. It, and a pair that nobody says, are the rest
    # of the question: 2 · 1 / (2.5 + 1).
    assert _matches(asked, "cá ca")[0].entry == fish
    assert _matches(asked, "cá ca")[0].likeness == pytest.approx(2 / 3.5)


def test_a_synonym_is_its_first_member_however_that_is_typed() -> None:
    drug = Entry(id="drug", title="…", topic="t", answer="…", ask=("ma túy",))
    other = Entry(id="other", title="…", topic="t", answer="…", ask=("trộm cắp",))
    language = Language(synonyms=(("ma túy", "hàng trắng"),), abbreviations={"mt": "ma túy"})
    asked = Matcher(Library(entries={"drug": drug, "other": other}, language=language))
    whole = [(drug, 1.0, 1.0, 1.0)]
    for text in ("ma túy", "hàng trắng", "hang trang", "mt"):
        found = [(match.entry, match.likeness, match.coverage, match.pairs) for match in _matches(asked, text)]
        assert found == whole, text


def test_what_stands_beside_an_abbreviation_is_read_by_what_that_stands_for() -> None:
    salt = Entry(id="salt", title="…", topic="t", answer="…", ask=("mặn không", "mân nào", "mần gì", "mẫn ạ"))
    asked = Matcher(Library(entries={"salt": salt}, language=Language(abbreviations={"ko": "không"})))
    assert asked.read("man ko") == asked.read("man không")
    assert asked.read("man ko").tokens[0].word == "mặn"


def test_an_abbreviation_is_no_slip_of_a_word_that_often_stands_there() -> None:
    cakes = Entry(id="cakes", title="…", topic="t", answer="…", ask=("ba con gà", "ba con vịt", "bánh kem"))
    asked = Matcher(Library(entries={"cakes": cakes}, language=Language(abbreviations={"bk": "bánh kem"})))
    assert [token.word for token in asked.read("bk con").tokens] == ["bánh", "kem", "con"]
    assert [token.word for token in asked.read("bq con").tokens] == ["ba", "con"]


def test_a_word_beside_filler_makes_a_pair_with_it_where_a_phrasing_has_the_two() -> None:
    pair = Entry(id="pair", title="…", topic="t", answer="…", ask=("b x",))
    single = Entry(id="single", title="…", topic="t", answer="…", ask=("b", "x"))
    asked = Matcher(Library(entries={"pair": pair, "single": single}, language=Language(filler=("x y",))))
    assert [token.optional for token in asked.read("a b x y").tokens] == [False, False, True, True]
    likeness = {match.entry.id: match.likeness for match in _matches(asked, "a b x y")}
    rare, shared = math.log(3), math.log(2)  # "a" is unknown, the others are said by both
    asked_weight = rare + shared + rare / 2
    assert likeness["pair"] == pytest.approx(2 * 2.5 * shared / (asked_weight + 2.5 * shared))


TUI = Entry(
    id="tui", title="Túi zip cũ", topic="t", answer="…", ask=("túi zip cũ",), bin="tai-che", names=("túi zip rách",)
)


def test_a_thing_is_named_by_all_words_of_one_of_its_names_in_any_order_and_spelling() -> None:
    zip_bag = Entry(
        id="tui-zip",
        title="Túi zip sạch",
        topic="t",
        answer="Tái chế.",
        ask=("túi khóa kéo nhựa bỏ vào đâu", "túi zip sạch bỏ vào đâu"),
        bin="tai-che",
        names=("Túi zip sạch", "túi khóa kéo nhựa"),
    )
    asked = Matcher(Library(entries={zip_bag.id: zip_bag, **LIBRARY.entries}))
    texts = (
        "tui nhua khoa keo bo dau",
        "túi zip còn sạch vứt thế nào",
        "khóa kéo bỏ vào đâu",
        "túi zip vứt đâu",
        "Túi zip sạch",
    )
    assert [_matches(asked, text)[0].named for text in texts] == [True, True, False, False, True]
    assert _matches(asked, "làm giấy khai sinh ở đâu")[0].named


def test_a_question_that_says_nothing_but_the_thing_is_known_for_it() -> None:
    things = Library(entries={"tui": TUI}, language=Language(filler=("ạ",), states=("rách",), counters=("cái",)))
    found = [_matches(Matcher(things), text)[0] for text in ("cái túi zip rách ạ", "túi zip giá mấy", "túi zip")]
    assert [(match.named, match.only_named) for match in found] == [(True, True), (True, False), (False, True)]


def test_a_scattered_entry_is_meant_by_a_question_like_one_of_its_phrasings_alone() -> None:
    asks = (
        "mất giấy khai sinh thì sao",
        "giấy khai sinh viết sai thì sửa ở đâu",
        "ông đi đăng ký khai sinh thay được không",
    )
    apart = Entry(id="khac", title="Khai sinh: ca riêng", topic="t", kind="elsewhere", answer="Hỏi phường.", ask=asks)
    scattered = _asking(*ENTRIES, apart.model_copy(update={"scattered": True}))
    as_written, *_ = _matches(scattered, asks[0])
    assert (as_written.entry.id, as_written.elsewhere) == ("khac", 0.0)
    near = "đăng ký giấy khai sinh"
    assert "khac" in [match.entry.id for match in _matches(_asking(*ENTRIES, apart), near)]
    found = _matches(scattered, near)
    assert [match.entry.id for match in found] == ["khai-sinh", "ket-hon"]
    assert [(match.elsewhere, match.elsewhere_likeness) for match in found] == [(0.0, 0.0)] * 2
