"""What is made of the matches found for a question: every band, met exactly at its edge and just beyond it."""

import math
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from knowledge import guards, texts
from knowledge.bands import Bands
from knowledge.confidence import confidence, sure_which
from knowledge.entry import Bin, Entry, WardValue
from knowledge.judge import AS_MUCH, JUST_AS_MUCH, TOO_NEAR, TOO_NEAR_TO_ONE, Judge
from knowledge.language import Language
from knowledge.loader import Library
from knowledge.matcher import Match, Matcher, Question
from knowledge.reply import Reply, numbered, options
from knowledge.things import NARROW

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
YEAR = {"valid_from": date(2026, 1, 1), "valid_until": date(2026, 12, 31)}
OTHER_TITLES = {"bau-cu-2021": "Bầu cử năm 2021", "khoa-sau": "Hội đồng khóa 6"}


def _entry(name: str, **more: object) -> Entry:
    title = OTHER_TITLES.get(name, name.capitalize())
    told = {"id": name, "title": title, "topic": "chung", "answer": f"{name} ở {{{{ward ten}}}}.", "ask": (title,)}
    return Entry.model_validate({**told, **YEAR, **more})


ENTRIES = [
    _entry("mot"),
    _entry("hai"),
    _entry("ba"),
    _entry("bon"),
    _entry("doi", twins=("mot",)),
    _entry("muc-hai", number=2, details="Theo nghị quyết 71 và nghị quyết 45."),
    _entry("muc-mot", number=1),
    _entry("bau-cu-2021"),
    _entry("khoa-sau"),
    _entry("so-ket", details="Các năm 2018 và 2020 ở Hà Nội."),
    _entry("chao", kind="smalltalk"),
    _entry("chay", kind="redirect", triggers=("cháy nhà",), unless=("chạy bộ",)),
    _entry("goi-gap", kind="redirect"),
    _entry("vang", kind="elsewhere"),
    _entry("pin", bin="nguy-hai", topic="rac"),
    _entry("ac-quy", bin="nguy-hai", topic="rac"),
    _entry("chai", bin="tai-che", topic="rac"),
    _entry("gio-do", topic="rac"),
    _entry("nhom-tai-che", bin="tai-che", topic="rac"),
]
RECYCLABLE = Bin(
    id="tai-che", title="Tái chế", says="…", colour="#00AA00", examples=("chai", "giấy"), entry="nhom-tai-che"
)
LIBRARY = Library(
    entries={entry.id: entry for entry in ENTRIES},
    bins={"tai-che": RECYCLABLE},
    ward={"ten": WardValue(id="ten", label="tên", value="phường Sao Mai")},
    language=Language(elsewhere=("hà nội",), disposal=("bỏ đâu",)),
)


class Foretold(Matcher):
    """Finds what it was told to, in whatever is asked; remembers what that was, and after which entry."""

    def __init__(self, found: list[Match], alone: list[Match] | None = None) -> None:
        super().__init__(LIBRARY)
        self.found = found
        self.alone = found if alone is None else alone
        self.asked: list[tuple[Question, Entry | None]] = []

    def match(self, question: Question, after: Entry | None = None) -> list[Match]:
        self.asked.append((question, after))
        return self.alone if after is None else self.found


def _found(name: str, score: float = 0.7, **figures: float) -> Match:
    usual: dict[str, float] = {
        "likeness": 0.8,
        "coverage": 0.9,
        "pairs": 0.8,
        "evidence": 0.6,
        "support": 0.7,
        "meaning": 0.6,
    }
    question: dict[str, float] = {"weight": 15.0, "words": 4, "elsewhere": 0.0, "elsewhere_likeness": 0.0}
    figures = {**usual, **question, "named": True, "only_named": False, **figures}
    return Match(LIBRARY.entries[name], score, **figures)  # type: ignore[arg-type]


def _judge(*found: Match, **bands: float) -> Judge:
    judge = Judge(LIBRARY, guards.Redirects(LIBRARY), Bands(**bands))
    judge.matcher = Foretold(list(found))
    return judge


def _reply(text: str, *found: Match, **bands: float) -> Reply:
    return _judge(*found, **bands).matched(text, guards.Spoken(text), NOW)


def _shown(name: str, score: float) -> Reply:
    entry = LIBRARY.entries[name]
    return Reply(entry.kind, f"{name} ở phường Sao Mai.", entry=name, score=score, picture=entry.bin)  # type: ignore[arg-type]


def _answered(name: str, score: float) -> Reply:
    """As `_shown`, where `_found` said nine tenths of the question."""
    return replace(_shown(name, score), coverage=0.9)


def _asked_back(*names: str, score: float = 0.0, missed: bool = True) -> Reply:
    choices = options([LIBRARY.entries[name] for name in names])
    asked = texts.CLARIFY if len(choices) > 1 else texts.CLARIFY_ONE
    return Reply("clarify", asked, numbered(choices), options=choices, score=score, missed=missed)


