"""A typed word is read by its neighbours: accents not typed, slips, sounds alike; a word spelled in full is trusted."""

import pytest

from knowledge import corpus
from knowledge.context import Context, Meant
from knowledge.lexicon import Lexicon

SAID = [
    "đi bỏ phiếu ở đâu", "bỏ phiếu lúc mấy giờ", "bộ đội đi đâu", "bộ đội về lúc nào", "máy bay lúc nào",
    "mấy giờ bỏ rác", "mấy giờ đi", "nộp thuế nhà đất", "thuê nhà ở đâu", "thuê nhà mấy tháng",
]  # fmt: skip


def _context(**settings: float) -> Context:
    texts = corpus.read([[text] for text in SAID])
    return Context(texts, Lexicon(texts.entries_with(), texts.entry_count), **settings)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def context() -> Context:
    return _context()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("di bo phieu", "đi bỏ phiếu"),
        ("bo doi di", "bộ đội đi"),
        ("may gio bo rac", "mấy giờ bỏ rác"),
        ("may bay", "máy bay"),
        ("đi nỏ phiếu", "đi bỏ phiếu"),  # a letter beside the right one: no word here
        ("mấy giò bỏ rác", "mấy giờ bỏ rác"),
        ("bộ đôii đi", "bộ đội đi"),
        ("thuê nhà", "thuê nhà"),
        ("thuế nhà", "thuế nhà"),  # spelled in full, although the other is said more often
        ("xyzzy đi", "xyzzy đi"),
        ("2026", "2026"),
    ],
)
def test_words_are_read_as_their_neighbours_have_them(context: Context, typed: str, meant: str) -> None:
    assert " ".join(read.word for read in context.read(typed.split())) == meant


def test_what_else_may_be_meant_is_kept_as_far_as_it_is_probable(context: Context) -> None:
    thue, nha = context.read(["thue", "nha"])
    assert (thue.word, dict(thue.readings)["thuê"]) == ("thuê", 1.0)
    assert 0.0 < dict(thue.readings)["thuế"] < 0.8
    assert nha == Meant("nhà", (("nhà", 1.0),))


def test_accents_are_trusted_whatever_the_neighbours_say(context: Context) -> None:
    assert dict(context.read(["bỏ", "đội"])[0].readings)["bỏ"] == 1.0


def test_a_slip_is_less_sure_than_the_word_itself(context: Context) -> None:
    assert context.read(["bỏ", "phiếuu"])[1] == Meant("phiếu", (("phiếu", 0.8),))
    assert context.read([]) == []


def test_a_reading_improbable_up_to_its_place_is_not_followed_on() -> None:
    # Two sentences begin with "bộ", one with "bỏ": only what comes next tells that it is meant.
    read = {beam: [meant.word for meant in _context(beam=beam).read(["bo", "phieu"])] for beam in (0.0, 0.1, 1.0)}
    assert read == {0.0: ["bỏ", "phiếu"], 0.1: ["bỏ", "phiếu"], 1.0: ["bộ", "phiếu"]}
