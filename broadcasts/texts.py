"""Every Vietnamese sentence this room says by itself, and the words it looks for in the ward's list of leaders."""

import re
from collections.abc import Mapping
from typing import Final

from broadcasts.people import Rank

# --- The list of leaders: words officers write, lower-case and without accents ----------------------------------------

COLUMN_NAMES: Final = {"tdp": "Tổ dân phố", "name": "Họ và tên", "rank": "Chức vụ", "phone": "Số điện thoại"}
"""What we read, under the heading we recommend."""

HEADINGS: Final = {
    "tdp": re.compile("(so |ten )?(to|to dan pho|tdp)( so)?"),
    "name": re.compile(
        "ho (va )?ten( can bo)?( to truong( to pho)?)?( to dan pho| tdp)?|(ten )?to truong( to dan pho| tdp)?"
    ),
    "rank": re.compile("chuc (vu|danh).*"),
    "phone": re.compile("(so )?(dien thoai|dt|dtdd|sdt|di dong)( di dong| dd| lien he| lien lac| zalo)*"),
    # Known only to be refused (DEPUTIES_APART): unread, the deputies in it would get lost.
    "deputy": re.compile("(ho (va )?ten |ten )?to pho( to dan pho| tdp)?"),
}

RANKS: Final[Mapping[Rank, re.Pattern[str]]] = {
    Rank.HEAD: re.compile("|(to )?truong( to dan pho| tdp)?"),
    Rank.DEPUTY: re.compile("(to pho|pho|pho to|pho to truong)( to dan pho| tdp)?"),
}

TDP_WORDS: Final = re.compile(
    # Every accent fits where \w stands for a vowel. A bare "to" needs a number behind it: "to hieu" is a street.
    r"((t\w\W*d\wn\W*ph\w|t\W?d\W?p|tổ|to(?=[\W_]*(s[oố][\W_]*)?\d)|s[oố](?=[\W_]*(\d|$)))(?![^\W\d_])[\W_]*)*",
    re.IGNORECASE,
)
"""The words for "TDP" in front of its number or name, in composed letters; matches nothing where there are none."""

# --- The list of leaders: why a file is refused -----------------------------------------------------------------------

_SAVE_AS_XLSX = "hãy mở bằng Excel, chọn “Lưu thành” (Save As) loại .xlsx rồi gửi lại."

NOT_A_SPREADSHEET: Final = f"Không đọc được tệp này như một bảng tính; {_SAVE_AS_XLSX}"
OLD_FORMAT: Final = f"Tệp ở dạng Excel cũ (.xls); {_SAVE_AS_XLSX}"
ENCRYPTED: Final = "Tệp có đặt mật khẩu; hãy mở bằng Excel, bỏ mật khẩu, lưu lại rồi gửi lại."
TOO_BIG: Final = "Tệp quá lớn; hãy chép riêng bảng danh sách sang một tệp mới (không kèm ảnh) rồi gửi lại."
TOO_MANY_ROWS: Final = "Danh sách dài quá 2.000 dòng; hãy xóa những dòng không phải tổ trưởng, tổ phó rồi gửi lại."
NOBODY_LISTED: Final = "Danh sách chưa có người nào; hãy ghi mỗi người một dòng dưới dòng tiêu đề rồi gửi lại."
NO_HEADING: Final = (
    "Không thấy dòng tiêu đề trong 20 dòng đầu; hãy ghi một dòng có các cột “Tổ dân phố” và “Họ và tên” "
    "(thêm “Chức vụ”, “Số điện thoại” nếu có) rồi gửi lại."
)
SEVERAL_SHEETS: Final = "Tệp có nhiều trang tính đều có danh sách; hãy chỉ giữ lại một trang rồi gửi lại."
DEPUTIES_APART: Final = "Tổ phó đang ở cột riêng; hãy ghi mỗi người một dòng, thêm cột “Chức vụ”, rồi gửi lại."


def two_columns(field: str) -> str:
    """Two headings mean the same, and we do not choose between them."""
    return f"Có hai cột cùng là “{COLUMN_NAMES[field]}”; hãy ghi mỗi người một dòng, chỉ giữ lại một cột, rồi gửi lại."


# --- The list of leaders: why a row is not taken over -----------------------------------------------------------------

NAME_MISSING: Final = "Thiếu họ tên; hãy điền đủ họ tên hoặc xóa dòng này."
NAME_UNREADABLE: Final = "Họ tên không có chữ nào hoặc dài quá 80 ký tự; hãy sửa lại ô họ tên."
TDP_MISSING: Final = "Thiếu tổ dân phố; hãy ghi số hoặc tên tổ."
TDP_UNREADABLE: Final = "Ô tổ dân phố chưa có số hoặc tên tổ, hoặc dài quá 40 ký tự; hãy ghi gọn, ví dụ 5."
RANK_UNREADABLE: Final = (
    "Chức vụ không phải tổ trưởng hay tổ phó; hãy sửa lại, hoặc xóa dòng nếu người này giữ việc khác."
)
PHONE_UNREADABLE: Final = "Số điện thoại chưa đúng; hãy ghi một số duy nhất như 0912345678, chưa có thì để trống."


def not_typed(field: str) -> str:
    """The cell holds a formula, an error, or a date Excel made of what was typed."""
    return f"Ô “{COLUMN_NAMES[field]}” là công thức, lỗi hoặc ngày tháng; hãy gõ lại nội dung vào ô."


def person_twice(line: int) -> str:
    """The same name stands in the same TDP already."""
    return f"Người này đã có ở dòng {line}; hãy xóa một trong hai dòng."


def phone_twice(line: int) -> str:
    """The phone number belongs to a person above already."""
    return f"Số điện thoại này đã có ở dòng {line}; hãy sửa lại số hoặc xóa một trong hai dòng."


def two_leaders(line: int) -> str:
    """The TDP has its tổ trưởng already."""
    return f"Tổ này đã có tổ trưởng ở dòng {line}; hãy sửa tổ hoặc chức vụ của một trong hai người."


# --- Notices that go round --------------------------------------------------------------------------------------------

CODE_WORDS: Final = "ma tin|ma thong bao|ma so tin"
"""Stand before a notice's code, lower-case and without accents."""