def _unknown(*names: str, score: float = 0.0) -> Reply:
    choices = options([LIBRARY.entries[name] for name in names])
    hint = f"{texts.UNKNOWN_NEAREST}\n\n{numbered(choices)}" if names else texts.UNKNOWN_NOTHING_NEAR
    return Reply("unknown", texts.UNKNOWN, hint, options=choices, score=score, missed=True)


def _over(figure: float) -> float:
    return math.nextafter(figure, math.inf)


# --- Numbers ---------------------------------------------------------------------------------------------------------


def test_a_target_is_shown_by_its_number_or_said_not_to_be() -> None:
    judge = _judge()
    assert [judge.target(number, NOW) for number in (1, 2)] == [
        Reply("answer", "muc-mot ở phường Sao Mai.", entry="muc-mot", score=1.0),
        Reply(
            "answer", "muc-hai ở phường Sao Mai.", "Theo nghị quyết 71 và nghị quyết 45.", entry="muc-hai", score=1.0
        ),
    ]  # fmt: skip
    assert judge.target(3, NOW) == Reply("unknown", texts.no_such_target(3, 2))


def test_a_bare_number_is_perhaps_a_target_and_otherwise_nothing() -> None:
    assert _judge().bare_number(2) == _asked_back("muc-hai", missed=False)
    assert _judge().bare_number(3) == _unknown()


# --- What a text may mean --------------------------------------------------------------------------------------------


def _matches(text: str, *found: Match, **bands: float) -> list[tuple[str, float]]:
    judge = _judge(*found, **bands)
    matches = judge.matches(text, guards.Spoken(text), TODAY)
    assert isinstance(judge.matcher, Foretold)
    assert judge.matcher.asked == [(judge.matcher.read(text), None)]
    return [(match.entry.id, match.score) for match in matches]


def test_what_is_not_named_steps_back() -> None:
    unnamed, named = _found("pin", 0.75, named=False), _found("mot", 0.625)
    assert _matches("gì", unnamed, named, not_named=0.25) == [("mot", 0.625), ("pin", 0.5)]


def test_small_talk_counts_only_where_it_is_nearly_said_as_written() -> None:
    found = [_found("chao", likeness=0.65), _found("mot", 0.5, likeness=0.1)]
    assert _matches("xin", *found, smalltalk=0.65) == [("chao", 0.7), ("mot", 0.5)]
    assert _matches("xin", *found, smalltalk=_over(0.65)) == [("mot", 0.5)]


def test_a_call_for_help_that_is_excused_is_not_meant() -> None:
    found = [_found("chay"), _found("goi-gap", 0.6), _found("mot", 0.5)]
    assert _matches("cháy nhà", *found) == [("chay", 0.7), ("goi-gap", 0.6), ("mot", 0.5)]
    assert _matches("chạy bộ", *found) == [("goi-gap", 0.6), ("mot", 0.5)]
    assert _matches("chạy bộ", _found("chay")) == []


def test_an_entry_of_another_year_steps_back_unless_its_year_is_named() -> None:
    found = [_found("bau-cu-2021"), _found("mot", 0.65), _found("hai", 0.65), _found("ba", 0.55)]
    assert _matches("bầu cử", *found, another_year=0.25) == [
        ("mot", 0.65), ("hai", 0.65), ("ba", 0.55), ("bau-cu-2021", 0.7 - 0.25),
    ]  # fmt: skip
    assert _matches("năm 2021", *found)[0] == ("bau-cu-2021", 0.7)


def test_by_itself_a_judge_finds_what_the_content_is_asked_with() -> None:
    judge = Judge(LIBRARY, guards.Redirects(LIBRARY), Bands())
    first, *_ = judge.matches("Hội đồng khóa 6", guards.Spoken("Hội đồng khóa 6"), TODAY)
    assert (first.entry.id, round(first.likeness, 6)) == ("khoa-sau", 1.0)


# --- One question ----------------------------------------------------------------------------------------------------


def test_nothing_found_or_nothing_near_is_said_so() -> None:
    assert _reply("gì") == _unknown()
    found = [_found("mot", 0.3), _found("hai", 0.1)]
    assert _reply("gì", *found, suggest=_over(0.3)) == _unknown()
    assert _reply("gì", *found, suggest=0.3, answer=0.0) == _answered("mot", confidence(found))


def test_help_is_said_from_its_own_confidence_on() -> None:
    found = [_found("goi-gap", 0.2), _found("mot", 0.19)]
    sure = confidence(found)
    assert _reply("gì", *found, help=sure, ask=1.0) == _shown("goi-gap", sure)
    assert _reply("gì", *found, help=_over(sure), ask=1.0) == replace(_unknown(), sensitive=True)
    second = [_found("mot", 0.5), _found("goi-gap", 0.2)]
    assert _reply("gì", *second, help=0.0, answer=0.0) == _answered("mot", confidence(second))


