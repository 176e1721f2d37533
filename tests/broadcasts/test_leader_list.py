"""The ward's list of leaders, as officers keep it: everything is a leader, a bad row, or a refused file."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from broadcasts import texts
from broadcasts.leader_list import UnreadableList, read_leader_list
from broadcasts.people import BadRow, LeaderList, ListedLeader, Rank
from broadcasts.spellings import phone_number, tdp_name

HEADING = ["TDP", "Họ và tên", "Chức vụ", "Số điện thoại"]
AN = ["5", "Nguyễn Văn An", "Tổ trưởng", "0912345678"]
LISTED_AN = ListedLeader("5", "Nguyễn Văn An", Rank.HEAD, "+84912345678", 2)


def _xlsx(
    rows: Sequence[Sequence[object]],
    *merges: str,
    more_sheets: Mapping[str, Sequence[Sequence[object]]] | None = None,
    hidden: str | None = None,
) -> bytes:
    book = Workbook()
    del book["Sheet"]
    for title, of_sheet in {"Danh sách": rows, **(more_sheets or {})}.items():
        sheet = book.create_sheet(title)
        for row in of_sheet:
            sheet.append(row)
    for merge in merges:
        book["Danh sách"].merge_cells(merge)
    if hidden:
        book[hidden].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return _with_shared_strings(file.getvalue())


def _with_shared_strings(content: bytes) -> bytes:
    """As Excel keeps texts: in a part of their own, with cells that point to them; openpyxl leaves them in place."""
    shared: list[bytes] = []

    def pointed(match: re.Match[bytes]) -> bytes:
        shared.append(match[1])
        return b't="s"><v>%d</v></c>' % (len(shared) - 1)

    def part(name: str, xml: bytes) -> bytes:
        xml = re.sub(rb't="inlineStr"><is>(.*?)</is></c>', pointed, xml, flags=re.DOTALL)
        return xml.replace(b"</Types>", b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind)

    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    file = io.BytesIO(_repacked(content, part))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        items = b"".join(b"<si>" + item + b"</si>" for item in shared)
        archive.writestr("xl/sharedStrings.xml", b'<sst xmlns="' + space + b'">' + items + b"</sst>")
    return file.getvalue()


def _repacked(content: bytes, change: Callable[[str, bytes], bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same .xlsx with each part changed, every checksum right again."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", compression) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return file.getvalue()


def _csv(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def _reason(*row: object) -> str:
    """Why a row under the usual heading is not taken over."""
    found = read_leader_list(_xlsx([HEADING, list(row)]), "ds.xlsx")
    assert (found.leaders, [bad.line for bad in found.bad_rows]) == ((), [2])
    return found.bad_rows[0].reason


def _refusal(content: bytes, filename: str) -> str:
    with pytest.raises(UnreadableList) as raised:
        read_leader_list(content, filename)
    return str(raised.value)


# --- Whole lists -----------------------------------------------------------------------------------------------------


def test_an_officers_table_is_read_with_its_title_merged_cells_numbers_and_other_columns() -> None:
    rows: list[list[object]] = [
        ["ỦY BAN NHÂN DÂN PHƯỜNG"],
        ["DANH SÁCH TỔ TRƯỞNG, TỔ PHÓ TỔ DÂN PHỐ NĂM 2026"],
        [],
        ["STT", "HỌ  VÀ TÊN", "Ngày sinh", "tổ dân phố", "Chức danh", "Liên hệ", None],
        [None, None, None, None, None, "SĐT", "Địa chỉ"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        [1, " Nguyễn  Văn An ", date(1960, 3, 15), 5.0, "Tổ trưởng", 912345678.0, "Số 1"],
        [2, normalize("NFD", "Trần Thị Bé"), 1962, None, "Tổ phó", "0225.3842.123", "Số 2"],
        [],
        ["KHU VỰC 2"],
        [3, "Lê Văn Cư", None, "TDP Lạch  Tray 3", None, None, None],
        [4, None, None, 7, None, None, None],
    ]
    content = _xlsx(rows, *("A1:G1", "A2:G2", "A4:A5", "B4:B5", "C4:C5", "D4:D5", "E4:E5", "F4:G4", "D7:D8", "A10:G10"))
    assert read_leader_list(content, "Danh sách.xlsx") == LeaderList(
        leaders=(
            ListedLeader("5", "Nguyễn Văn An", Rank.HEAD, "+84912345678", 7),
            ListedLeader("5", "Trần Thị Bé", Rank.DEPUTY, "+842253842123", 8),
            ListedLeader("Lạch Tray 3", "Lê Văn Cư", Rank.HEAD, None, 11),
        ),
        bad_rows=(BadRow(12, "Thiếu họ tên; hãy điền đủ họ tên hoặc xóa dòng này."),),
    )


def test_a_name_in_two_columns_under_one_heading_is_one_name() -> None:
    rows: list[list[object]] = [["Tổ", "Họ và tên", None, "SĐT"], [5, "Nguyễn Văn", "An", "0912 345 678"]]
    assert read_leader_list(_xlsx(rows, "B1:C1"), "a.xlsx") == LeaderList((LISTED_AN,), ())


@pytest.mark.parametrize(
    "heading", ["Họ và tên", "HỌ TÊN", "ho ten", "Tên tổ trưởng", "Họ và tên tổ trưởng TDP", "Họ tên (*)"]
)
@pytest.mark.parametrize("tdp", ["Tổ dân phố", "TDP", "Tổ", "Tổ số", "to dan pho", "Số TDP"])
@pytest.mark.parametrize("phone", ["Điện thoại", "SĐT", "Số điện thoại", "Di động", "so dt", "ĐT liên hệ"])
def test_headings_are_known_in_any_spelling_and_order(heading: str, tdp: str, phone: str) -> None:
    found = read_leader_list(_csv(f"{phone},{heading},{tdp}", "0912345678,Nguyễn Văn An,5"), "a.csv")
    assert found == LeaderList((LISTED_AN,), ())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_in_the_encodings_and_with_the_delimiters_of_excel(encoding: str, delimiter: str) -> None:
    lines = ("Danh sách, tổ trưởng; năm 2026, quý 1", "", delimiter.join(HEADING), delimiter.join(AN), delimiter * 3)
    found = read_leader_list("\r\n".join(lines).encode(encoding), "DS.CSV")
    assert found == LeaderList((ListedLeader("5", "Nguyễn Văn An", Rank.HEAD, "+84912345678", 4),), ())


def test_csv_of_an_old_vietnamese_windows_is_the_last_resort() -> None:
    tones = "\u0300\u0301\u0309\u0303\u0323"
    text = "Tổ dân phố;Họ và tên\r\n5;Nguyễn Thị Bưởi"
    # Windows-1258 has ê and ơ as letters, and the tones as signs of their own.
    split = "".join(
        normalize("NFC", "".join(sign for sign in normalize("NFD", letter) if sign not in tones))
        + "".join(sign for sign in normalize("NFD", letter) if sign in tones)
        for letter in text
    )
    found = read_leader_list(split.encode("cp1258"), "a.csv")
    assert found == LeaderList((ListedLeader("5", "Nguyễn Thị Bưởi", Rank.HEAD, None, 2),), ())


def test_a_cell_on_two_lines_is_one_row_as_in_the_spreadsheet() -> None:
    found = read_leader_list(_csv("TDP,Họ tên", '5,"Nguyễn', 'Văn An"', "", "6,Lê Cư"), "a.csv")
    assert found.leaders == (
        ListedLeader("5", "Nguyễn Văn An", Rank.HEAD, None, 2),
        ListedLeader("6", "Lê Cư", Rank.HEAD, None, 4),
    )


def test_a_heading_repeated_for_printing_is_no_leader() -> None:
    found = read_leader_list(_xlsx([HEADING, AN, HEADING, ["6", "Lê Cư"]]), "a.xlsx")
    assert found == LeaderList((LISTED_AN, ListedLeader("6", "Lê Cư", Rank.HEAD, None, 4)), ())


def test_the_sheet_with_the_list_is_found_and_hidden_or_empty_sheets_do_not_count() -> None:
    found = read_leader_list(
        _xlsx([["Ghi chú"]], more_sheets={"A": [], "B": [HEADING, AN], "C": [HEADING, AN]}, hidden="C"), "a.xlsx"
    )
    assert found == LeaderList((LISTED_AN,), ())


def test_formatted_rows_without_content_far_below_are_skipped() -> None:
    def far_below(name: str, part: bytes) -> bytes:
        row = b'<row r="1048576" s="1"><c r="XFD1048576" s="0"/></row></sheetData>'
        return part.replace(b"</sheetData>", row).replace(b"A1:D2", b"A1:XFD1048576")

    assert read_leader_list(_repacked(_xlsx([HEADING, AN]), far_below), "a.xlsx") == LeaderList((LISTED_AN,), ())


@pytest.mark.parametrize(
    ("typed", "rank"),
    [
        ("", Rank.HEAD),
        ("TỔ TRƯỞNG", Rank.HEAD),
        ("to truong", Rank.HEAD),
        ("Tổ trưởng tổ dân phố", Rank.HEAD),
        ("Trưởng", Rank.HEAD),
        ("Tổ phó", Rank.DEPUTY),
        ("phó", Rank.DEPUTY),
        ("Phó tổ trưởng", Rank.DEPUTY),
        ("tổ phó TDP", Rank.DEPUTY),
    ],
)
def test_ranks(typed: str, rank: str) -> None:
    found = read_leader_list(_xlsx([HEADING, ["5", "Nguyễn Văn An", typed]]), "a.xlsx")
    assert [leader.rank for leader in found.leaders] == [rank]


# --- Bad rows --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["5", " \u200b"], texts.NAME_MISSING),
        (["5", "0912"], texts.NAME_UNREADABLE),
        (["5", "A" * 81], texts.NAME_UNREADABLE),
        ([None, "Lê Cư"], texts.TDP_MISSING),
        (["TDP", "Lê Cư"], texts.TDP_UNREADABLE),
        ([0, "Lê Cư"], texts.TDP_UNREADABLE),
        (["5", "Lê Cư", "Bí thư chi bộ"], texts.RANK_UNREADABLE),
        (["5", "Lê Cư", "-"], texts.RANK_UNREADABLE),
        (["5", "Lê Cư", None, "chưa có"], texts.PHONE_UNREADABLE),
        (["5", "Lê Cư", None, "0912345678 - 0913345678"], texts.PHONE_UNREADABLE),
        (["5", "Lê Cư", None, 9.12e33], texts.PHONE_UNREADABLE),
        (["5", "=B1"], texts.not_typed("name")),
        (["=1+4", "Lê Cư"], texts.not_typed("tdp")),
        (["5", "Lê Cư", None, "=HYPERLINK(1)"], texts.not_typed("phone")),
        (["#REF!", "Lê Cư"], texts.not_typed("tdp")),
        ([date(2026, 3, 5), "Lê Cư"], texts.not_typed("tdp")),
        (["5", True], texts.not_typed("name")),
    ],
)
def test_a_row_that_cannot_be_read_says_why(row: list[object], reason: str) -> None:
    assert _reason(*row) == reason


def test_a_formula_in_csv_is_not_taken_for_a_name() -> None:
    found = read_leader_list(_csv("TDP,Họ tên,Ghi chú", '5,"=cmd|""/c calc""!A1",=1', "6,Lê Cư,=1"), "a.csv")
    assert found == LeaderList((ListedLeader("6", "Lê Cư", Rank.HEAD, None, 3),), (BadRow(2, texts.not_typed("name")),))


def test_a_computed_formula_is_read_as_the_spreadsheet_shows_it() -> None:
    def computed(name: str, part: bytes) -> bytes:
        part = re.sub(rb'(<c r="D2")(><f>E2</f>)', rb'\1 t="str"\2', part)
        return re.sub(rb'(<c r="B2")(><f>C2</f>)<v ?/>', rb'\1 t="str"\2<v>An</v>', part)

    content = _repacked(_xlsx([HEADING, ["5", "=C2", None, "=E2"]]), computed)
    assert read_leader_list(content, "a.xlsx") == LeaderList((ListedLeader("5", "An", Rank.HEAD, None, 2),), ())


def test_people_who_stand_there_twice_are_told_with_the_first_line() -> None:
    rows: list[Sequence[object]] = [
        HEADING,
        AN,
        ["Tổ 05", "Lê Cư", "Tổ trưởng", None],
        ["TDP 5", "NGUYỄN VĂN AN", "Tổ phó", None],
        ["6", "Nguyễn Văn An", "Tổ trưởng", "+84 912 345 678"],
        ["7", "Nguyễn Văn An", "Tổ trưởng", None],
        ["Lạch Tray 3", "Phạm Hùng", "Tổ trưởng", None],
        ["tdp LACH TRAY 3", "Phạm Hưng", "Tổ phó", None],
        ["tdp LACH TRAY 3", "Phạm Hưng", "Tổ trưởng", None],
    ]
    assert read_leader_list(_xlsx(rows), "a.xlsx") == LeaderList(
        leaders=(
            LISTED_AN,
            ListedLeader("7", "Nguyễn Văn An", Rank.HEAD, None, 6),
            ListedLeader("Lạch Tray 3", "Phạm Hùng", Rank.HEAD, None, 7),
            ListedLeader("LACH TRAY 3", "Phạm Hưng", Rank.DEPUTY, None, 8),
        ),
        bad_rows=(
            BadRow(3, "Tổ này đã có tổ trưởng ở dòng 2; hãy sửa tổ hoặc chức vụ của một trong hai người."),
            BadRow(4, "Người này đã có ở dòng 2; hãy xóa một trong hai dòng."),
            BadRow(5, "Số điện thoại này đã có ở dòng 2; hãy sửa lại số hoặc xóa một trong hai dòng."),
            BadRow(9, "Người này đã có ở dòng 8; hãy xóa một trong hai dòng."),
        ),
    )


# --- Refused files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "filename", "reason"),
    [
        (b"", "a.csv", texts.NOBODY_LISTED),
        (b"\r\n \r\n", "a.csv", texts.NOBODY_LISTED),
        (_xlsx([]), "a.xlsx", texts.NOBODY_LISTED),
        (_xlsx([HEADING]), "a.xlsx", texts.NOBODY_LISTED),
        (_csv("TDP,Họ tên", ",", ","), "a.csv", texts.NOBODY_LISTED),
        (_xlsx([["STT", "Họ tên"], [1, "Lê Cư"]]), "a.xlsx", texts.NO_HEADING),
        (_csv(*[""] * 20, "TDP,Họ tên", "5,Lê Cư"), "a.csv", texts.NO_HEADING),
        (b"%PDF-1.7", "a.pdf", texts.NOT_A_SPREADSHEET),
        (b"%PDF-1.7", "a.xlsx", texts.NOT_A_SPREADSHEET),
        (b"PK\x03\x04 torn", "a.xlsx", texts.NOT_A_SPREADSHEET),
        (_csv("TDP,Họ tên", '5,"Lê Cư', "6,Phạm Hùng"), "a.csv", texts.NOT_A_SPREADSHEET),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "a.xls", texts.OLD_FORMAT),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", texts.ENCRYPTED),
        (b"a" * (2 * 1024 * 1024 + 1), "a.csv", texts.TOO_BIG),
        (_csv("TDP,Họ tên", *["5,Lê Cư"] * 2000), "a.csv", texts.TOO_MANY_ROWS),
        (_xlsx([HEADING, AN], more_sheets={"Năm 2025": [HEADING, AN]}), "a.xlsx", texts.SEVERAL_SHEETS),
        (_csv("TDP,Tên tổ trưởng,Tên tổ phó", "5,Lê Cư,Phạm Hùng"), "a.csv", texts.DEPUTIES_APART),
        (_csv("TDP,Họ tên,SĐT,Di động", "5,Lê Cư,,"), "a.csv", texts.two_columns("phone")),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_remedy(content: bytes, filename: str, reason: str) -> None:
    assert _refusal(content, filename) == reason


def test_a_file_that_unpacks_to_too_much_is_not_unpacked() -> None:
    content = _repacked(_xlsx([HEADING, AN]), lambda _, part: part + b" " * 5 * 1024 * 1024)
    assert len(content) < 2 * 1024 * 1024
    assert _refusal(content, "a.xlsx") == texts.TOO_BIG


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_whose_size_python_does_not_bound_is_refused(compression: int) -> None:
    content = _repacked(_xlsx([HEADING, AN]), lambda _, part: part, compression)
    assert _refusal(content, "a.xlsx") == texts.NOT_A_SPREADSHEET


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_with_entities_is_refused(encoding: str) -> None:
    doctype = '<!DOCTYPE a [<!ENTITY b "Lê Cư">]>'

    def with_entities(name: str, part: bytes) -> bytes:
        return (doctype + part.decode()).encode(encoding) if name.endswith("sheet1.xml") else part

    assert _refusal(_repacked(_xlsx([HEADING, AN]), with_entities), "a.xlsx") == texts.NOT_A_SPREADSHEET


def test_a_part_with_a_password_is_told() -> None:
    content = bytearray(_xlsx([HEADING, AN]))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert _refusal(bytes(content), "a.xlsx") == texts.ENCRYPTED


# --- Whatever comes in -----------------------------------------------------------------------------------------------

VALID_XLSX = _xlsx([HEADING, AN, ["6", "Lê Cư", "phó", 912345679]], "A2:A3")
VALID_CSV = _csv(";".join(HEADING), ";".join(AN))


def _is_read_or_refused(content: bytes, filename: str) -> None:
    try:
        assert isinstance(read_leader_list(content, filename), LeaderList)
    except UnreadableList as refused:
        assert str(refused).endswith("rồi gửi lại.")


@given(
    st.binary(),
    st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"TDP,ho ten\n"]),
    st.sampled_from(["a.csv", "a.xlsx", ""]),
)
def test_any_bytes_are_read_or_refused(content: bytes, start: bytes, filename: str) -> None:
    _is_read_or_refused(start + content, filename)


@given(st.integers(0, len(VALID_XLSX) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_xlsx_is_read_or_refused(at: int, noise: bytes) -> None:
    _is_read_or_refused(VALID_XLSX[:at] + noise + VALID_XLSX[at + len(noise) :], "a.xlsx")
    _is_read_or_refused(VALID_XLSX[:at], "a.xlsx")


PARTS = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]
TOKENS = [b"", b'"', b"<", b">", b"-1", b"0", b"99999999999", b"1e400", b"ZZZ9", b't="d"', b"<v></v>", b"\xff", b"&#0;"]


@settings(deadline=None)
@given(st.sampled_from(PARTS), st.floats(0, 1), st.integers(0, 12), st.sampled_from(TOKENS))
def test_an_xlsx_with_damaged_xml_is_read_or_refused(part: str, where: float, length: int, token: bytes) -> None:
    def damaged(name: str, xml: bytes) -> bytes:
        at = int(where * len(xml))
        return xml[:at] + token + xml[at + length :] if name == part else xml

    _is_read_or_refused(_repacked(VALID_XLSX, damaged), "a.xlsx")


@given(st.integers(0, len(VALID_CSV)), st.binary(max_size=8))
def test_a_damaged_csv_is_read_or_refused(at: int, noise: bytes) -> None:
    _is_read_or_refused(VALID_CSV[:at] + noise + VALID_CSV[at + len(noise) :], "a.csv")


@given(st.lists(st.lists(st.text(), min_size=2, max_size=4), max_size=5))
def test_every_row_with_something_in_it_is_a_leader_or_a_bad_row(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    for row in [HEADING, AN, *rows]:
        text.write(";".join('"' + cell.replace('"', "'") + '"' for cell in row) + "\r\n")
    found = read_leader_list(text.getvalue().encode(), "a.csv")
    lines = sorted([leader.line for leader in found.leaders] + [bad.line for bad in found.bad_rows])
    assert lines == [2, *(line for line in lines if 2 < line <= len(rows) + 2)]
    assert len(set(lines)) == len(lines)


# --- TDP and phone ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Tổ 5", "5"),
        ("TDP số 05", "5"),
        ("tổ dân phố 5", "5"),
        ("TỔ DÂN PHỐ SỐ: 5.", "5"),
        (normalize("NFD", "Tổ dân phố số 5"), "5"),
        ("5", "5"),
        ("5.0", "5"),
        ("10", "10"),
        ("to dan pho 5", "5"),
        ("to 5", "5"),
        ("to so 5", "5"),
        ("Tổ5", "5"),
        ("T.D.P. 5", "5"),
        ("TDP_5", "5"),
        ("Số 5", "5"),
        ("5A", "5A"),
        ("TDP Lạch Tray 3", "Lạch Tray 3"),
        ("Tổ dân  phố\nLạch Tray 3", "Lạch Tray 3"),
        ("Tổ Lạch Tray 3", "Lạch Tray 3"),
        ("Tô Hiệu 3", "Tô Hiệu 3"),
        ("to hieu 3", "to hieu 3"),
        ("Tổng Đài", "Tổng Đài"),
        ("", None),
        ("0", None),
        ("Tổ", None),
        ("TDP số", None),
        ("tổ dân phố", None),
        ("---", None),
        ("A" * 40, "A" * 40),
        ("A" * 41, None),
    ],
)
def test_a_tdp_has_one_spelling(typed: str, name: str | None) -> None:
    assert tdp_name(typed) == name


@given(st.text() | st.text(alphabet="tổoTDPdânphsố 05.,-_A"))
def test_a_tdp_name_is_its_own_spelling(typed: str) -> None:
    name = tdp_name(typed)
    assert name is None or tdp_name(name) == name


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "0912.345.678",
        "0912-345-678",
        "0912–345–678",
        "(0912) 345 678",
        "+84 912 345 678",
        "+84 (0) 912 345 678",
        "84912345678",
        "0084 912345678",
        "912345678",
        "912345678.0",
        "'0912345678",
        "\u202a0912 345\u00a0678\u202c",
        "\uff10\uff19\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
    ],
)
def test_a_mobile_number_in_any_spelling(typed: str) -> None:
    assert phone_number(typed) == "+84912345678"


@pytest.mark.parametrize(
    "typed", ["0225 3842 123", "(0225) 3.842.123", "2253842123", "+84 225 3842123", "842253842123"]
)
def test_a_landline_number_in_any_spelling(typed: str) -> None:
    assert phone_number(typed) == "+842253842123"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "không có",
        "091234567",
        "09123456789",
        "0112345678",
        "0313842123",
        "+1 912345678",
        "+912345678",
        "9.12E+08",
        "0912345678/0913345678",
        "0912345678.5",
        "0912345678 (An)",
        "\u0660\u0669\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",
    ],
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert phone_number(typed) is None


@given(st.text() | st.text(alphabet="0123456789+84 .-()"))
def test_a_phone_number_is_its_own_spelling(typed: str) -> None:
    number = phone_number(typed)
    assert number is None or phone_number(number) == number
