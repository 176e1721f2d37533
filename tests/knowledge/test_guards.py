"""What decides before likeness does, part by part: phrases, triggers, places, years, terms, numbers, targets."""

from datetime import date

import pytest

from knowledge.entry import Entry, Source
from knowledge.guards import (
    REPORTS,
    Facts,
    PhraseBook,
    Redirects,
    Spoken,
    numbers_of_named_things,
    terms_named,
    years_named,
)
from knowledge.language import Language
from knowledge.loader import Library
from knowledge.vietnamese import words

TODAY = date(2026, 11, 22)


def entry(name: str, title: str = "Tiêu đề", **more: object) -> Entry:
    return Entry.model_validate({"id": name, "title": title, "topic": "t", "answer": "Trả lời.", **more})


def library(*entries: Entry, **language: tuple[str, ...]) -> Library:
    return Library(entries={one.id: one for one in entries}, language=Language.model_validate(language))


# --- Phrases ---------------------------------------------------------------------------------------------------------


def test_a_text_is_its_words_with_and_without_accents() -> None:
    spoken = Spoken("Chợ cho chó")
    assert (spoken.text, spoken.words, spoken.folded) == ("Chợ cho chó", ["chợ", "cho", "chó"], ["cho", "cho", "cho"])


def test_phrases_of_any_length_are_found_wherever_they_stand() -> None:
    long = "một hai ba bốn năm sáu bảy tám"
    book = PhraseBook([long, "một hai", "hai", "?"])
    assert book.said_in(Spoken(f"đếm {long} nhé")) == {long, "một hai", "hai"}
    assert book.said_in(Spoken("tám hai")) == {"hai"}
    assert book.said_in(Spoken("")) == PhraseBook().said_in(Spoken("một")) == set()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hỏi ma túy ở đây", {"ma tuý"}),
        ("hoi ma tuy o day", {"ma tuý", "mã tuỳ"}),
        ("hỏi MÃ TÙY", {"mã tuỳ"}),
        ("mà tùy ông", set()),
        ("ma hoặc túy", set()),
        ("hàng xóm đánh bạc", {"hàng xóm", "đánh bạc"}),
    ],
)
def test_phrases_are_found_without_accents_but_not_with_other_ones(text: str, said: set[str]) -> None:
    book = PhraseBook(["Ma túy", "mã tùy", "đánh bạc"])
    assert book.add("HÀNG  xóm") == "hàng xóm"
    assert book.said_in(Spoken(text)) == said


# --- Triggers --------------------------------------------------------------------------------------------------------

FIRE = entry("chay", triggers=("cháy nhà | đang cháy",), unless=("phòng cháy", "bỏ chạy"))
REPORT = entry(REPORTS, triggers=("hàng xóm | nhà bên + ma túy | đánh bạc",), unless=("tác hại",))
THIRD = entry("ba", triggers=("đánh bạc", "cá độ"))
RULES = library(FIRE, entry("khong"), REPORT, THIRD)


@pytest.mark.parametrize(
    ("text", "found", "tripped"),
    [
        ("cứu với cháy nhà rồi", FIRE, True),
        ("hàng xóm hút ma túy", REPORT, True),
        ("nhà bên đánh bạc, cá độ", REPORT, True),
        ("hàng xóm ồn ào", None, False),
        ("ma túy là gì", None, False),
        ("cá độ bóng đá", THIRD, True),
        ("tập phòng cháy khi đang cháy", None, True),
        ("hàng xóm đánh bạc có tác hại gì", THIRD, True),
        ("chào phường", None, False),
        ("đang cháy, bỏ. chạy mau", FIRE, True),
        ("đang cháy nên bỏ chạy", None, True),
    ],
)
def test_the_first_entry_that_is_tripped_and_not_excused_comes_first(
    text: str, found: Entry | None, tripped: bool
) -> None:
    assert Redirects(RULES).find(Spoken(text)) == (found, tripped)


