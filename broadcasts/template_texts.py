"""What templates are marked up with, and every sentence to the people who edit them."""

import re
from typing import Final

PLACEHOLDER, OPENED = re.compile(r"«([^«»]*)»"), "«"
"""What only the ward can say stands as «ngày, giờ» until it is filled in; and the sign that opens it."""
VARIABLES: Final = {"{ten}", "{tdp}"}
"""A reader's name, and the name of their TDP; known of leaders alone."""


def not_utf8(name: str) -> str:
    """The file is not UTF-8 text."""
    return f"{name}: tệp không phải UTF-8; hãy lưu lại với mã UTF-8."


def not_yaml(where: str, problem: str) -> str:
    """The file is not YAML."""
    return f"{where}: không đọc được YAML ({problem}); hãy xem lại dấu hai chấm, dấu ngoặc kép và khoảng thụt đầu dòng."


def not_a_list(where: str) -> str:
    """The file is no list of templates."""
    return f"{where}: tệp phải là một danh sách mẫu tin; mỗi mẫu bắt đầu bằng “- id: …”."


def not_a_block(where: str) -> str:
    """An item of the list is no template."""
    return f"{where}: chỗ này phải là một mẫu tin, bắt đầu bằng “- id: …”."


def field_twice(where: str, name: str) -> str:
    """One field stands twice in one template."""
    return f"{where}: mục “{name}” ghi hai lần; hãy xóa một."


def id_twice(where: str, name: str, first: str) -> str:
    """Two templates have one id."""
    return f"{where}: mã “{name}” đã có ở {first}; hãy đổi mã của một trong hai mẫu."


def at_block(where: str, name: str, problem: str) -> str:
    """A problem with one template."""
    return f"{where}: “{name}”: {problem}."


def unknown_field(name: str) -> str:
    """The field's name is not known."""
    return f"không có mục nào tên “{name}”; hãy kiểm tra chính tả"


def missing_field(name: str) -> str:
    """A required field is missing."""
    return f"thiếu mục “{name}”"


def bad_field(name: str, problem: str) -> str:
    """A field's value is not what the field takes."""
    return f"mục “{name}” chưa đúng ({problem})"


def bad_tag(tag: str) -> str:
    """A tag that is not <b> or <i>, or is not closed in its order."""
    return f"thẻ “{tag}” không dùng được ở đây; chỉ dùng <b>…</b> và <i>…</i>, mở rồi đóng; dấu & viết là &amp;"


def bad_variable(variable: str) -> str:
    """A variable there is not."""
    return f"không có biến “{variable}”; chỉ có {{ten}} và {{tdp}}"


def variable_without_name(variable: str) -> str:
    """A variable that not every reader has."""
    return f"biến “{variable}” chỉ dùng được khi tin gửi riêng cho tổ trưởng, tổ phó"


def bad_placeholder(text: str) -> str:
    """A placeholder that is empty or not closed."""
    return f"chỗ điền “{text}” chưa đúng; hãy ghi điều cần điền giữa « và »"


def nobody() -> str:
    """The audience is empty."""
    return "chưa có nơi nhận (mục “audience”)"


def asks_residents() -> str:
    """Something is asked of people who are not asked."""
    return "chỉ hỏi tổ trưởng, tổ phó và cán bộ; người dân và nhóm không trả lời được"


def bad_plan(said: str, why: str) -> str:
    """Words for a time that are not understood."""
    return f"không hiểu thời gian “{said}” ({why})"


def figure_without_source(figure: str) -> str:
    """A number is said that no source carries."""
    return f"số “{figure}” không có trong nguồn nào (mục figures, at hoặc doc)"


def check_passed(count: int) -> str:
    """All templates are valid."""
    return f"Mẫu tin hợp lệ: {count} mẫu."


def check_failed(count: int) -> str:
    """How many problems there are."""
    return f"{count} lỗi trong mẫu tin."


def no_such_folder(folder: str) -> str:
    """The folder that was named does not exist."""
    return f"Không có thư mục {folder}; hãy kiểm tra lại đường dẫn."