def test_what_may_be_a_call_for_help_as_well_is_told_the_numbers_and_not_kept() -> None:
    found = [_found("mot", 0.75), _found("hai", 0.5), _found("goi-gap", 0.5)]
    shown = _answered("mot", confidence(found))
    told = replace(shown, body=texts.IN_DANGER, sensitive=True)
    assert _reply("gì", *found, answer=0.0, help_near=_over(0.25)) == told
    assert _reply("gì", *found, answer=0.0, help_near=0.25) == shown
    asked = _asked_back("mot", "hai", "goi-gap", score=confidence(found))
    assert _reply("gì", *found, answer=1.0, near=_over(0.25), help_near=_over(0.25)) == replace(
        asked, body=f"{asked.body}\n\n{texts.IN_DANGER}", sensitive=True
    )


def test_small_talk_is_answered_as_it_matched() -> None:
    found = [_found("chao", 0.7), _found("mot", 0.69)]
    assert _reply("gì", *found, ask=1.0) == _shown("chao", 0.7)


def test_what_is_not_ours_is_said_so_from_the_confidence_that_asks() -> None:
    found = [_found("vang", 0.7), _found("mot", 0.65), _found("hai", 0.2)]
    sure = confidence(found)
    assert _reply("gì", *found, ask=sure) == Reply("unknown", "vang ở phường Sao Mai.", score=sure)
    assert _reply("gì", *found, ask=_over(sure)) == _unknown("vang", "mot", score=sure)
    second = [_found("mot"), _found("vang", 0.6)]
    assert _reply("gì", *second, answer=0.0) == _answered("mot", confidence(second))


def test_another_place_is_named_unless_the_entry_speaks_of_it_or_hardly_anything_was_found() -> None:
    sure = confidence([_found("mot")])
    elsewhere = Reply("unknown", texts.other_place("hà nội", "phường Sao Mai"))
    assert _reply("ở Hà Nội", _found("mot"), ask=sure) == elsewhere
    assert _reply("ở Hà Nội", _found("mot"), ask=_over(sure), answer=1.0) == _unknown("mot", score=sure)
    assert _reply("ở Hà Nội", _found("so-ket"), answer=0.0).entry == "so-ket"


def test_another_year_is_named_the_first_of_those_nothing_is_said_of() -> None:
    def other(year: str) -> Reply:
        return Reply("unknown", texts.other_year(year, "phường Sao Mai"))

    assert _reply("năm 2019", _found("mot")) == other("2019")
    assert _reply("năm 2018, 2022, 2019", _found("so-ket")) == other("2019")
    assert _reply("năm ngoái", _found("mot")) == other("2025")
    sure = confidence([_found("mot")])
    assert _reply("năm 2019", _found("mot"), ask=sure) == other("2019")
    assert _reply("năm 2019", _found("mot"), ask=_over(sure)) == _unknown()
    assert _reply("nghị quyết 99 năm 2019", _found("mot")) == _unknown()
    assert _reply("năm 2018", _found("mot", 0.7), _found("so-ket", 0.69), answer=0.0).entry == "so-ket"


def test_what_is_somebody_elses_speaks_of_no_year() -> None:
    found = [_found("mot"), _found("vang", 0.4)]
    assert _reply("năm 2019", *found) == Reply("unknown", texts.other_year("2019", "phường Sao Mai"))


def test_numbers_and_terms_that_name_one_thing_leave_only_what_carries_them_all() -> None:
    found = [_found("mot"), _found("muc-hai", 0.6), _found("khoa-sau", 0.5)]
    alone = [[found[1]], [found[2]]]
    assert _reply("nghị quyết 71", *found, ask=0.0, answer=1.0) == _asked_back("muc-hai", score=confidence(alone[0]))
    assert _reply("nghị quyết 71, nghị quyết 45", *found, ask=0.0, answer=1.0).options == options([ENTRIES[5]])
    assert _reply("nghị quyết 71, nghị quyết 46", *found) == _unknown()
    assert _reply("hội đồng khóa 6", *found, ask=0.0, answer=1.0) == _asked_back("khoa-sau", score=confidence(alone[1]))


# --- Things and where they go ----------------------------------------------------------------------------------------