def test_what_may_tell_of_a_crime_is_known_even_if_it_is_excused() -> None:
    rules = Redirects(RULES)
    told = {text: rules.reports(Spoken(text)) for text in ("hàng xóm đánh bạc, tác hại", "cá độ", "cháy nhà", "ma túy")}
    assert told == {"hàng xóm đánh bạc, tác hại": True, "cá độ": False, "cháy nhà": False, "ma túy": False}


@pytest.mark.parametrize(
    ("text", "excused"),
    [
        ("phòng cháy và tác hại của thuốc", {"chay", REPORTS}),
        ("phòng. cháy", set()),
        ("học phòng cháy\nở đâu", {"chay"}),
        ("đánh bạc", set()),
    ],
)
def test_an_exception_excuses_its_entry_when_it_stands_in_one_clause(text: str, excused: set[str]) -> None:
    assert Redirects(RULES).excused(Spoken(text)) == excused


# --- Places ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "answer", "place"),
    [
        ("chợ ở đồ sơn", "Trả lời.", "đồ sơn"),
        ("cho o do son", "Trả lời.", "đồ sơn"),
        ("chợ ở đồ sơn hay quận đồ sơn", "Trả lời.", "quận đồ sơn"),
        ("chợ ở đồ sơn hay kiến an", "Đi Đồ Sơn.", "kiến an"),
        ("chợ ở đồ sơn", "Đi Đồ Sơn.", None),
        ("chợ ở đồ sơn", "Đi Đồ Sơn", None),
        ("chợ ở đâu", "Trả lời.", None),
        ("chợ sao mai", "Trả lời.", None),
    ],
)
def test_another_place_is_the_longest_the_entry_does_not_speak_of(text: str, answer: str, place: str | None) -> None:
    one = entry("cho", answer=answer)
    facts = Facts(library(one, elsewhere=("đồ sơn", "quận đồ sơn", "kiến an", "phường sao mai"), here=("sao mai",)))
    assert facts.other_place(Spoken(text), one) == place


def test_a_name_of_ours_inside_a_longer_word_makes_no_place_ours() -> None:
    one = entry("cho")
    facts = Facts(library(one, elsewhere=("an dương",), here=("an", "an dươn")))
    assert facts.other_place(Spoken("chợ an dương"), one) is None
    facts = Facts(library(one, elsewhere=("an dương",), here=("an dươn",)))
    assert facts.other_place(Spoken("chợ an dương"), one) == "an dương"


# --- Years, terms, numbers -------------------------------------------------------------------------------------------

DATED = entry(
    "dai-hoi",
    title="Đại hội khác khóa X năm 2025",
    answer="Khóa 10 có 071 đại biểu, đạt 96,5%.",
    details="Trước là năm 2020, ở phòng 00.",
    valid_from="2024-01-01",
    valid_until="2027-12-31",
    source=(Source(doc="nghi-quyet", at="mục 2", figures="số 5"),),
    ask=("đại hội 2025", "đại hội khoá XII năm nào", "đại hội", "đại hội bao giờ"),
)
PLAIN = entry("thuong", title="Thường", ask=("thường",))
FACTS = Facts(library(DATED, PLAIN))


def test_years_long_ago_are_those_of_a_life_where_people_ask_with_such_years() -> None:
    retired = entry("huu", title="Hưu", answer="Từ 2026.", ask=("nghỉ từ 1992 được thêm gì", "được thêm gì"))
    elected = entry("bau", title="Bầu", answer="Theo luật năm 1997.", ask=("bầu năm 2015", "sinh năm 2008 bầu bao giờ"))
    facts = Facts(library(retired, elected))
    spoken_of = {
        year: [facts.speaks_of(one, [year], TODAY) for one in (retired, elected)] for year in (1988, 1997, 2014, 2015)
    }
    assert spoken_of == {1988: [True, False], 1997: [True, True], 2014: [True, False], 2015: [False, True]}


@pytest.mark.parametrize(
    ("years", "speaks"),
    [
        ((), True),
        ((2025,), True),
        ((2020, 2024, 2027), True),
        ((2026,), False),
        ((2025, 2019), False),
        ((2023,), False),
    ],
)
def test_an_entry_about_a_year_speaks_of_what_it_names_and_its_limits(years: tuple[int, ...], speaks: bool) -> None:
    assert FACTS.speaks_of(DATED, years, TODAY) is speaks


