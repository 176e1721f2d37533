"""What is said to officers who teach: why something typed cannot be used, and what is written for them."""

AFTER = "Thông tin này đã hết thời hạn. Ông/bà hỏi cán bộ phường để biết thông tin mới."
"""What an entry says after the last day an officer gave it."""
NOTHING_TYPED = "Ông/bà chưa gõ gì. Xin gõ lại giúp tôi."
NOTHING_NEW = "Cách hỏi này đã có rồi. Ông/bà gõ câu khác giúp tôi."
BRACES = "Xin ông/bà bỏ dấu { } rồi gõ lại."
BAD_DAY = "Tôi chưa hiểu ngày này. Ông/bà gõ ngày, tháng, năm, ví dụ: 31/12/2026"
DAY_PAST = "Ngày này đã qua. Ông/bà gõ một ngày từ hôm nay trở đi."
NO_SUCH_TOPIC = "Chủ đề này không còn nữa. Ông/bà chọn chủ đề khác."
SOURCE_TOO_SHORT = "Xin ông/bà ghi rõ văn bản, ví dụ: Thông báo số … ngày … của UBND phường."


def author(office: int | None) -> str:
    """Who wrote a block: the number of the office, no name."""
    return f"cán bộ số {office}" if office is not None else "cán bộ"


def too_long(length: int, limit: int) -> str:
    """What was typed does not fit."""
    return f"Dài {length} ký tự, chỉ được {limit}. Ông/bà viết ngắn lại giúp tôi."


def title_taken(title: str) -> str:
    """Another entry has this title."""
    return f"Đã có mục tên “{title}”. Ông/bà đặt tên khác."


def no_such_number(number: str) -> str:
    """There is no way of asking with this number."""
    return f"Không có cách hỏi số {number}. Ông/bà xem lại số ở danh sách trên."


def too_few_left(least: int) -> str:
    """Too few ways of asking would be left."""
    return f"Mỗi mục cần ít nhất {least} cách hỏi. Ông/bà thêm cách hỏi mới trước khi bỏ."
