"""What officers prepare becomes readable blocks; what does not fit is told in one sentence."""

from datetime import date
from pathlib import Path

import pytest

from knowledge import check, own_content
from knowledge import teaching_texts as texts
from knowledge.loader import ContentError, Library, load
from knowledge.teaching import EDIT_STEPS, NEVER, NEW_STEPS, STAYS, Draft, UnfitError, sections, take, without_source
from tests.conftest import NOW

TODAY = NOW.date()
SHIPPED = """topics:
- {id: y-te, title: "Y tế"}
documents:
  luat: {title: "Luật số 72/2020/QH14"}
ward:
  gio: {label: "giờ làm việc", value: ""}
entries:
- id: noi-mua
  title: "Mua bảo hiểm ở đâu"
  topic: y-te
  answer: |
    Mua ở bưu điện.
  details: "Giờ: {{ward gio}}."
  source:
  - {doc: luat, at: "Điều 75"}
  ask: [mua bảo hiểm ở đâu, nơi bán bảo hiểm, chỗ đóng bảo hiểm y tế]
"""
AUTHOR = "cán bộ số 3"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "a.yaml").write_text(SHIPPED, encoding="utf-8")
    return folder


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def _typed(draft: Draft, library: Library, *answers: str) -> Draft:
    for typed in answers:
        draft = take(draft, typed, library, TODAY)
    return draft


def _published(draft: Draft, shipped: Path, overlay: Path) -> Library:
    """The content after the draft was written, which must be valid."""
    assert draft.todo == ()
    library = load([shipped, overlay])
    found = sections(draft, library, own_content.read(overlay, draft.target), AUTHOR, NOW)
    own_content.write(overlay, draft.target, own_content.as_yaml(found))
    library = load([shipped, overlay])
    assert check.problems(library, TODAY) == []
    return library


def test_one_more_way_of_asking_leaves_the_shipped_answer_where_it_is(shipped: Path, overlay: Path) -> None:
    draft = Draft(kind="edit", target="noi-mua", ask_also=("mua thẻ cho mẹ già ở đâu",))
    library = _published(draft, shipped, overlay)
    assert library.entries["noi-mua"].ask == (
        "mua bảo hiểm ở đâu", "nơi bán bảo hiểm", "chỗ đóng bảo hiểm y tế", "mua thẻ cho mẹ già ở đâu",
    )  # fmt: skip
    assert own_content.read(overlay, "noi-mua") == (
        "edits:\n  - id: noi-mua\n    ask_also:\n      - mua thẻ cho mẹ già ở đâu\n"
        "    author: cán bộ số 3\n    written: 2026-11-22 09:00\n"
    )


def test_a_second_change_of_a_block_keeps_the_first(shipped: Path, overlay: Path) -> None:
    _published(Draft(kind="edit", target="noi-mua", ask_also=("mua thẻ cho mẹ",)), shipped, overlay)
    library = load([shipped, overlay])
    draft = _typed(Draft(kind="edit", target="noi-mua", todo=EDIT_STEPS["ask"]), library, "4\n2\nthẻ cho bố")
    library = _published(draft, shipped, overlay)
    assert library.entries["noi-mua"].ask == ("mua bảo hiểm ở đâu", "chỗ đóng bảo hiểm y tế", "thẻ cho bố")
    (block,) = own_content.sections_of(own_content.read(overlay, "noi-mua"))["edits"]
    assert (block["ask_also"], block["ask_not"]) == (["thẻ cho bố"], ["nơi bán bảo hiểm"])


def test_a_changed_answer_takes_its_source_and_validity(shipped: Path, overlay: Path) -> None:
    library = load([shipped, overlay])
    draft = _typed(
        Draft(kind="edit", target="noi-mua", todo=EDIT_STEPS["answer"]),
        library,
        "Mua ở nhà văn hóa tổ 5, giá 631.800 đồng.",
        "Thông báo số 12/TB-UBND ngày 5/11/2026 của UBND phường",
        "31/12/2026",
    )
    entry = _published(draft, shipped, overlay).entries["noi-mua"]
    assert (entry.answer, entry.valid_until, entry.after) == (
        "Mua ở nhà văn hóa tổ 5, giá 631.800 đồng.", date(2026, 12, 31), texts.AFTER,
    )  # fmt: skip
    assert [(source.doc, source.figures) for source in entry.source] == [("nguon-noi-mua", "5; 631.800")]
    assert (entry.author, entry.written, entry.details) == (AUTHOR, "2026-11-22 09:00", "Giờ: {{ward gio}}.")


def test_who_keeps_the_source_says_that_it_carries_the_new_figures(shipped: Path, overlay: Path) -> None:
    library = load([shipped, overlay])
    draft = _typed(Draft(kind="edit", target="noi-mua", todo=EDIT_STEPS["answer"]), library, "Mua ở bưu điện số 7.")
    assert without_source(draft, library) == ["7"]
    entry = _published(_typed(draft, library, STAYS, STAYS), shipped, overlay).entries["noi-mua"]
    assert [(source.doc, source.at, source.figures) for source in entry.source] == [("luat", "Điều 75", "7")]
    assert entry.valid_until is None