def test_a_thing_by_itself_is_not_asked_where_it_goes_unless_it_is_the_whole_question() -> None:
    found = [_found("pin", coverage=0.995, pairs=0.9), _found("chai", 0.2)]
    assert _reply("pin đẹp", *found, thing=1.0) == _unknown("pin", score=confidence(found))
    assert _reply("pin đẹp", *found, thing=sure_which(found)) == _asked_back("pin", score=confidence(found))
    assert _reply("pin bỏ đâu", *found, thing=0.0) == _shown("pin", sure_which(found))
    whole = [_found("pin", coverage=0.995, pairs=0.995), _found("chai", 0.2)]
    assert _reply("pin", *whole, thing=0.0) == _shown("pin", sure_which(whole))
    partly = [whole[0]._replace(pairs=0.99), whole[1]]
    assert _reply("pin", *partly, thing=1.0).kind == "unknown"
    nothing_else = [partly[0]._replace(only_named=True), whole[1]]
    assert _reply("pin", *nothing_else, thing=0.0) == _shown("pin", sure_which(nothing_else))
    unnamed = [nothing_else[0]._replace(named=False), whole[1]]
    assert _reply("pin", *unnamed, thing=0.0, not_named=0.0).kind == "unknown"
    group = _found("nhom-tai-che", pairs=0.9, only_named=True)
    assert _reply("tái chế", group, thing=0.0, answer=0.0).kind == "unknown"
    whole_group = group._replace(coverage=1.0, pairs=1.0)
    assert _reply("tái chế", whole_group, answer=0.0) == _shown("nhom-tai-che", confidence([whole_group]))


WHERE = "bỏ đâu"


def test_a_thing_is_surely_meant_if_it_is_named_nearly_in_full() -> None:
    thing = _found("pin")
    sure = sure_which([thing])
    assert _reply(WHERE, thing, thing=sure, thing_named=0.9, answer=1.0) == _shown("pin", sure)
    asked = _asked_back("pin", score=confidence([thing]))
    assert _reply(WHERE, thing, thing=_over(sure), thing_named=0.9, answer=1.0) == asked
    assert _reply(WHERE, thing, thing=sure, thing_named=_over(0.9), answer=1.0) == asked
    unnamed = thing._replace(named=False)
    assert _reply(WHERE, unnamed, thing=sure, thing_named=0.9, answer=1.0, not_named=0.0) == asked
    other = _found("mot")
    assert _reply(WHERE, other, thing=0.0, answer=1.0) == _asked_back("mot", score=confidence([other]))


def test_a_whole_group_is_no_thing() -> None:
    group = _found("nhom-tai-che")
    assert _reply(WHERE, group, thing=0.0, answer=1.0) == _asked_back("nhom-tai-che", score=confidence([group]))


@pytest.mark.parametrize(
    ("beside", "is_rival"), [("ac-quy", False), ("chai", True), ("gio-do", False), ("vang", False), ("mot", True)]
)
def test_what_does_no_harm_if_the_thing_was_meant_is_no_rival(beside: str, is_rival: bool) -> None:
    found = [_found("pin"), _found(beside, 0.69)]
    reply = _reply(WHERE, *found, thing=0.0, answer=1.0)
    alone = _shown("pin", sure_which(found[:1]))
    assert reply == (_asked_back("pin", beside, score=confidence(found)) if is_rival else alone)


def test_a_rival_of_a_thing_must_say_as_much_and_be_near() -> None:
    def decided(rival: Match) -> bool:
        return _reply(WHERE, _found("pin"), rival, thing=0.0, answer=1.0).kind == "answer"

    assert not decided(_found("chai", 0.69, coverage=0.9))
    assert decided(_found("chai", 0.69, coverage=0.899))
    assert decided(_found("chai", 0.7 - NARROW - 0.001))
    assert not decided(_found("chai", 0.7 - NARROW + 0.001))
    far_exactly = [_found("pin", NARROW), _found("chai", 0.0)]
    assert _reply(WHERE, *far_exactly, thing=0.0, answer=1.0, suggest=0.0) == _shown("pin", sure_which(far_exactly))


def test_a_thing_is_as_sure_as_its_rivals_let_it_be() -> None:
    found = [_found("pin"), _found("ac-quy", 0.69), _found("chai", 0.5)]
    beside = sure_which([found[0], found[2]])
    assert _reply(WHERE, *found, thing=beside, answer=1.0) == _shown("pin", beside)
    assert _reply(WHERE, *found, thing=_over(beside), answer=1.0, near=0.2).kind == "clarify"


def test_where_a_thing_goes_is_ours_to_say_however_near_others_matters_are() -> None:
    thing = _found("pin", elsewhere=0.69, elsewhere_likeness=0.9)
    assert _reply(WHERE, thing, thing=sure_which([thing]), answer=1.0) == _shown("pin", sure_which([thing]))
    assert sure_which([]) == 0.0


def test_advice_on_things_is_the_answer_only_if_it_says_as_much_of_the_question() -> None:
    def decided(text: str, name: str, coverage: float) -> bool:
        return _reply(text, _found(name, coverage=coverage), answer=0.0, advice=0.8).kind == "answer"

    assert decided(WHERE, "gio-do", 0.8)
    assert not decided(WHERE, "gio-do", 0.799)
    assert decided("gì", "gio-do", 0.799)
    assert decided(WHERE, "mot", 0.799)


