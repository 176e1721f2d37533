"""Abbreviations, synonyms and filler."""

from knowledge.loader import Language
from knowledge.vietnamese import words
from knowledge.wording import Token, Wording

WORDING = Wording(
    Language(
        abbreviations={"bhyt": "bảo hiểm y tế", "k": "không"},
        synonyms=(("bao nhiêu", "mấy"), ("tiền", "phí"), ("ở đâu", "chỗ nào")),
        filler=("ạ", "cho tôi hỏi", "thế"),
    )
)


def _said(text: str) -> list[str]:
    return [token.word for token in WORDING.tokens(words(text)) if not token.optional]


def test_abbreviations_are_written_out() -> None:
    assert _said("BHYT k?") == words("bảo hiểm y tế không")


def test_synonyms_become_their_first_member() -> None:
    assert _said("mấy phí, chỗ nào") == words("bao nhiêu tiền ở đâu")


def test_filler_is_optional() -> None:
    assert WORDING.tokens(words("cho tôi hỏi giá ạ")) == [
        Token("cho", optional=True), Token("tôi", optional=True), Token("hỏi", optional=True),
        Token("giá"), Token("ạ", optional=True),
    ]  # fmt: skip


def test_phrases_are_recognised_without_accents_but_a_single_word_is_not_replaced() -> None:
    assert _said("cho nao") == words("ở đâu")
    assert _said("phi") == ["phi"]


def test_a_single_filler_word_without_accents_is_only_optional() -> None:
    assert WORDING.tokens(["the"]) == [Token("the", optional=True)]


def test_the_longest_rule_counts_and_of_two_for_the_same_the_first() -> None:
    wording = Wording(
        Language(synonyms=(("tiền", "lệ phí"), ("giấy", "lệ"), ("chi phí", "le phi")), filler=("lệ phí ạ",))
    )
    assert wording.said(words("lệ phí")) == (["tiền"], ["tiền"])
    assert wording.said(words("le phi")) == (["tiền"], ["tiền"])
    assert wording.said(words("lệ phí ạ, lệ")) == (words("lệ phí ạ giấy"), ["giấy"])


def test_naming_the_own_place_says_nothing_more_but_its_name_alone_does() -> None:
    wording = Wording(Language(at=("ở", "tại phường"), here=("Sao Mai",)))
    assert wording.said(words("rác ở Sao Mai")) == (words("rác ở sao mai"), ["rác"])
    assert wording.said(words("rac tai phuong sao mai")) == (words("rac tai phuong sao mai"), ["rac"])
    assert wording.said(words("rác Sao Mai")) == (words("rác sao mai"), words("rác sao mai"))
