"""The command line beside a running assistant."""

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.database import open_database
from broadcasts import people_store
from broadcasts.migrations import migrations


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    return tmp_path


def test_a_list_is_taken_over_once_and_its_bad_rows_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "ds.csv").write_text("Tổ;Họ tên\n5;Nguyễn Thị Lan\n7;\n", encoding="utf-8")
    assert main(["leaders", "import", "ds.csv"]) == 0
    first, bad = capsys.readouterr().out.splitlines()
    assert first == "Đã nhận: 1 người mới, 0 người đã có. Chưa dùng được: 1 dòng."
    assert bad.startswith("Dòng 3: ")
    assert main(["leaders", "import", "ds.csv"]) == 0
    assert capsys.readouterr().out.startswith("Đã nhận: 0 người mới, 1 người đã có.")
    db = open_database(folder / "data" / "ward.db", (migrations,))
    assert [(one.tdp, one.name, one.linked) for one in people_store.current_offices(db)] == [
        ("5", "Nguyễn Thị Lan", False)
    ]
    db.close()


@pytest.mark.parametrize("name", ["khong-co.csv", "hong.xlsx"])
def test_a_file_that_cannot_be_used_is_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (folder / "hong.xlsx").write_bytes(b"PK nothing")
    assert main(["leaders", "import", name]) == 1
    (sentence,) = capsys.readouterr().err.splitlines()
    assert "hãy" in sentence.casefold()


def test_posters_are_written_for_ward_and_topics_and_tdps(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "ds.csv").write_text("Tổ;Họ tên\n5;Nguyễn Thị Lan\n", encoding="utf-8")
    main(["leaders", "import", "ds.csv"])
    assert main(["posters", "ap-phich.pdf", "--username", "@tro_ly_bot"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Đã ghi 9 tờ áp phích vào ap-phich.pdf."
    assert (folder / "ap-phich.pdf").read_bytes().count(b"/Type /Page\n") == 9


def test_the_wards_own_poster_is_written_as_a_picture_as_well(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["posters", "ap-phich.png", "--username", "tro_ly_bot"]) == 0
    assert capsys.readouterr().out == "Đã ghi 1 tờ áp phích vào ap-phich.png.\n"
    assert (folder / "ap-phich.png").read_bytes().startswith(b"\x89PNG")


def test_posters_that_cannot_be_written_are_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["posters", "khong/co/thu-muc.pdf", "--username", "tro_ly_bot"]) == 1
    assert "khong/co/thu-muc.pdf" in capsys.readouterr().err