def test_a_thing_that_is_named_and_says_as_much_comes_before_advice_that_is_hardly_nearer() -> None:
    def first(advice: Match, *others: Match) -> str:
        return _judge().things.before_advice([advice, *others])[0].entry.id

    advice, thing = _found("gio-do", 0.75, coverage=0.8), _found("pin", 0.7, coverage=0.8)
    assert first(advice, _found("mot", 0.74), thing, _found("chai", 0.69)) == "pin"
    assert first(advice, thing._replace(score=0.75 - NARROW)) == "gio-do"
    assert first(advice, thing._replace(coverage=0.79)) == "gio-do"
    assert first(advice, thing._replace(named=False)) == "gio-do"
    assert first(advice, _found("nhom-tai-che", 0.7, coverage=0.8)) == "gio-do"
    assert first(_found("mot", 0.75, coverage=0.8), thing) == "mot"
    assert first(_found("chai", 0.75, coverage=0.8), thing) == "chai"
    assert _reply(WHERE, advice, thing, thing=0.0, answer=1.0) == _shown("pin", sure_which([thing]))


def test_a_thing_that_is_named_goes_where_it_goes_though_advice_on_waste_comes_nearer() -> None:
    advice, thing, other = _found("gio-do", 0.75), _found("pin", 0.5), _found("chai", 0.48, coverage=0.8)
    found = [advice, thing, other]
    named = {"thing": 0.0, "answer": 1.0, "near": 0.25, "thing_named": 0.9}
    sure = sure_which([thing, other])
    assert _reply(WHERE, *found, **named) == _shown("pin", sure)
    assert _reply(WHERE, *found, **{**named, "answer": 0.0}) == _answered("gio-do", confidence(found))
    assert _reply("pin đẹp", *found, **{**named, "near": 0.2}) == _asked_back("gio-do", score=confidence(found))
    # With a word more than the thing's name it is offered first, but not said to be meant.
    asked = _asked_back("pin", "gio-do", "chai", score=confidence(found))
    beyond = _over(0.9)
    assert _reply(WHERE, *found, **{**named, "near": 0.3, "thing_named": beyond}) == asked
    assert _reply(WHERE, *found, **{**named, "near": 0.3, "thing": _over(sure)}) == asked
    not_offered = {"near": 0.2, "thing_named": beyond, "thing_offered": beyond}
    assert _reply(WHERE, *found, **{**named, **not_offered}) == _asked_back("gio-do", score=confidence(found))
    exactly = {**not_offered, "thing_offered": 0.9}
    assert _reply(WHERE, *found, **{**named, **exactly}) == _asked_back("pin", "gio-do", score=confidence(found))


def test_a_thing_named_is_offered_where_nothing_is_near_or_known() -> None:
    thing = _found("pin", 0.25, coverage=0.5)
    offered = {"suggest": 0.3, "ask": 0.0, "answer": 1.0, "thing": 0.0, "thing_named": 1.0}
    assert _reply(WHERE, thing, **offered, thing_offered=0.5) == _asked_back("pin", score=0.0)
    assert _reply(WHERE, thing, **offered, thing_offered=_over(0.5)) == _unknown(score=0.0)
    assert _reply("pin đẹp", thing, **offered, thing_offered=0.5) == _unknown(score=0.0)
    assert _reply(WHERE, thing._replace(named=False), **offered, thing_offered=0.0, not_named=0.0) == _unknown()
    assert _reply(WHERE, _found("mot", 0.25), **offered, thing_offered=0.0) == _unknown()
    group = _found("nhom-tai-che", 0.25)
    assert _reply(WHERE, group, **offered, thing_offered=0.0) == _unknown()


def test_of_the_things_named_the_one_that_says_most_of_the_question_is_meant() -> None:
    advice = _found("gio-do", 0.75)
    named = {"thing": 0.0, "answer": 1.0, "near": 0.25, "thing_named": 0.0}
    most_said = [advice, _found("chai", 0.5, coverage=0.6), _found("pin", 0.3, coverage=0.8)]
    assert _reply(WHERE, *most_said, **named).entry == "pin"
    alike = [advice, _found("pin", 0.5, coverage=0.6), _found("ac-quy", 0.4, coverage=0.6)]
    assert _reply(WHERE, *alike, **named).entry == "pin"


# --- The three bands -------------------------------------------------------------------------------------------------


def test_from_its_confidence_on_the_best_is_answered_and_just_below_it_is_asked_back() -> None:
    found = [_found("mot"), _found("hai", 0.6)]
    sure = confidence(found)
    assert _reply("gì", *found, answer=sure, ask=0.0) == _answered("mot", sure)
    assert _reply("gì", *found, answer=_over(sure), ask=0.0) == _asked_back("mot", "hai", score=sure)


def test_from_the_lower_confidence_on_it_is_asked_back_and_just_below_nothing_is_known() -> None:
    found = [_found("mot"), _found("hai", 0.6)]
    sure = confidence(found)
    assert _reply("gì", *found, answer=1.0, ask=sure) == _asked_back("mot", "hai", score=sure)
    assert _reply("gì", *found, answer=1.0, ask=_over(sure)) == _unknown("mot", "hai", score=sure)


