"""Abbreviations, synonyms and filler."""

from knowledge import corpus
from knowledge.language import Language
from knowledge.loader import Library
from knowledge.vietnamese import words
from knowledge.wording import Token, Wording

WORDING = Wording(
    Language(
        abbreviations={"bhyt": "bảo hiểm y tế", "k": "không", "đ/c": "địa chỉ"},
        synonyms=(("bao nhiêu", "mấy"), ("tiền", "phí"), ("ở đâu", "chỗ nào")),
        filler=("ạ", "cho tôi hỏi", "thế"),
    )
)


def _said(text: str) -> list[str]:
    return [token.word for token in WORDING.tokens(words(text)) if not token.optional]


def test_abbreviations_are_written_out() -> None:
    assert WORDING.words("BHYT k?") == words("bảo hiểm y tế không")
    assert WORDING.written_out(["bhyt", "k"]) == words("bảo hiểm y tế không")
    assert _said("đ/c k") == words("địa chỉ k")
    assert WORDING.spellings >= {"bhyt", "k", "d", "c"}


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


def _reworded(wording: Wording, *texts: str) -> tuple[list[str], list[str]]:
    """What the texts say, and those of their words that are not optional."""
    reworded, optional = wording.reworded(corpus.read([texts]))
    spelled = list(reworded.vocabulary)
    return (
        [
            " ".join(spelled[word] for word in reworded.words[reworded.text_of == text][:-1])
            for text in range(len(texts))
        ],
        [spelled[word] for word in reworded.words[~optional] if word],
    )


def test_the_longest_rule_counts_and_of_two_for_the_same_the_first() -> None:
    wording = Wording(
        Language(synonyms=(("tiền", "lệ phí"), ("giấy", "lệ"), ("chi phí", "le phi")), filler=("lệ phí ạ",))
    )
    assert [token.word for token in wording.tokens(words("le phi"))] == ["tiền"]
    assert _reworded(wording, "lệ phí", "le phi") == (["tiền", "tiền"], ["tiền", "tiền"])
    assert _reworded(wording, "lệ phí ạ, lệ") == (["lệ phí ạ giấy"], ["giấy"])


def test_naming_the_own_place_says_nothing_more_but_its_name_alone_does() -> None:
    wording = Wording(Language(at=("ở", "tại phường"), here=("Sao Mai",)))
    assert _reworded(wording, "rác ở Sao Mai", "rac tai phuong sao mai", "rác Sao Mai") == (
        ["rác ở sao mai", "rac tai phuong sao mai", "rác sao mai"],
        ["rác", "rac", "rác", "sao", "mai"],
    )


def test_no_rule_reaches_from_one_text_into_the_next_and_filler_alone_counts() -> None:
    assert _reworded(WORDING, "cho tôi", "hỏi giá chỗ", "nào ạ", "", "ạ", "thế ạ") == (
        ["cho tôi", "hỏi giá chỗ", "nào ạ", "", "ạ", "thế ạ"],
        ["cho", "tôi", "hỏi", "giá", "chỗ", "nào", "ạ", "thế", "ạ"],
    )
    assert _reworded(WORDING) == _reworded(Wording(Language())) == ([], [])
    assert _reworded(Wording(Language()), "giá") == (["giá"], ["giá"])


def test_a_corpus_is_worded_as_its_texts_are_one_by_one(library: Library) -> None:
    wording = Wording(library.language)
    texts = [text for entry in library.entries.values() for text in (*entry.ask[:9], *entry.texts)]
    worded, _ = _reworded(wording, *texts)
    assert worded == [" ".join(token.word for token in wording.tokens(words(text))) for text in texts]
