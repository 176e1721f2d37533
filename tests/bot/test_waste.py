"""What goes where: groups with pictures, things by name, and the table officers edit."""

from pathlib import Path

import pytest
from PIL import Image

from bot import texts
from bot.pretend import Call, PretendTelegram
from knowledge import pictures
from knowledge.loader import SHIPPED_CONTENT, ContentError, Library, load
from knowledge.waste import COLUMNS, WASTE_TABLE
from tests.bot.phone import Phone

HEADER = ",".join(COLUMNS)


async def test_rac_shows_the_groups_and_each_has_its_picture(resident: Phone, telegram: PretendTelegram) -> None:
    groups = await resident.asks("/rac")
    assert groups.buttons == (
        "Tái chế", "Thực phẩm", "Nguy hại", "Cồng kềnh", "Còn lại", "Xử lý riêng", texts.BACK_TO_MENU,
    )  # fmt: skip
    for group in groups.buttons[:-1]:
        await resident.says("/rac")
        await resident.presses(group)
        assert telegram.calls[-1].method == "sendPhoto", group


async def test_a_thing_is_asked_by_name(resident: Phone, telegram: PretendTelegram) -> None:
    answer = await resident.asks("/rac bỉm")
    assert answer.text.startswith("Bỉm, tã giấy: rác còn lại.")
    assert telegram.calls[-1].method == "sendPhoto"
    assert (await resident.asks("vỏ lon bia vứt đâu")).text.startswith("Lon bia, lon nước ngọt: rác tái chế.")


async def test_a_word_for_several_things_is_asked_back(resident: Phone) -> None:
    asked = await resident.asks("khẩu trang")
    assert {"1. Khẩu trang dùng một lần", "2. Khẩu trang vải"} <= set(asked.buttons)


def _photos(telegram: PretendTelegram) -> list[str | None]:
    """What was sent as a picture: an id, or None for an upload."""
    return [call.parameters.get("photo") for call in telegram.calls if call.method == "sendPhoto"]


async def test_a_picture_is_uploaded_once_and_named_by_its_id_afterwards(
    resident: Phone, telegram: PretendTelegram
) -> None:
    await resident.says("/rac bỉm")
    await resident.says("/rac bỉm")
    assert _photos(telegram) == [None, "photo-1"]


async def test_a_forgotten_id_is_replaced_by_a_new_upload(
    resident: Phone, telegram: PretendTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgets(call: Call) -> tuple[int, str] | None:
        known = call.parameters.get("photo") == "photo-1"
        return (400, "Bad Request: wrong file identifier/HTTP URL specified") if known else None

    await resident.says("/rac bỉm")
    monkeypatch.setattr(telegram, "_on_call", forgets)
    await resident.says("/rac bỉm")
    await resident.says("/rac bỉm")
    assert _photos(telegram) == [None, "photo-1", None, "photo-2"]


def test_every_group_has_a_picture_that_a_phone_can_show(library: Library) -> None:
    for group in library.bins.values():
        path = SHIPPED_CONTENT / "pictures" / f"{group.id}.png"
        with Image.open(path) as picture:
            assert picture.size == (pictures.WIDTH, pictures.HEIGHT)
        assert path.stat().st_size < 60_000


def test_the_shipped_pictures_are_what_the_script_draws(library: Library) -> None:
    for group in library.bins.values():
        with Image.open(SHIPPED_CONTENT / "pictures" / f"{group.id}.png") as shipped:
            assert shipped.convert("RGB").tobytes() == pictures.draw(group).tobytes(), f"make pictures: {group.id}"


def test_the_table_has_three_hundred_things(library: Library) -> None:
    assert sum(entry.id.startswith("vat-") for entry in library.entries.values()) >= 300


def _own_table(tmp_path: Path, *rows: str, header: str = HEADER) -> Library:
    (tmp_path / WASTE_TABLE).write_text("\n".join([header, *rows]), encoding="utf-8-sig")
    return load([SHIPPED_CONTENT, tmp_path])


def test_the_ward_adds_and_corrects_things_in_a_spreadsheet(tmp_path: Path) -> None:
    row = 'i-900,Vỏ trấu,trấu; vỏ thóc,thuc-pham,"Trộn vào đất.",thong-bao-phuong,xac-nhan'
    entry = _own_table(tmp_path, row, "").entries["vat-i-900"]
    assert (entry.title, entry.answer, entry.bin) == ("Vỏ trấu", "Vỏ trấu: rác thực phẩm.\nTrộn vào đất.", "thuc-pham")
    assert entry.where == f"{WASTE_TABLE}:2"


def test_a_table_saved_with_semicolons_is_read_as_well(tmp_path: Path) -> None:
    library = _own_table(tmp_path, "i-900;Vỏ trấu;;thuc-pham;;thong-bao-phuong;chung", header=HEADER.replace(",", ";"))
    assert library.entries["vat-i-900"].certainty == "general"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("i-900,Vỏ trấu,,la,,thong-bao-phuong,chung", "không có nhóm “la”"),
        ("i-900,,,thuc-pham,,thong-bao-phuong,chung", "ô “ten” còn trống"),
        ("i-900,Vỏ trấu,,thuc-pham,,thong-bao-phuong,co", "ô “chac_chan” là “co”"),
        ("I 900,Vỏ trấu,,thuc-pham,,thong-bao-phuong,chung", "id"),
    ],
)
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, row: str, problem: str) -> None:
    with pytest.raises(ContentError) as raised:
        _own_table(tmp_path, row)
    assert str(raised.value).startswith(f"{WASTE_TABLE}:2: ")
    assert problem in str(raised.value)


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="dòng đầu phải gồm các cột: ma,ten,ten_khac"):
        _own_table(tmp_path, header="a,b,c")
