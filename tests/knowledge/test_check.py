"""The content check: each rule finds its fault, and the shipped content has none."""

import re
from datetime import date
from pathlib import Path

import pytest

from knowledge import check
from knowledge.loader import Library, load
from knowledge.reply import source_line
from tests.conftest import NOW

TODAY = date(2026, 11, 22)

CONTENT = """topics:
- {id: chung, title: "Chung"}
documents:
  luat: {title: "Luật số 72/2020/QH14"}
ward:
  gio: {label: "giờ làm việc", value: ""}
entries:
- id: mot
  title: "Mức phạt"
  topic: chung
  answer: |
    Phạt 500.000 đồng từ 1/1/2025.
  source:
  - {doc: luat, at: "Điều 75", figures: "500.000 đồng; 01/01/2025"}
  ask: [phạt bao nhiêu, mức phạt thế nào, bị phạt tiền]
- id: hai
  title: "Giờ làm việc"
  topic: chung
  answer: "Giờ: {{ward gio}}."
  source: [{doc: luat}]
  ask: [mấy giờ mở cửa, giờ nào làm việc, lúc nào có người]
"""


def _library(tmp_path: Path, old: str = "", new: str = "") -> Library:
    assert old in CONTENT
    (tmp_path / "a.yaml").write_text(CONTENT.replace(old, new, 1) if old else CONTENT, encoding="utf-8")
    return load([tmp_path])


def test_good_content_has_no_problem(tmp_path: Path) -> None:
    assert check.problems(_library(tmp_path), TODAY) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("500.000 đồng từ", "600.000 đồng từ", "số “600.000” không có trong dòng nguồn nào"),
        ("topic: chung", "topic: la", "nhắc đến topic “la” không có"),
        ("{doc: luat}", "{doc: nghi-dinh}", "nhắc đến doc “nghi-dinh” không có"),
        ("  source: [{doc: luat}]\n", "", "thiếu nguồn"),
        ("ask: [mấy giờ mở cửa, giờ nào làm việc, lúc nào có người]", "ask: [mấy giờ]", "cần ít nhất 3 cách hỏi"),
        ("lúc nào có người", "Phạt bao nhiêu?", "câu hỏi “Phạt bao nhiêu?” đã thuộc về “mot”"),
        ("lúc nào có người", "'!!!'", "câu hỏi “!!!” không có từ nào"),
        ('title: "Giờ làm việc"', 'title: "MỨC PHẠT"', "tiêu đề “MỨC PHẠT” trùng với “mot”"),
        ("{{ward gio}}", "{{ward phut}}", "nhắc đến ward “phut” không có"),
        ("{{ward gio}}", "{{gio}}", "không hiểu “{{gio}}”"),
        ("  topic: chung\n", "  topic: chung\n  related: [ba]\n", "nhắc đến related “ba” không có"),
        ("  topic: chung\n", "  topic: chung\n  valid_until: 2026-12-31\n", "có “valid_until” nhưng chưa có “after”"),
        ("  topic: chung\n", "  topic: chung\n  valid_from: 2027-01-01\n", "chưa có “before”"),
        ("topics:", "events:\n- {id: e, title: E, start: 2026-01-02, end: 2026-01-01}\ntopics:", "trước ngày bắt đầu"),
        ("topics:", "events:\n- {id: e, title: E, start: 2026-01-02, entry: ba}\ntopics:", "nhắc đến entry “ba” không"),
    ],
)
def test_each_fault_is_found_and_named(tmp_path: Path, old: str, new: str, problem: str) -> None:
    found = check.problems(_library(tmp_path, old, new), TODAY)
    assert len(found) == 1
    assert found[0].startswith("a.yaml:")
    assert problem in found[0]


def test_a_reply_longer_than_a_message_is_found(tmp_path: Path) -> None:
    sources = ", ".join(f'{{doc: luat, at: "{"x" * 300} {number}"}}' for number in range(8))
    (found,) = check.problems(_library(tmp_path, "source: [{doc: luat}]", f"source: [{sources}]"), TODAY)
    assert "quá 2000 ký tự" in found


def test_figures_ignore_list_markers_placeholders_and_leading_zeros() -> None:
    text = "1. Mức 08/12/2025\n2) 96,5% và {{when 2026-03-15}}, 02 nhà"
    assert check.figures(text) == {"8/12/2025", "96,5", "2"}


def test_unfilled_values_and_expired_entries_are_listed(tmp_path: Path) -> None:
    library = _library(tmp_path, "  topic: chung\n", "  topic: chung\n  valid_until: 2026-01-01\n  after: Đã qua.\n")
    assert [(value.where, value.id, value.label) for value in check.unfilled(library)] == [
        ("a.yaml:6", "gio", "giờ làm việc")
    ]
    assert check.waiting_for(library, "gio") == ["hai"]
    assert [entry.id for entry in check.expired(library, TODAY)] == ["mot"]


def test_sources_nobody_has_compared_are_listed_and_carry_no_day(tmp_path: Path) -> None:
    content = CONTENT.replace('72/2020/QH14"}', '72/2020/QH14", checked: 2026-11-20}\n  bao: {title: "Thông báo số 5"}')
    places = "{doc: luat, at: Điều 80, checked: false}, {doc: bao}, {doc: luat, at: Điều 76}, {doc: luat, at: Điều 77}"
    (tmp_path / "a.yaml").write_text(content.replace("[{doc: luat}]", f"[{places}]"), encoding="utf-8")
    library = load([tmp_path])
    assert [(entry.id, source.doc, source.at) for entry, source in check.uncompared(library)] == [
        ("hai", "luat", "Điều 80")
    ]
    assert source_line(library.entries["hai"], library) == (
        "Nguồn: Luật số 72/2020/QH14, Điều 76; Luật số 72/2020/QH14, Điều 77 (đối chiếu 20/11/2026); "
        "Luật số 72/2020/QH14, Điều 80; Thông báo số 5."
    )


def test_the_shipped_content_is_valid_today_and_in_years_to_come(library: Library) -> None:
    for day in (NOW.date(), date(2025, 12, 9), date(2027, 1, 1), date(2031, 6, 1)):
        assert [problem for problem in check.problems(library, day) if "before" not in problem] == []


def test_no_shipped_text_opens_with_a_bare_yes_or_no(library: Library) -> None:
    # It would confirm whatever a question took for granted: "chỉ hộ nghèo mới được à?" – "Có."
    bare = re.compile(r"(?:Có|Không|Được|Đúng|Phải|Chưa|Rồi)[.,;:!]")
    answers = [(entry.id, text) for entry in library.entries.values() if entry.kind == "answer" for text in entry.texts]
    assert [name for name, text in answers if bare.match(text)] == []
