"""What is kept of one question never changes the reply to another."""

from knowledge import matcher
from knowledge.entry import Entry
from knowledge.loader import Library
from knowledge.matcher import Match, Matcher

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
    alike = [
        Entry(id=f"e-{number}", title="Rác", topic="t", answer="…", ask=("đổ rác",))
        for number in range(matcher.BEST + 3)
    ]
    found = _matches(Matcher(Library(entries={entry.id: entry for entry in alike})), "đổ rác")
    assert [match.entry for match in found] == alike[: matcher.BEST]


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
    texts = ("tui nhua khoa keo bo dau", "túi zip còn sạch vứt thế nào", "khóa kéo bỏ vào đâu", "túi zip vứt đâu")
    assert [_matches(asked, text)[0].named for text in texts] == [True, True, False, False]
    assert _matches(asked, "làm giấy khai sinh ở đâu")[0].named
