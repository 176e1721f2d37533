"""Every Vietnamese sentence this room says by itself: around answers, about dates, and to people who edit content."""

from datetime import date

# --- Dates -----------------------------------------------------------------------------------------------------------

WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")

WARD_WILL_SAY = "phường sẽ thông báo"


def day(when: date) -> str:
    """A day as people write it: 15/3/2026."""
    return f"{when.day}/{when.month}/{when.year}"


def long_day(when: date) -> str:
    """A day with its weekday: Chủ nhật 15/3/2026."""
    return f"{WEEKDAYS[when.weekday()]} {day(when)}"


def when_day(when: date, today: date) -> str:
    """Where a day stands from today: ahead (with the days left), today, tomorrow or past."""
    days = (when - today).days
    if days == 0:
        return f"hôm nay, {long_day(when)}"
    if days == 1:
        return f"ngày mai, {long_day(when)}"
    if days < 0:
        return f"{long_day(when)}, đã qua"
    return f"{long_day(when)}, còn {days} ngày"


def when_span(start: date, end: date, today: date) -> str:
    """Where a span of days stands from today: ahead, running or over."""
    if today > end:
        return f"đã kết thúc ngày {day(end)}"
    if today >= start:
        return f"đang diễn ra, đến hết ngày {day(end)}"
    return f"từ {day(start)} đến {day(end)}, còn {(start - today).days} ngày nữa"


# --- Around answers --------------------------------------------------------------------------------------------------

ASK_MEANWHILE = "Điều phường chưa báo, ông/bà hỏi tổ trưởng hoặc cán bộ phường."
GENERAL_GUIDANCE = "Đây là hướng dẫn chung; xin hỏi thêm cán bộ phường cho trường hợp của mình."
UNKNOWN = "Tôi chưa có câu trả lời chắc chắn cho câu này, nên không dám đoán."
UNKNOWN_NEAREST = "Có thể ông/bà muốn xem một trong các mục dưới đây. Nếu không phải, xin hỏi cán bộ phường."
IN_DANGER = "Đang có nguy hiểm thì gọi ngay 113, 114, 115."
UNKNOWN_NOTHING_NEAR = f"Xin ông/bà hỏi ngắn gọn bằng cách khác, hoặc hỏi cán bộ phường. {IN_DANGER}"
CLARIFY = "Ông/bà muốn hỏi về điều nào?"
CLARIFY_ONE = "Có phải ông/bà muốn hỏi điều này?"
SEVERAL = "Ông/bà hỏi nhiều việc cùng lúc. Xem việc nào trước?"
THE_OTHER_QUESTION = "Còn việc kia ông/bà hỏi, xin bấm nút ở dưới."
EMPTY_QUESTION = "Ông/bà cứ gõ câu hỏi, ví dụ: “bao giờ khám nghĩa vụ quân sự”."


def says_whom_to_ask(text: str) -> bool:
    """Whether a text sends its reader to somebody."""
    return "hỏi " in text


def clarify_hint(count: int) -> str:
    """How to choose by number, for phones on which buttons are hard to hit."""
    if count == 1:
        return "Nếu đúng, xin bấm vào mục trên hoặc gõ 1."
    numbers = ", ".join(str(number) for number in range(1, count))
    return f"Bấm vào một mục, hoặc gõ {numbers} hoặc {count}."


def choice(number: int, title: str) -> str:
    """One numbered choice."""
    return f"{number}. {title}"


def asked_as_well(title: str) -> str:
    """Under a number for people in need, above what answers their question."""
    return f"Về câu ông/bà hỏi – {title}:"


def other_place(place: str, ward: str) -> str:
    """The question names another place: its rules are not ours."""
    return f"Câu hỏi nhắc đến “{place}”. Tôi chỉ có thông tin của {ward}, nên không trả lời thay nơi khác."


def other_year(year: str, ward: str) -> str:
    """The question names a year no document of the ward speaks about."""
    return f"Tôi không có thông tin của {ward} cho năm {year}."


def no_such_target(number: int, count: int) -> str:
    """There is no target with this number."""
    if not count:
        return "Tôi chưa có chỉ tiêu nào của phường."
    return f"Nghị quyết có {count} chỉ tiêu, đánh số từ 1 đến {count}; không có chỉ tiêu số {number}."


def source_line(places: list[str]) -> str:
    """The line under an answer that names what it stands on."""
    return "Nguồn: " + "; ".join(places) + "."


def checked(when: date) -> str:
    """The day on which a source was last compared with its document."""
    return f"đối chiếu {day(when)}"


# --- Waste -----------------------------------------------------------------------------------------------------------


def item_answer(name: str, group: str, how: str) -> str:
    """Where one thing goes, and how to prepare it."""
    return f"{name}: {group}.\n{how}".rstrip()


ITEM_QUESTIONS = ("{} bỏ vào đâu", "{} là rác gì", "vứt {} thế nào")
"""How people ask where a thing goes."""
ITEM_STATES = (
    "{} cũ hỏng không dùng nữa",
    "{} gãy rách mốc bẩn bỏ đi",
    "{} thừa thay ra dọn nhà",
    "cái {} nhà tôi muốn vứt",
    "{} có phải rác tái chế không, có bỏ chung rác thực phẩm được không",
)
"""What people say of a thing that is to go, whichever thing it is."""


# --- To people who edit content --------------------------------------------------------------------------------------