def test_a_new_entry_is_asked_for_step_by_step_and_can_be_changed_later(shipped: Path, overlay: Path) -> None:
    library = load([shipped, overlay])
    draft = Draft(kind="new", todo=NEW_STEPS, ask_also=("chợ hoa mở hôm nào",))
    draft = _typed(draft, library, "Chợ hoa mở từ 20/1/2027.", "Chợ hoa Tết", "y-te", "Thông báo của UBND phường")
    draft = _typed(draft, library, NEVER)
    assert (draft.target, draft.todo, draft.ask_also) == (
        "cho-hoa-tet",
        ("ask",),
        ("chợ hoa mở hôm nào", "Chợ hoa Tết"),
    )
    draft = _typed(draft, library, "chợ hoa")
    entry = _published(draft, shipped, overlay).entries["cho-hoa-tet"]
    assert entry.ask == ("chợ hoa mở hôm nào", "Chợ hoa Tết", "chợ hoa")
    library = load([shipped, overlay])
    change = _typed(Draft(kind="edit", target="cho-hoa-tet", todo=("ask",)), library, "bao giờ có chợ hoa\n3")
    library = _published(change, shipped, overlay)
    assert library.entries["cho-hoa-tet"].ask == ("chợ hoa mở hôm nào", "Chợ hoa Tết", "bao giờ có chợ hoa")
    assert library.edits == {}


def test_phrasings_of_a_new_entry_are_asked_for_until_there_are_enough(shipped: Path) -> None:
    library = load([shipped])
    draft = take(Draft(kind="new", todo=("ask",)), "một câu", library, TODAY)
    assert (draft.todo, draft.ask_also) == (("ask",), ("một câu",))
    assert take(draft, "hai câu\nba câu", library, TODAY).todo == ()


def test_a_value_only_the_ward_knows_is_filled_in(shipped: Path, overlay: Path) -> None:
    draft = _typed(Draft(kind="fill", target="gio", todo=("value",)), load([shipped]), " 7 giờ 30\nđến 17 giờ ")
    library = _published(draft, shipped, overlay)
    assert library.ward["gio"].value == "7 giờ 30 đến 17 giờ"
    assert (library.ward["gio"].label, library.ward["gio"].author) == ("giờ làm việc", AUTHOR)
    assert check.unfilled(library) == []


@pytest.mark.parametrize(
    ("step", "typed", "why"),
    [
        ("answer", "  ", texts.NOTHING_TYPED),
        ("answer", "a" * 351, texts.too_long(351, 350)),
        ("answer", "giờ {{ward gio}}", texts.BRACES),
        ("title", "mua bao hiem o dau", texts.title_taken("mua bao hiem o dau")),
        ("topic", "khong-co", texts.NO_SUCH_TOPIC),
        ("source", "báo", texts.SOURCE_TOO_SHORT),
        ("validity", "cuối năm", texts.BAD_DAY),
        ("validity", "31/2/2027", texts.BAD_DAY),
        ("validity", "21/11/2026", texts.DAY_PAST),
        ("ask", "🙂", texts.NOTHING_TYPED),
        ("ask", "Mua bảo hiểm ở đâu?", texts.NOTHING_NEW),
        ("ask", "9", texts.no_such_number("9")),
        ("ask", "1", texts.too_few_left(3)),
        ("value", "x" * 201, texts.too_long(201, 200)),
    ],
)
def test_what_does_not_fit_is_told(shipped: Path, step: str, typed: str, why: str) -> None:
    draft = Draft.model_validate({"kind": "edit", "target": "noi-mua", "todo": [step]})
    with pytest.raises(UnfitError) as told:
        take(draft, typed, load([shipped]), TODAY)
    assert str(told.value) == why


def test_an_edit_of_nothing_is_named_by_file_and_line(shipped: Path, overlay: Path) -> None:
    (overlay / "x.yaml").write_text("edits:\n- id: khong-co\n  ask_also: [a]\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"x\.yaml:2: “khong-co”: nhắc đến edits “khong-co”"):
        load([shipped, overlay])


def test_the_state_of_the_content_is_told_by_its_files(overlay: Path) -> None:
    empty = own_content.state(overlay)
    own_content.write(overlay, "a", "ward: {}\n")
    written = own_content.state(overlay)
    own_content.write(overlay, "a", None)
    assert own_content.state(overlay) == empty != written


def test_ids_of_new_entries_are_readable_and_unique() -> None:
    assert own_content.new_id("Chợ hoa Tết: mở ở đâu?", {}) == "cho-hoa-tet-mo-o-dau"
    assert own_content.new_id("Chợ hoa Tết", {"cho-hoa-tet": 1, "cho-hoa-tet-2": 1}) == "cho-hoa-tet-3"
    assert own_content.new_id("🌸", {}) == "muc"
