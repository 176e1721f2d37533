"""Every sentence about ready notices: choosing one, and filling in what only the ward knows."""

from bot.texts import esc
from broadcasts.templates import Template

LIST = "<b>Mẫu tin có sẵn</b>\n\nMẫu hợp với tháng này đứng trước. Bấm để xem; chưa gửi gì cả."
USE = "✅ Dùng mẫu này"
BACK = "‹ Các mẫu"
GONE = "Mẫu này không còn. Ông/bà chọn mẫu khác."
BROKEN = "Các mẫu tin đang có lỗi nên chưa dùng được. Xin báo người quản trị chạy: python -m broadcasts check"
MEETING_LATER = "Mẫu này mời họp. Ông/bà bấm “Sửa”, rồi “Hỏi người nhận”, chọn “Dự họp hay vắng” để điền giờ họp."


def preview(template: Template) -> str:
    """A template as it reads, with what to look up first and what it stands on."""
    check = f"\n\n⚠️ Cần xem lại trước khi gửi: {esc(template.check_first)}" if template.check_first else ""
    sources = "; ".join(f"{source.doc}{f', {source.at}' if source.at else ''}" for source in template.sources)
    return f"<b>{esc(template.title)}</b>\n\n{template.text}{check}\n\n<i>Căn cứ: {esc(sources)}</i>"


def fill(what: str, left: int) -> str:
    """One gap to fill in; `left` are those still open with this one."""
    more = f" (còn {left} chỗ)" if left > 1 else ""
    return f"<b>Cần điền: {esc(what)}</b>{more}\n\nÔng/bà gõ vào đây."