def not_utf8(name: str) -> str:
    """The file is not UTF-8 text."""
    return f"{name}: tệp không phải UTF-8; hãy lưu lại với mã UTF-8."


def not_yaml(where: str, problem: str) -> str:
    """The file is not YAML."""
    return f"{where}: không đọc được YAML ({problem}); hãy xem lại dấu hai chấm, dấu ngoặc kép và khoảng thụt đầu dòng."


def field_twice(where: str, name: str) -> str:
    """One field stands twice in one block."""
    return f"{where}: mục “{name}” được viết hai lần; hãy bỏ bớt một."


def not_a_block(where: str, name: str) -> str:
    """A block of fields was expected."""
    return f"{where}: “{name}” phải là khối có các mục bên trong."


def not_a_list(where: str, section: str) -> str:
    """A list was expected."""
    return f"{where}: phần “{section}” phải là một danh sách."


def no_section(where: str) -> str:
    """The file does not begin with a section."""
    return f"{where}: tệp phải bắt đầu bằng một phần như “entries:”."


def unknown_section(where: str, section: str) -> str:
    """The section's name is not known."""
    return f"{where}: không có phần nào tên “{section}”; hãy kiểm tra chính tả."


def id_twice(where: str, identifier: str, first: str) -> str:
    """Two blocks share an id."""
    return f"{where}: mã “{identifier}” đã có ở {first}; mỗi mã chỉ dùng một lần."


def at_block(where: str, identifier: str, problem: str) -> str:
    """A problem with one block."""
    return f"{where}: “{identifier}”: {problem}."


def unknown_field(name: str) -> str:
    """The field's name is not known."""
    return f"không có mục nào tên “{name}”; hãy kiểm tra chính tả"


def missing_field(name: str) -> str:
    """A required field is missing."""
    return f"thiếu mục “{name}”"


def bad_field(name: str, problem: str) -> str:
    """A field's value is not what the field takes."""
    return f"mục “{name}” chưa đúng ({problem})"


def dead_reference(kind: str, key: str) -> str:
    """Something is cited that does not exist."""
    return f"nhắc đến {kind} “{key}” không có trong nội dung"


def bad_placeholder(text: str) -> str:
    """A {{…}} that cannot be read."""
    return f"không hiểu “{text}”; dùng {{{{when 2026-03-15}}}} hoặc {{{{ward gio-lam-viec}}}}"


def figure_without_source(figure: str) -> str:
    """A number is said that no source line of the entry carries."""
    return f"số “{figure}” không có trong dòng nguồn nào (mục figures, at hoặc tên văn bản)"


def phrasing_shared(phrasing: str, other: str) -> str:
    """Two entries claim the same phrasing."""
    return f"câu hỏi “{phrasing}” đã thuộc về “{other}”"


def phrasing_empty(phrasing: str) -> str:
    """A phrasing has no word to match."""
    return f"câu hỏi “{phrasing}” không có từ nào để nhận ra"


def title_shared(title: str, other: str) -> str:
    """Two entries share a title."""
    return f"tiêu đề “{title}” trùng với “{other}”"


def bad_row(where: str, problem: str) -> str:
    """A row of the waste table that cannot be used."""
    return f"{where}: {problem}."


def bad_columns(where: str, expected: str) -> str:
    """The waste table's first row is not the expected one."""
    return f"{where}: dòng đầu phải gồm các cột: {expected}."


def unknown_bin(name: str, known: str) -> str:
    """The row's group does not exist."""
    return f"không có nhóm “{name}”; dùng một trong: {known}"


def missing_cell(column: str) -> str:
    """A cell that must be filled is empty."""
    return f"ô “{column}” còn trống"


def bad_certainty(value: str) -> str:
    """The certainty is neither of the two words."""
    return f"ô “chac_chan” là “{value}”; dùng xac-nhan hoặc chung"


TOO_FEW_PHRASINGS = "cần ít nhất 3 cách hỏi trong mục “ask”"
NO_SOURCE = "thiếu nguồn (mục “source”)"
NO_AFTER = "có “valid_until” nhưng chưa có “after” để nói sau ngày đó"
NO_BEFORE = "có “valid_from” ở tương lai nhưng chưa có “before”"
SPAN_BACKWARDS = "ngày kết thúc đứng trước ngày bắt đầu"


def too_long_for_a_message(length: int, limit: int) -> str:
    """The whole reply does not fit into one message."""
    return f"cả câu trả lời dài {length} ký tự, quá {limit} ký tự của một tin nhắn"


def check_passed(entries: int, phrasings: int) -> str:
    """All content is valid."""
    return f"Nội dung hợp lệ: {entries} mục, {phrasings} cách hỏi."


def check_failed(problems: int) -> str:
    """How many problems content has."""
    return f"{problems} lỗi trong nội dung."


def placeholders(count: int) -> str:
    """Heading over what the ward has not filled in."""
    return f"{count} điều phường còn phải điền (phần “ward:”):"


def no_such_folder(folder: str) -> str:
    """The content folder that was named does not exist."""
    return f"Không có thư mục {folder}; hãy kiểm tra lại đường dẫn."


def uncompared(count: int) -> str:
    """Heading over places in documents that nobody has compared with what is said."""
    return f"{count} chỗ chưa đối chiếu với nguyên văn văn bản (“checked: false”):"


def expired(count: int) -> str:
    """Heading over entries whose validity has ended."""
    return f"{count} mục đã hết hiệu lực, đang trả lời bằng câu “after”:"