def test_what_says_the_whole_question_is_offered_however_unsure() -> None:
    found = [_found("mot", coverage=1.0, pairs=1.0), _found("hai", 0.6)]
    assert _reply("gì", *found, answer=1.0, ask=1.0) == _asked_back("mot", "hai", score=confidence(found))
    for figures in ({"coverage": 1.0, "pairs": 0.99}, {"coverage": 0.99, "pairs": 1.0}):
        partly = _found("mot", **figures)
        assert _reply("gì", partly, answer=1.0, ask=1.0) == _unknown("mot", score=confidence([partly]))


def test_what_leaves_most_of_a_question_unsaid_is_asked_back_however_sure() -> None:
    found = _found("mot")
    assert _reply("gì", found, answer=0.0, said=0.9) == _answered("mot", confidence([found]))
    assert _reply("gì", found, answer=0.0, said=_over(0.9)) == _asked_back("mot", score=confidence([found]))


def test_a_question_as_written_is_answered_if_only_one_is_written_so_be_it_the_first_or_not() -> None:
    def shown(first: float, second: float) -> tuple[str | None, float]:
        reply = _reply(
            "gì", _found("mot", likeness=first), _found("hai", 0.69, likeness=second), answer=0.97, as_written=0.95
        )
        return reply.entry, reply.score

    unsure = confidence([_found("mot"), _found("hai", 0.69)])
    assert unsure < 0.97
    assert shown(0.95, 0.9) == ("mot", 0.97)
    assert shown(0.9, 0.95) == ("hai", 0.97)
    assert shown(0.949, 0.9) == (None, unsure)
    assert shown(0.95, 0.95) == (None, unsure)


def test_small_talk_as_written_is_small_talk_whatever_comes_before() -> None:
    found = [_found("mot"), _found("chao", 0.4, likeness=0.95)]
    assert _reply("xin", *found, as_written=0.95) == _shown("chao", 0.4)
    assert _reply("xin", *found, as_written=0.96).entry != "chao"


def test_a_question_as_written_is_no_less_sure_than_it_was() -> None:
    found = [_found("mot", likeness=0.95), _found("hai", 0.2)]
    assert _reply("gì", *found, answer=0.4, as_written=0.95) == _shown("mot", confidence(found))


def test_what_is_not_named_is_asked_back_however_sure_unless_it_is_as_written() -> None:
    unnamed = _found("mot", named=False)
    sure = confidence([unnamed])
    assert _reply("gì", unnamed, answer=0.0, not_named=0.0) == _asked_back("mot", score=sure)
    written = unnamed._replace(likeness=0.95)
    assert _reply("gì", written, answer=0.0, not_named=0.0, as_written=0.95) == _shown("mot", sure)
    far = [written, _found("hai", 0.2)]
    assert _reply("gì", *far, answer=0.0, not_named=0.0, as_written=0.95) == _shown("mot", confidence(far))
    both = [written, _found("hai", 0.69, likeness=0.95)]
    assert _reply("gì", *both, answer=0.0, not_named=0.0, as_written=0.95).kind == "clarify"
    second = [unnamed, _found("hai", 0.69, likeness=0.95)]
    assert _reply("gì", *second, answer=0.0, not_named=0.0, as_written=0.95).entry == "hai"


@pytest.mark.parametrize(
    ("second", "is_settled"),
    [
        (_found("hai", 0.69, coverage=1.0, pairs=1.0), False),
        (_found("hai", 0.7 - TOO_NEAR + 0.001, coverage=1.0 - AS_MUCH, pairs=1.0), False),
        (_found("hai", 0.7 - TOO_NEAR + 0.001, coverage=1.0 - AS_MUCH - 0.001, pairs=1.0), True),
        (_found("hai", 0.7 - TOO_NEAR - 0.001, coverage=1.0 - AS_MUCH, pairs=1.0), True),
        (_found("vang", 0.69, coverage=1.0, pairs=1.0), True),
        (_found("hai", 0.7 - NARROW - 0.001, coverage=1.0, pairs=1.0), True),
        (_found("hai", 0.7 - NARROW + 0.001, coverage=1.0, pairs=1.0), False),
        (_found("doi", 0.69, coverage=1.0, pairs=1.0), True),
    ],
)
def test_two_that_come_as_near_and_tell_different_facts_are_asked_back(second: Match, is_settled: bool) -> None:
    first, third = _found("mot", coverage=1.0, pairs=1.0), _found("ba", 0.5)
    expected = "answer" if is_settled else "clarify"
    assert _reply("gì", first, second, answer=0.0).kind == expected
    assert _reply("gì", first, second, third, answer=0.0).kind == expected


