"""Missed questions that ask for the same come together, whoever typed them and however."""

from knowledge.assistant import Assistant
from knowledge.likeness import Group, Miss, group_with, grouped

SAID = [
    "mua thẻ bảo hiểm cho mẹ già ở đâu",
    "giá vàng hôm nay bao nhiêu",
    "mua the bao hiem cho me gia o dau",
    "mua thẻ bảo hiểm cho mẹ già ở đâu",
    "cho tôi hỏi mua thẻ bảo hiểm cho mẹ già ở đâu ạ",
]


def _misses(*said: str) -> list[Miss]:
    return [Miss(number, words, "unknown") for number, words in enumerate(said, start=1)]


def test_the_largest_group_comes_first_and_the_commonest_wording_speaks_for_it(assistant: Assistant) -> None:
    first, second = grouped(_misses(*SAID), assistant.matcher.telling)
    assert [miss.id for miss in first.misses] == [1, 4, 3, 5]
    assert first.wordings == [
        "mua thẻ bảo hiểm cho mẹ già ở đâu",
        "cho tôi hỏi mua thẻ bảo hiểm cho mẹ già ở đâu ạ",
        "mua the bao hiem cho me gia o dau",
    ]
    assert second.wordings == ["giá vàng hôm nay bao nhiêu"]


def test_what_was_set_aside_takes_what_is_like_it_along(assistant: Assistant) -> None:
    misses = [*_misses(*SAID), Miss(9, "giá vàng hôm nay", "unknown", ignored=True)]
    assert [group.id for group in grouped(misses, assistant.matcher.telling)] == [1]


def test_a_group_is_found_again_by_any_of_its_misses(assistant: Assistant) -> None:
    groups = grouped(_misses(*SAID), assistant.matcher.telling)
    assert group_with(groups, 5) is groups[0]
    assert group_with(groups, 77) is None


def test_a_group_knows_which_answers_were_called_wrong() -> None:
    group = Group((Miss(1, "a", "wrong", "mot"), Miss(2, "a", "unknown")))
    assert group.wrong == {"mot"}


def test_emoji_alone_are_a_group_of_their_own(assistant: Assistant) -> None:
    assert [group.wordings for group in grouped(_misses("🙂", "🙂", "giá vàng"), assistant.matcher.telling)] == [
        ["🙂"],
        ["giá vàng"],
    ]