@pytest.mark.parametrize(
    ("one", "years", "today", "other"),
    [
        (DATED, set(), TODAY, True),
        (DATED, {2025}, TODAY, False),
        (DATED, {2024}, TODAY, True),
        (DATED, set(), date(2025, 5, 1), False),
        (PLAIN, {2019}, TODAY, False),
    ],
)
def test_a_year_that_a_quarter_of_the_phrasings_name_is_the_entrys_own(
    one: Entry, years: set[int], today: date, other: bool
) -> None:
    assert FACTS.is_of_another_year(one, years, today) is other


def test_a_year_that_fewer_phrasings_name_is_a_mention() -> None:
    mentioned = DATED.model_copy(update={"ask": (*DATED.ask, "đại hội ở đâu")})
    assert not Facts(library(mentioned)).is_of_another_year(mentioned, (), TODAY)


@pytest.mark.parametrize(
    ("terms", "speaks"), [((10,), True), ((12,), True), ((10, 12), True), ((9,), False), ((10, 9), False), ((), True)]
)
def test_an_entry_speaks_of_the_terms_it_names(terms: tuple[int, ...], speaks: bool) -> None:
    assert FACTS.speaks_of_terms(DATED, terms) is speaks


@pytest.mark.parametrize(
    ("numbers", "named"),
    [
        (("71",), True),
        (("96,5", "2", "5"), True),
        (("071",), False),
        (("0",), True),
        (("7",), False),
        (("71", "8"), False),
        ((), True),
    ],
)
def test_an_entry_names_the_numbers_of_its_texts_and_sources(numbers: tuple[str, ...], named: bool) -> None:
    assert FACTS.names_all(DATED, numbers) is named


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("đại hội năm 2025 và 2027", {2025, 2027}),
        ("năm ngoái", {2025}),
        ("vài năm sau mới đi làm lại", set()),
        ("hai năm trước", set()),
        ("sau 3 năm sau", set()),
        ("nam truoc", {2025}),
        ("năm tới", {2027}),
        ("năm sau", {2027}),
        ("sang năm", {2027}),
        ("năm nay", {2026}),
        ("sinh năm 1970, hưởng gì năm 2015", {2015}),
        ("tôi sn 1960, vợ sinh ngày 20 tháng 3 năm 1962", set()),
        ("cháu sinh năm 2016 thì sao", {2016}),
        ("hồi 1995 và năm 2014", {1995, 2014}),
        ("số 12025 và 20256", set()),
        ("nay là năm nào", set()),
        ("15/3/2027", {2027}),
    ],
)
def test_years_are_named_in_figures_and_in_words(text: str, years: set[int]) -> None:
    assert years_named(Spoken(text), TODAY) == years


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("khóa X", {10}),
        ("khoá 10 và khóa xvi", {10, 16}),
        ("khóa xx, khóa i", {20, 1}),
        ("khóa cửa", set()),
        ("cửa khóa", set()),
        ("khóa 0", set()),
        ("X khóa", set()),
    ],
)
def test_terms_are_named_in_roman_and_other_numerals(text: str, terms: set[int]) -> None:
    assert terms_named(words(text)) == terms


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("nghị quyết số 71", {"71"}),
        ("nghi quyet 071 va nghi dinh thu 15", {"71", "15"}),
        ("chỉ tiêu 000", {"0"}),
        ("chỉ thị 05 rồi kết luận 1,5", {"5", "1,5"}),
        ("quyết định số thứ 9", set()),
        ("công văn ngày 9", set()),
        ("thông tư số 9", {"9"}),
        ("nghị quyết 2026", set()),
        ("nghị quyết", set()),
        ("nghị quyết số", set()),
        ("mức 500.000", set()),
        ("chỉ tiêu hay 14", set()),
    ],
)
def test_numbers_after_the_names_of_documents_name_them(text: str, numbers: set[str]) -> None:
    assert numbers_of_named_things(Spoken(text)) == numbers
