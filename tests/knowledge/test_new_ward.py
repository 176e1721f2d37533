"""`new-ward`: another ward's folder from a few answers, valid from its first line."""

import io
from datetime import date
from pathlib import Path

import pytest

from broadcasts.leader_list import read_leader_list
from knowledge import check, new_ward, ward_texts
from knowledge.__main__ import main
from knowledge.assistant import Assistant
from knowledge.loader import Library, layers_of, load
from knowledge.new_ward import Answers, NewWardError
from tests.conftest import NOW

GIVEN = ["--name", "Phường Sao  Mai", "--city", "tỉnh Sao Sáng", "--tdps", "12"]
ANSWERS = Answers(
    "phường Sao Mai",
    "tỉnh Sao Sáng",
    ("Bến Đò", "Chợ Mới"),
    (("gio-lam-viec", "7:30–11:30, 13:30–17:00: cả tuần"),),
    ((date(2027, 1, 15), "Họp “đầu năm”: tổ dân phố"),),
)


def test_the_folder_passes_the_check_and_says_what_was_answered(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / "sao-mai"
    files = new_ward.lay_out(folder, ANSWERS, library)
    assert sorted(files) == sorted(folder.iterdir())
    made = load(layers_of(folder))
    assert check.problems(made, NOW.date()) == []
    assert {key: value.value for key, value in made.ward.items() if value.value} == {
        "ten": "phường Sao Mai",
        "thanh-pho": "tỉnh Sao Sáng",
        "gio-lam-viec": "7:30–11:30, 13:30–17:00: cả tuần",
    }
    assert made.ward.keys() == {*new_ward.asked_of_wards(library), *new_ward.CONTACTS, new_ward.PLAN}
    assert made.events["su-kien-1"].title == "Họp “đầu năm”: tổ dân phố"
    assert made.language.here == ("Sao Mai", "Sao Sáng")
    assert made.entries["phuong-co-may-to"].details == "Các tổ dân phố: Bến Đò, Chợ Mới."


@pytest.mark.parametrize("count", ["1", "300"])
def test_numbered_tdps_of_any_count_pass_the_check(tmp_path: Path, library: Library, count: str) -> None:
    answers = Answers("phường Sao Mai", "thành phố Sao Sáng", new_ward.read_tdps(count))
    new_ward.lay_out(tmp_path, answers, library)
    assert check.problems(load(layers_of(tmp_path)), NOW.date()) == []


def test_very_many_names_pass_the_check(tmp_path: Path, library: Library) -> None:
    names = tuple(f"Khu phố Ven Sông {chr(65 + number % 26)}{number}" for number in range(200))
    new_ward.lay_out(tmp_path, Answers("phường Sao Mai", "tỉnh Sao Sáng", names), library)
    assert check.problems(load(layers_of(tmp_path)), NOW.date()) == []


def test_the_list_of_leaders_is_one_the_assistant_reads(tmp_path: Path, library: Library) -> None:
    new_ward.lay_out(tmp_path, ANSWERS, library)
    table = tmp_path / new_ward.LIST_OF_LEADERS
    assert [row.line for row in read_leader_list(table.read_bytes(), table.name).bad_rows] == [2, 3]  # no names yet
    filled = table.read_text(encoding="utf-8-sig").replace(",,Tổ trưởng,", ",Lan,Tổ trưởng,", 1)
    (leader,) = read_leader_list(filled.encode(), table.name).leaders
    assert (leader.tdp, leader.name) == ("Bến Đò", "Lan")


def test_every_question_of_the_sample_entries_finds_its_entry(tmp_path: Path, library: Library) -> None:
    new_ward.lay_out(tmp_path, ANSWERS, library)
    assistant = Assistant(ward=tmp_path)
    asked = [(entry.id, phrasing) for entry in assistant.library.entries.values() for phrasing in entry.ask]
    own = [(entry_id, phrasing) for entry_id, phrasing in asked if entry_id.startswith("phuong-")]
    assert [(assistant.reply(phrasing, NOW).entry, phrasing) for _, phrasing in own] == own
    assert len(own) >= 12


def test_the_own_name_is_here_and_the_first_wards_city_is_elsewhere(
    tmp_path: Path, library: Library, assistant: Assistant
) -> None:
    """Common content lists other places; a ward that is one of them is at home there."""
    new_ward.lay_out(tmp_path, Answers("phường Sao Mai", "tỉnh Lâm Đồng", ("1",)), library)
    own = Assistant(ward=tmp_path)
    question = "đăng ký thường trú ở {} cần giấy tờ gì"
    assert own.reply(question.format("lâm đồng"), NOW).kind == "answer"
    elsewhere = own.reply(question.format("hải phòng"), NOW)
    assert (elsewhere.kind, "phường Sao Mai" in elsewhere.text) == ("unknown", True)
    assert assistant.reply(question.format("hải phòng"), NOW).kind == "answer"
    assert assistant.reply(question.format("lâm đồng"), NOW).kind == "unknown"


def test_options_answer_instead_of_a_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "sao-mai"
    assert main(["new-ward", str(folder), *GIVEN, "--contact", "gio-lam-viec=7:30"]) == 0
    assert ward_texts.laid_out(str(folder), 6) in capsys.readouterr().out
    assert main(["--ward", str(folder), "ask", "giờ làm việc của phường"]) == 0
    assert capsys.readouterr().out.startswith(
        "Giờ làm việc: 7:30.\n\n• Địa chỉ UBND phường Sao Mai: phường sẽ thông báo"
    )
    assert main(["check", "--quiet", "--ward", str(folder)]) == 0


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ward.yaml").write_text("của tôi", encoding="utf-8")
    assert main(["new-ward", str(tmp_path), *GIVEN]) == 1
    assert capsys.readouterr().err.strip() == ward_texts.folder_not_empty(str(tmp_path))
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["của tôi"]


def test_without_a_person_to_ask_what_is_missing_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-ward", str(tmp_path / "x"), *GIVEN[:4]]) == 1
    assert capsys.readouterr().err.strip() == ward_texts.needed("--tdps")
    assert not (tmp_path / "x").exists()


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_at_a_terminal_everything_is_asked_until_it_can_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["Sao Mai", "phường Sao Mai", "Sao Sáng", "tỉnh Sao Sáng", "không", "3"]
    typed = [*names, "Số 1 {x}", "", "", "", "", "", "mai", ""]
    monkeypatch.setattr("sys.stdin", _Terminal("\n".join(typed) + "\n"))
    assert main(["new-ward", str(tmp_path / "x")]) == 0
    shown = capsys.readouterr().out
    for question in (ward_texts.ASK_NAME, ward_texts.BAD_NAME, ward_texts.BAD_CITY, ward_texts.BAD_TDPS):
        assert shown.count(question) == 1
    assert shown.count(ward_texts.BAD_LINE) == shown.count(ward_texts.BAD_EVENT) == 1


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (new_ward.read_name, "xã Sao Mai"), (new_ward.read_name, "phường"), (new_ward.read_name, "phường {{ward ten}}"),
        (new_ward.read_city, "Sao Sáng"), (new_ward.read_tdps, ""), (new_ward.read_tdps, "0"),
        (new_ward.read_tdps, "301"),
        (new_ward.read_tdps, "một, một"), (new_ward.read_tdps, "²"), (new_ward.read_event, "2027-02-30 Họp"),
        (new_ward.read_event, "2027-02-03"), (new_ward.read_contact, "{{when x}}"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused(read: object, text: str) -> None:
    assert callable(read)
    with pytest.raises(NewWardError):
        read(text)