@pytest.mark.parametrize(
    ("second", "is_settled"),
    [
        (_found("hai", 0.7 - TOO_NEAR_TO_ONE + 0.001), False),
        (_found("hai", 0.7 - TOO_NEAR_TO_ONE - 0.001), True),
        (_found("hai", 0.7 - TOO_NEAR_TO_ONE + 0.001, coverage=0.9 - JUST_AS_MUCH - 0.001), True),
        (_found("hai", 0.7 - TOO_NEAR_TO_ONE + 0.001, pairs=0.8 - JUST_AS_MUCH - 0.001), True),
        (_found("hai", 0.7 - TOO_NEAR + 0.001, pairs=0.8 - JUST_AS_MUCH - 0.001), False),
    ],
)
def test_where_the_second_says_just_as_much_it_takes_a_greater_lead(second: Match, is_settled: bool) -> None:
    assert _reply("gì", _found("mot"), second, answer=0.0).kind == ("answer" if is_settled else "clarify")


def test_a_word_or_two_name_a_subject_and_ask_nothing() -> None:
    two, three = (_found("mot", words=words) for words in (2, 3))
    assert _reply("gì", two, answer=0.0) == _asked_back("mot", score=confidence([two]))
    assert _reply("gì", three, answer=0.0) == _answered("mot", confidence([three]))
    written = two._replace(likeness=0.95)
    assert _reply("gì", written, answer=0.0, as_written=0.95) == _shown("mot", confidence([two]))


@pytest.mark.parametrize(
    ("second", "is_asked_back"),
    [
        (_found("mot", 0.6, coverage=1.0, pairs=1.0), True),
        (_found("mot", 0.6, coverage=1.0, pairs=0.99), False),
        (_found("mot", 0.7 - NARROW - 0.001, coverage=1.0, pairs=1.0), False),
        (_found("chao", 0.6, likeness=0.9, coverage=1.0, pairs=1.0), False),
    ],
)
def test_a_bare_subject_that_is_ours_as_well_is_not_said_to_be_somebody_elses(
    second: Match, is_asked_back: bool
) -> None:
    other = _found("vang", coverage=1.0, pairs=1.0)
    sure = confidence([other, second])
    shown = Reply("unknown", "vang ở phường Sao Mai.", score=sure)
    assert _reply("gì", other, second, ask=0.0) == (_asked_back("mot", score=sure) if is_asked_back else shown)
    assert _reply("gì", other._replace(pairs=0.99), second, ask=0.0).headline == shown.headline
    assert _reply("gì", other._replace(likeness=0.95), second, ask=0.0, as_written=0.95) == shown


def test_a_lead_of_exactly_the_narrowest_decides() -> None:
    whole = {"coverage": 1.0, "pairs": 1.0}
    found = [_found("mot", NARROW, **whole), _found("hai", 0.0, **whole)]
    assert _reply("gì", *found, answer=0.0, suggest=0.0) == _shown("mot", confidence(found))


def test_two_as_near_as_can_be_told_apart_are_told_apart_and_as_much_is_as_much() -> None:
    for lead, much in ((TOO_NEAR, 0.85), (TOO_NEAR_TO_ONE, 0.9)):
        found = [_found("mot", lead), _found("hai", 0.0, coverage=much)]
        assert _reply("gì", *found, answer=0.0, suggest=0.0) == _answered("mot", confidence(found))
    nearly = [_found("mot", coverage=AS_MUCH), _found("hai", 0.69, coverage=0.0)]
    assert _reply("gì", *nearly, answer=0.0) == _asked_back("mot", "hai", score=confidence(nearly))
    bare = [_found("vang", NARROW, coverage=1.0, pairs=1.0), _found("mot", 0.0, coverage=1.0, pairs=1.0)]
    assert _reply("gì", *bare, ask=0.0, suggest=0.0).headline == "vang ở phường Sao Mai."


def test_at_most_three_near_the_best_are_offered() -> None:
    found = [_found("mot"), _found("hai", 0.65), _found("ba", 0.6), _found("bon", 0.55)]
    sure = confidence(found)
    assert _reply("gì", *found, answer=1.0, near=0.2) == _asked_back("mot", "hai", "ba", score=sure)
    assert _reply("gì", *found, answer=1.0, near=0.7 - 0.6) == _asked_back("mot", "hai", score=sure)
    assert _reply("gì", *found, answer=1.0, near=_over(0.7 - 0.6)) == _asked_back("mot", "hai", "ba", score=sure)


def test_at_most_three_of_a_score_of_their_own_stand_beside_i_do_not_know() -> None:
    found = [_found("mot"), _found("hai", 0.65), _found("ba", 0.6), _found("bon", 0.55)]
    sure = confidence(found)
    assert _reply("gì", *found, ask=1.0, suggest=0.5) == _unknown("mot", "hai", "ba", score=sure)
    assert _reply("gì", *found, ask=1.0, suggest=0.65) == _unknown("mot", "hai", score=sure)
    assert _reply("gì", *found, ask=1.0, suggest=_over(0.65)) == _unknown("mot", score=sure)


