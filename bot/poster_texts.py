"""Every sentence on posters and about printing them."""

from bot.people_texts import tdp

POSTER_WARD = "Cả phường"
POSTER_TDPS = "Từng tổ dân phố"
POSTER_TOPICS = "Theo từng việc"
POSTER_WHICH = "<b>In áp phích nào?</b>\n\nMỗi trang một tờ A4 có mã QR, in ra dán bảng tin."
POSTER_NONE = "Chưa có tổ dân phố nào để in. Ông/bà nhập danh sách trước: /moi"
POSTER_FILE = "ap-phich.pdf"
POSTER_DRAWING = "Đang vẽ, xin chờ một lát…"
POSTER_HEADING = "Trợ lý của phường"
POSTER_SENTENCE = "Hỏi trợ lý của phường, bất cứ lúc nào"
POSTER_STEPS = (
    "Cài ứng dụng Telegram",
    "Quét mã vuông ở trên bằng máy ảnh",
    "Bấm “Bắt đầu”, rồi gõ câu hỏi hoặc chọn tin muốn nhận",
)
POSTER_FOOTER = "Không thu tiền, không bao giờ hỏi mật khẩu hay mã OTP. Việc khẩn cấp xin gọi 113, 114, 115."


def poster_ward(ward: str) -> str:
    """The ward's name over a poster."""
    return f"UBND {ward}"


def poster_topic_sentence(title: str) -> str:
    """The one sentence on a topic's poster."""
    return f"Nhận tin của phường về: {title}"


def poster_tdp_sentence(name: str) -> str:
    """The one sentence on a TDP's poster."""
    return f"Nhận tin của {tdp(name)}"


def posters_written(count: int, path: str) -> str:
    """Posters were written from the command line."""
    return f"Đã ghi {count} tờ áp phích vào {path}."
