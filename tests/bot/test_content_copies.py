"""What the ward taught is in every copy beside the database, and comes back with it."""

import os
import stat
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot import backups, content_copies, doctor, restoring
from bot.__main__ import main
from bot.backups import DAILY, WEEKLY, DamagedError
from bot.data_folder import overlay_of
from bot.database import open_database
from bot.doctor import Finding, Severity
from bot.settings import Settings
from knowledge import own_content
from knowledge.loader import Library
from tests.conftest import NOW
from tests.small_content import OWN_ENTRY

DAY = timedelta(days=1)
TAUGHT = {"can-bo/cho-hoa.yaml": OWN_ENTRY.encode(), "rac-do-vat.csv": b"thing,bin\n"}


@pytest.fixture
def ward(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A ward that has run and was taught an entry; the command line finds it."""
    monkeypatch.setenv("DATA_DIR", str(settings.data_dir))
    open_database(settings.data_dir / "ward.db").close()
    teach(settings, "cho-hoa", OWN_ENTRY)
    return settings


def teach(settings: Settings, name: str, text: str) -> None:
    overlay_of(settings.data_dir).mkdir(exist_ok=True)
    own_content.write(overlay_of(settings.data_dir), name, text)


def taught(settings: Settings) -> dict[str, bytes]:
    return content_copies.held_in(overlay_of(settings.data_dir))


def questions(path: Path) -> int:
    with closing(open_database(path)) as db:
        return int(db.table("questions").count)


def put_back(settings: Settings, source: Path, library: Library) -> restoring.Restored:
    return restoring.restore(settings, source, lambda _: library, NOW + DAY)


def test_a_zip_holds_every_file_is_its_owners_alone_and_opens_again(tmp_path: Path) -> None:
    folder, target, again = tmp_path / "content", tmp_path / "ward.content.zip", tmp_path / "again"
    content_copies.write(TAUGHT, folder)
    os.utime(folder / "rac-do-vat.csv", (0, 0))  # the clock of the machine was wrong
    content_copies.pack(folder, target)
    assert content_copies.unpacked(target) == TAUGHT
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    content_copies.write(content_copies.unpacked(target), again)
    assert content_copies.held_in(again) == TAUGHT
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "content", "ward.content.zip"]


@pytest.mark.parametrize("folder", ["absent", "empty"])
def test_nothing_taught_leaves_no_zip(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    target = tmp_path / "copy.content.zip"
    target.write_bytes(b"of an earlier copy of this name")
    content_copies.pack(tmp_path / folder, target)
    assert not target.exists()


def test_a_name_that_is_no_unicode_gives_no_zip_and_is_the_machines_fault(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / os.fsdecode(b"ph\xf4ng.yaml")).write_bytes(b"")
    with pytest.raises(OSError, match="surrogates not allowed"):
        content_copies.pack(folder, tmp_path / "ward.content.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["content"]


@hypothesis_settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=4), st.data())
def test_a_zip_that_was_damaged_is_whole_or_said_to_be_damaged(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("zips")
    content_copies.write(TAUGHT, folder / "content")
    path = folder / "ward.content.zip"
    content_copies.pack(folder / "content", path)
    content = bytearray(path.read_bytes())
    for at, value in changes:
        content[at % len(content)] = value
    path.write_bytes(bytes(content[: data.draw(st.integers(0, len(content)))]))
    try:
        read = content_copies.unpacked(path)
    except (zipfile.BadZipFile, OSError):
        return
    # What holds no name of a file is not covered by a zip's sums; words are.
    assert set(read.values()) <= set(TAUGHT.values())


def test_names_that_lead_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    for name in ("../outside.yaml", "/outside.yaml", "a/../../outside.yaml"):
        with pytest.raises(zipfile.BadZipFile):
            content_copies.write({name: b"x"}, tmp_path / "content")
        (tmp_path / "content").rmdir()
    assert list(tmp_path.iterdir()) == []


def test_each_copy_has_what_was_taught_then_and_both_go_together(ward: Settings) -> None:
    path, folder = ward.data_dir / "ward.db", ward.data_dir / "backups"
    for day in range(1, 64):
        teach(ward, "cho-hoa", f"# day {day}\n{OWN_ENTRY}")
        backup = backups.make(path, NOW + day * DAY)
        assert backups.taught_in(backup.path) == taught(ward)
    copies, zips = sorted(folder.glob("*.db")), sorted(folder.glob("*.zip"))
    assert len(copies) == DAILY + WEEKLY
    assert zips == [content_copies.beside(copy) for copy in copies]
    assert [path for path in folder.iterdir() if path not in {*copies, *zips}] == []


def test_content_that_cannot_be_read_costs_no_copy_of_the_database(ward: Settings) -> None:
    (overlay_of(ward.data_dir) / os.fsdecode(b"ph\xf4ng.yaml")).write_bytes(b"")
    with pytest.raises(OSError, match="surrogates not allowed"):
        backups.make(ward.data_dir / "ward.db", NOW)
    (copy,) = backups.backups(ward.data_dir / "backups")
    assert (copy.made, backups.taught_in(copy.path)) == (NOW, None)


def test_a_copy_whose_content_is_damaged_is_not_good(ward: Settings, library: Library) -> None:
    path, folder = ward.data_dir / "ward.db", ward.data_dir / "backups"
    older, newer = (backups.make(path, NOW + days * DAY) for days in range(2))
    content_copies.beside(newer.path).write_bytes(b"no zip")
    assert backups.newest_good(folder) == older
    before = taught(ward)
    with pytest.raises(DamagedError, match=r"content\.zip: File is not a zip file"):
        put_back(ward, newer.path, library)
    assert taught(ward) == before


def test_a_lost_disk_gives_back_what_was_taught(ward: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    stick = ward.data_dir.parent / "usb" / "copy.db"
    assert main(["backup", str(stick)]) == 0
    assert capsys.readouterr().out == (
        f"Đã sao lưu vào {stick}, đã mở thử: tệp tốt.\n"
        f"Nội dung phường đã dạy ở {stick.parent}/copy.content.zip: chép đi nơi khác thì chép cả hai tệp.\n"
    )
    before = taught(ward)
    (ward.data_dir / "ward.db").unlink()
    (overlay_of(ward.data_dir) / "can-bo" / "cho-hoa.yaml").unlink()
    assert main(["restore", str(stick)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-1] == "Nội dung phường đã dạy: đúng như trong bản sao lưu (1 tệp)."
    assert taught(ward) == before
    assert sorted(path.name for path in ward.data_dir.glob("*restored*")) == []


def test_other_content_is_replaced_only_when_told_to_and_set_aside(
    ward: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    path, overlay = ward.data_dir / "ward.db", overlay_of(ward.data_dir)
    copy = backups.make(path, NOW).path
    copied = taught(ward)
    teach(ward, "cho-hoa", f"# changed since\n{OWN_ENTRY}")
    since = taught(ward)
    path.unlink()
    assert main(["restore"]) == 1
    assert capsys.readouterr().err == (
        f"Nội dung trong {overlay} khác với bản sao lưu {copy}, chưa thay. "
        "Đồng ý thay thì chạy lại lệnh này với --replace; nội dung cũ được cất trong thư mục sao lưu.\n"
    )
    assert (path.exists(), taught(ward)) == (False, since)
    assert main(["restore", "--replace"]) == 0
    (aside,) = (ward.data_dir / "backups").glob("replaced-*.content")
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Nội dung phường đã dạy: đúng như trong bản sao lưu (1 tệp). "
        f"Nội dung cũ được cất ở {aside}, năm tuần nữa sẽ tự xóa."
    )
    assert (path.exists(), taught(ward), content_copies.held_in(aside)) == (True, copied, since)


def test_the_same_content_is_left_alone(ward: Settings, library: Library) -> None:
    copy = backups.make(ward.data_dir / "ward.db", NOW).path
    node = (overlay_of(ward.data_dir) / "can-bo" / "cho-hoa.yaml").stat().st_ino
    done = put_back(ward, copy, library)
    assert (done.taught, done.overlay_aside) == (1, None)
    assert (overlay_of(ward.data_dir) / "can-bo" / "cho-hoa.yaml").stat().st_ino == node


def test_a_copy_without_content_leaves_what_is_there(ward: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    copy = backups.make(ward.data_dir / "ward.db", NOW).path
    content_copies.beside(copy).unlink()
    before = taught(ward)
    assert main(["restore", "--replace"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Bản sao lưu này không kèm nội dung phường đã dạy; nội dung trên máy vẫn như trước. "
        "Nếu có tệp cùng tên với đuôi .content.zip, hãy chép vào cạnh bản sao lưu rồi chạy lại lệnh này."
    )
    assert taught(ward) == before


def test_content_in_a_copy_that_cannot_be_served_changes_nothing(
    ward: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ward.data_dir / "ward.db"
    teach(ward, "cho-hoa", "entries: nonsense\n")
    copy = backups.make(path, NOW).path
    teach(ward, "cho-hoa", OWN_ENTRY)
    before = taught(ward)
    assert main(["restore", "--replace"]) == 1
    assert capsys.readouterr().err.startswith(f"Không khôi phục được từ {copy} (")
    assert (taught(ward), questions(path)) == (before, 0)
    assert list((ward.data_dir / "backups").glob("replaced-*")) == []


def test_broken_content_on_the_machine_does_not_stop_a_restore(ward: Settings) -> None:
    backups.make(ward.data_dir / "ward.db", NOW)
    before = taught(ward)
    teach(ward, "cho-hoa", "entries: nonsense\n")
    assert main(["restore", "--replace"]) == 0
    assert taught(ward) == before


def test_content_that_was_set_aside_goes_with_the_copies_of_its_time(ward: Settings) -> None:
    aside = backups.set_overlay_aside(overlay_of(ward.data_dir), datetime(2026, 11, 22, 2, tzinfo=UTC))
    for days, there in ((35, True), (36, False)):
        backups.make(ward.data_dir / "ward.db", NOW + days * DAY)
        assert aside.exists() is there


def test_the_doctor_sees_content_that_no_copy_has(ward: Settings) -> None:
    copy = backups.make(ward.data_dir / "ward.db", NOW).path
    assert [one.severity for one in doctor.copies(ward, NOW)] == [Severity.FINE]
    content_copies.beside(copy).unlink()
    assert list(doctor.copies(ward, NOW))[1:] == [
        Finding(
            Severity.LOOK,
            f"Bản sao lưu {copy} chưa kèm nội dung phường đã dạy ({overlay_of(ward.data_dir)}). "
            "Hãy chạy: tro-ly-phuong backup",
        )
    ]