# --- Going on from the last answer -----------------------------------------------------------------------------------


def _onward(
    text: str,
    *found: Match,
    last: str = "ba",
    alone: tuple[Match, ...] = (),
    most_telling: float | None = None,
    **bands: float,
) -> Reply | None:
    judge = _judge(**bands)
    judge.matcher = matcher = Foretold(list(found), list(alone))
    spoken, entry = guards.Spoken(text), LIBRARY.entries[last]
    more = {} if most_telling is None else {"most_telling": most_telling}
    reply = judge.leaning_on(entry, text, spoken, NOW, **more)
    question = matcher.read(text)
    assert matcher.asked in ([(question, entry)], [(question, entry), (question, None)])
    return reply


def test_what_leads_clearly_goes_on_from_the_last_answer_and_the_rest_is_asked_back() -> None:
    found = [_found("mot", 0.75), _found("hai", 0.5)]
    assert _onward("còn gì", *found, onward_lead=0.25) == _shown("mot", 0.75)
    assert _onward("còn gì", *found, onward_lead=_over(0.25), near=0.3) == _asked_back("mot", "hai")
    assert _onward("còn gì", found[0], onward_lead=0.75) == _shown("mot", 0.75)
    assert _onward("còn gì", found[0], onward_lead=_over(0.75)) == _asked_back("mot")
    third = [*found, _found("bon", 0.1)]
    assert _onward("còn gì", *third, onward_lead=_over(0.25), near=0.3) == _asked_back("mot", "hai")


def test_what_leads_but_is_rather_not_asked_so_is_asked_back_unless_the_words_alone_mean_it() -> None:
    found = [_found("mot", 0.75, evidence=0.25), _found("hai", 0.5)]
    other = (_found("hai", 0.5), _found("mot", 0.4))

    def onward(alone: tuple[Match, ...], evidence: float) -> Reply | None:
        return _onward("còn gì", *found, alone=alone, onward_lead=0.25, near=0.3, onward_evidence=evidence)

    assert onward(other, 0.25) == _shown("mot", 0.75)
    assert onward(other, _over(0.25)) == _asked_back("mot", "hai")
    assert onward((_found("mot", 0.5), *other[1:]), _over(0.25)) == _shown("mot", 0.75)


def test_what_is_meant_alone_and_after_the_last_answer_needs_no_lead() -> None:
    found = [_found("mot", 0.75), _found("hai", 0.74)]
    agreeing = (_found("vang", 0.9), _found("mot", 0.5), _found("hai", 0.4))
    assert _onward("còn gì", *found, alone=agreeing) == _shown("mot", 0.75)
    assert _onward("còn gì", *found, alone=(_found("hai", 0.5), _found("mot", 0.4))) == _asked_back("mot", "hai")
    assert _onward("còn gì", *found, alone=(_found("vang", 0.9),)) == _asked_back("mot", "hai")
    of_another_year = (_found("bau-cu-2021", 0.55), _found("mot", 0.5))
    assert _onward("còn gì", *found, alone=of_another_year) == _shown("mot", 0.75)


def test_only_answers_are_gone_on_to() -> None:
    found = [_found("vang", 0.9), _found("chao", 0.8), _found("mot", 0.7)]
    assert _onward("còn gì", *found, onward_lead=0.5) == _shown("mot", 0.7)
    assert _onward("còn gì", found[0]) is None


def test_own_words_that_lead_elsewhere_or_stand_by_themselves_do_not_go_on() -> None:
    found = _found("mot")
    assert _onward("còn gì", found, own_words=0.9, most_telling=15.0) == _shown("mot", 0.7)
    assert _onward("còn gì", found, own_words=_over(0.9)) is None
    assert _onward("còn gì", found, most_telling=14.9) is None
    assert _onward("còn gì", found._replace(weight=1e9)) == _shown("mot", 0.7)
    assert _onward("còn gì") is None


def test_years_numbers_and_places_hold_there_as_well() -> None:
    found = [_found("mot", 0.75), _found("muc-hai", 0.6), _found("so-ket", 0.5)]
    assert _onward("nghị quyết 71", *found, onward_lead=0.5) == Reply(
        "answer", "muc-hai ở phường Sao Mai.", "Theo nghị quyết 71 và nghị quyết 45.", entry="muc-hai", score=0.6
    )
    assert _onward("năm 2018", *found, onward_lead=0.5) == Reply(
        "answer", "so-ket ở phường Sao Mai.", "Các năm 2018 và 2020 ở Hà Nội.", entry="so-ket", score=0.5
    )
    elsewhere = Reply("unknown", texts.other_place("hà nội", "phường Sao Mai"))
    assert _onward("ở Hà Nội", *found) == elsewhere
    assert _onward("ở Hà Nội") == elsewhere
    assert _onward("ở Hà Nội", found[0], last="so-ket") == _shown("mot", 0.75)
