"""Content files become a library, or one sentence that names file and line."""

from pathlib import Path

import pytest

from knowledge.entry import Entry
from knowledge.loader import ContentError, Library, load

ENTRY = """entries:
- id: thu
  title: "Thử"
  topic: chung
  answer: 7:30
  ask: [a b, b c, c d]
"""


def _folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_values_stay_as_they_are_written(tmp_path: Path) -> None:
    entry = load([_folder(tmp_path, a=ENTRY)]).entries["thu"]
    assert (entry.answer, entry.where, entry.ask) == ("7:30", "a.yaml:2", ("a b", "b c", "c d"))


def test_a_later_layer_overrides_entry_by_entry_and_fills_in_ward_values(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    shipped.mkdir()
    own.mkdir()
    _folder(shipped, a=ENTRY, w='ward:\n  gio: {label: "giờ", value: ""}\n')
    _folder(own, b=ENTRY.replace("7:30", "8:00"), w='ward:\n  gio: {value: "8 giờ"}\n')
    library = load([shipped, own])
    assert library.entries["thu"].answer == "8:00"
    assert (library.ward_value("gio"), library.ward["gio"].label) == ("8 giờ", "giờ")


def test_a_missing_folder_is_an_empty_layer(tmp_path: Path) -> None:
    assert load([_folder(tmp_path, a=ENTRY), tmp_path / "khong-co"]).entries.keys() == {"thu"}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (ENTRY.replace("topic:", "chude:"), "a.yaml:2: “thu”: thiếu mục “topic”"),
        (ENTRY + "  mau: xanh\n", "a.yaml:2: “thu”: không có mục nào tên “mau”; hãy kiểm tra chính tả"),
        (ENTRY + ENTRY.removeprefix("entries:\n"), "a.yaml:7: mã “thu” đã có ở a.yaml:2"),
        (ENTRY + "  topic: khac\n", "a.yaml:7: mục “topic” được viết hai lần"),
        ("entries:\n- id: [", "a.yaml:3: không đọc được YAML"),
        ("muc_la: 1\n", "a.yaml:1: không có phần nào tên “muc_la”"),
        ("- a\n", "a.yaml:1: tệp phải bắt đầu bằng một phần"),
        ("entries: xin chào\n", "a.yaml:1: phần “entries” phải là một danh sách"),
        ("entries:\n- xin chào\n", "a.yaml:2: “entries” phải là khối"),
        ("ward:\n  gio: 8\n", "a.yaml:2: “ward.gio” phải là khối"),
        (ENTRY.replace("id: thu", "id: Thử!"), "a.yaml:2: “Thử!”: mục “id” chưa đúng"),
        (ENTRY + "  valid_from: hôm qua\n", "a.yaml:2: “thu”: mục “valid_from” chưa đúng"),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, text: str, where: str) -> None:
    with pytest.raises(ContentError) as raised:
        load([_folder(tmp_path, a=text)])
    assert str(raised.value).startswith(where)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as raised:
        load([_folder(tmp_path, a="x: 1\n", b=ENTRY.replace("title", "tieude"))])
    assert len(str(raised.value).splitlines()) == 3


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("entries: tiếng Việt".encode("utf-16"))
    with pytest.raises(ContentError, match=r"a\.yaml: tệp không phải UTF-8"):
        load([tmp_path])


def test_twins_are_named_on_one_side_and_known_on_both() -> None:
    entries = {
        name: Entry(id=name, title=name, topic="t", answer="…", twins=twins)
        for name, twins in {"a": ("b", "c"), "b": (), "c": (), "d": ("a",)}.items()
    }
    library = Library(entries=entries)
    assert library.with_twins(["a"]) == ("a", "b", "c", "d")
    assert library.with_twins(["b"]) == ("b", "a")
    assert library.with_twins(["c", "b", "gone"]) == ("c", "b", "gone", "a")
    assert library.with_twins([]) == ()
