"""Every sentence the program says to people in a chat or at start-up; answers themselves come from content."""

import html
from datetime import date

from knowledge.entry import Event
from knowledge.reply import Reply
from knowledge.texts import ITEM_QUESTIONS, when_day, when_span


def esc(text: str) -> str:
    """Text made safe inside Telegram's HTML."""
    return html.escape(text, quote=False)


def toggled(label: str, *, chosen: bool) -> str:
    """What can be chosen and unchosen, on its button."""
    return f"{'✅' if chosen else '⬜'} {label}"


def answer(reply: Reply) -> str:
    """A reply in Telegram's HTML: first line bold, source in italics."""
    parts = [f"<b>{esc(reply.headline)}</b>", esc(reply.body), f"<i>{esc(reply.source)}</i>" if reply.source else ""]
    return "\n\n".join(part for part in parts if part)


# --- Greeting, menu, help --------------------------------------------------------------------------------------------


def greeting(ward: str) -> str:
    """What the assistant is, that it is a machine, and that a person can be asked."""
    return (
        f"<b>Xin chào! Đây là trợ lý của {esc(ward)}.</b>\n\n"
        "Tôi là máy trả lời tự động, ông/bà cứ gõ câu hỏi hoặc bấm một nút dưới đây. "
        "Muốn gặp người thật, bấm “Hỏi cán bộ phường”."
    )


def menu(ward: str) -> str:
    """Heading over the main menu."""
    return f"<b>Trợ lý {esc(ward)}</b>\n\nÔng/bà bấm một nút, hoặc cứ gõ câu hỏi."


def help_text(ward: str) -> str:
    """How to use the assistant."""
    return (
        "<b>Ông/bà cứ gõ câu hỏi như nói chuyện bình thường.</b>\n\n"
        "• Gõ không dấu cũng được: “phan loai rac the nao”\n"
        "• Hỏi theo số: “chỉ tiêu 14”\n"
        "• Nếu tôi hỏi lại, ông/bà gõ số 1, 2 hoặc 3\n"
        "• Gõ /menu để xem các nút\n\n"
        f"Tôi chỉ trả lời những gì {esc(ward)} đã công bố hoặc luật đã ghi, và luôn nêu nguồn. "
        "Không biết thì tôi nói không biết; khi đó ông/bà bấm “Hỏi cán bộ phường”."
    )


MENU_TOPICS = "🗂 Các chủ đề"
MENU_CALENDAR = "📅 Lịch sắp tới"
MENU_WASTE = "♻️ Phân loại rác"
MENU_EMERGENCY = "🚨 Số khẩn cấp"
MENU_PERSON = "👤 Hỏi cán bộ phường"
MENU_SUBSCRIBE = "🔔 Nhận tin của phường"
MENU_PRIVACY = "🔒 Dữ liệu của tôi"
MENU_INBOX = "📥 Hộp thư: câu hỏi của dân"
MENU_NOTICES = "📢 Gửi tin"
MENU_OFFICES = "👥 Mời, danh sách tổ"
MENU_CONTENT = "📚 Dạy, sửa câu trả lời"
MENU_OPENNESS = "📈 Trợ lý làm được đến đâu"
MENU_STATISTICS = "📊 Thống kê tuần, tháng"
HELPFUL = "👍 Hữu ích"
NOT_RIGHT = "👎 Chưa đúng"
BACK_TO_MENU = "‹ Về đầu"
BACK_TO_TOPICS = "‹ Các chủ đề"
BACK_TO_THEMES = "‹ Các nhóm chỉ tiêu"
PREVIOUS_PAGE = "‹ Trang trước"
NEXT_PAGE = "Xem tiếp ›"


def menu_targets(count: int) -> str:
    """Label of the menu's button for the targets."""
    return f"📋 {count} chỉ tiêu năm nay"


# --- Browsing --------------------------------------------------------------------------------------------------------

TOPICS_HEADING = "<b>Ông/bà muốn xem về việc gì?</b>"

THEMES = {
    "dang": "Xây dựng Đảng",
    "kinh-te": "Kinh tế, ngân sách",
    "xa-hoi": "Đời sống, an sinh",
    "van-hoa-giao-duc": "Văn hóa, giáo dục",
    "y-te-bao-hiem": "Y tế, bảo hiểm",
    "moi-truong": "Nước sạch, môi trường",
    "hanh-chinh": "Thủ tục hành chính",
    "quoc-phong-an-ninh": "Quốc phòng, an ninh",
}


def themes_heading(count: int) -> str:
    """Heading over the groups of targets."""
    return (
        f"<b>Nghị quyết có {count} chỉ tiêu.</b>\n\nÔng/bà bấm một nhóm, hoặc gõ số, ví dụ: “chỉ tiêu 14”."
        if count
        else "<b>Phường chưa có chỉ tiêu nào trong nội dung của tôi.</b>"
    )


def list_heading(title: str, page: int, pages: int) -> str:
    """Heading over a list of entries."""
    return f"<b>{esc(title)}</b>" + (f"\n\nTrang {page}/{pages}" if pages > 1 else "")


def target_label(number: int, title: str) -> str:
    """Label of a target's button: its number first."""
    return f"{number}. {title.split(': ', 1)[-1]}"


NO_SUCH_ENTRY = "Mục này không còn nữa. Ông/bà gõ /menu để xem các mục đang có."
BAD_TARGET = "Ông/bà gõ số của chỉ tiêu, ví dụ: /chitieu 14"


def calendar(events: list[Event], today: date) -> str:
    """What is running and what lies ahead, nearest first."""
    if not events:
        return "<b>Hiện chưa có lịch nào sắp tới.</b>\n\nPhường có lịch mới thì tôi sẽ báo ở đây."
    lines = [
        f"• <b>{esc(event.title)}</b>\n  "
        + esc(when_span(event.start, event.end, today) if event.end else when_day(event.start, today))
        for event in events
    ]
    return "<b>Lịch sắp tới</b>\n\n" + "\n\n".join(lines)


def waste_heading() -> str:
    """Heading over the groups of waste."""
    return (
        "<b>Rác trong nhà: cái gì bỏ vào đâu?</b>\n\n"
        "Ông/bà bấm một nhóm để xem, hoặc gõ tên món đồ, ví dụ: “pin cũ bỏ vào đâu”. Màu trong hình chỉ để dễ nhận."
    )


def where_does_it_go(thing: str) -> str:
    """The question behind "/rac pin cũ"."""
    return ITEM_QUESTIONS[0].format(thing)


# --- Messages that are not questions ---------------------------------------------------------------------------------

HOI_USAGE = "Ông/bà gõ câu hỏi sau lệnh, ví dụ: /hoi bao giờ khám nghĩa vụ quân sự"
UNKNOWN_COMMAND = "Tôi không có lệnh này. Ông/bà gõ /menu để xem các nút, hoặc cứ gõ câu hỏi."
TOO_LONG = "Tin dài quá, tôi đọc không hết. Ông/bà hỏi lại giúp trong một, hai câu ngắn."
FORWARDED = (
    "Đây là tin chuyển tiếp, tôi không xác nhận được tin này đúng hay sai. Ông/bà muốn hỏi gì thì gõ câu hỏi giúp tôi."
)
EDIT_NOT_TAKEN = (
    "<b>Tôi chưa nhận được chỗ ông/bà vừa sửa.</b>\n\n"
    "Xin gõ lại cả câu thành tin mới. Nếu đang trả lời sau khi bấm một nút thì bấm lại nút ấy rồi gõ."
)
STICKER = "Cảm ơn ông/bà! Cần hỏi gì, ông/bà cứ gõ, hoặc bấm /menu."
NOT_TEXT = (
    "Tôi chỉ đọc được chữ, chưa xem được ảnh, tệp hay nghe giọng nói, và tôi không giữ lại. Ông/bà gõ câu hỏi giúp tôi."
)
SLOW_DOWN = "Ông/bà gửi nhanh quá, xin chờ khoảng một phút rồi hỏi tiếp. Việc khẩn cấp xin gọi 113, 114, 115."


def something_went_wrong(error_id: str) -> str:
    """The one calm sentence after an error; the id finds it in the log."""
    return f"Xin lỗi, tôi vừa gặp trục trặc. Ông/bà thử lại sau ít phút giúp tôi. (Mã: {error_id})"


def overlay_broken(problems: str) -> str:
    """To officers: the ward's own content has an error; the last good state is served on."""
    return (
        "<b>Nội dung phường vừa sửa có lỗi nên chưa được dùng.</b>\n\n"
        "Trợ lý vẫn trả lời theo bản trước. Cần sửa:\n" + esc(problems[:1500])
    )


OVERLAY_TAKEN = "<b>Nội dung phường vừa sửa đã được dùng.</b>"

# --- Command menus ---------------------------------------------------------------------------------------------------

COMMANDS = {
    "start": "Bắt đầu",
    "menu": "Các nút bấm chính",
    "hoi": "Hỏi một câu",
    "chitieu": "Các chỉ tiêu của phường",
    "lich": "Lịch sắp tới",
    "rac": "Rác: cái gì bỏ vào đâu",
    "dangky": "Đăng ký nhận tin của phường",
    "huydangky": "Ngừng nhận tin",
    "dulieu": "Phường giữ gì về tôi",
    "xoadulieu": "Xóa dữ liệu về tôi",
    "riengtu": "Quyền riêng tư",
    "kiemtra": "Kiểm tra một tin có phải của phường",
    "hoi_canbo": "Hỏi cán bộ phường",
    "minhbach": "Trợ lý làm được đến đâu",
    "giup": "Cách dùng",
    "viec": "Tin đang chờ tôi trả lời",
    "ketnoi": "Nối nhóm của tổ với phường",
    "moi": "Mời tổ trưởng, cán bộ; danh sách tổ",
    "thongbao": "Viết và gửi tin",
    "lichgui": "Tin đã gửi, tin sắp gửi",
    "baocao": "Tổ nào đã nhận, đã làm, chưa trả lời",
    "hopthu": "Câu hỏi của người dân",
    "thongke": "Thống kê tuần, tháng",
    "sua": "Dạy trợ lý, sửa câu trả lời",
}
IN_PRIVATE_PLEASE = "Việc này riêng của từng người: xin nhắn riêng cho trợ lý. Nối nhóm thì gõ /ketnoi trong nhóm."
NOT_ENTITLED = (
    "Việc này dành cho cán bộ, tổ trưởng, tổ phó đã được phường mời. Có mã mời thì gõ mã vào đây. "
    "Ông/bà cần hỏi gì, cứ gõ."
)

# --- Start-up --------------------------------------------------------------------------------------------------------

OFFICER_IDS_MALFORMED = "chỉ gồm các số, cách nhau bằng dấu phẩy, ví dụ 123456789,987654321"
OFFICE_HOURS_MALFORMED = "phải ghi như 07:30-11:30,13:30-17:00, giờ sau lớn hơn giờ trước"
TIMEZONE_UNKNOWN = "không có múi giờ này; dùng Asia/Ho_Chi_Minh"
WARD_DIR_MISSING = "không có thư mục này; tạo bằng: python -m knowledge new-ward THƯ-MỤC"
API_URL_MALFORMED = "phải bắt đầu bằng http:// hoặc https://"
WEBHOOK_URL_MISSING = "BOT_MODE=webhook cần WEBHOOK_URL bắt đầu bằng https://"
WEBHOOK_SECRET_MISSING = "BOT_MODE=webhook cần WEBHOOK_SECRET; hãy đặt một chuỗi dài, ngẫu nhiên"  # noqa: S105 - a sentence


def bad_setting(name: str, problem: str) -> str:
    """A setting that cannot be used."""
    return f"Cài đặt {name} chưa đúng: {problem}." if name else f"Cài đặt chưa đúng: {problem}."


def data_dir_unusable(path: str, reason: str) -> str:
    """The data folder cannot be written."""
    return f"Không ghi được vào thư mục dữ liệu {path} ({reason}). Hãy cấp quyền ghi, hoặc đổi DATA_DIR trong tệp .env."


def already_running(path: str) -> str:
    """Another instance holds the data folder."""
    return f"Trợ lý đang chạy rồi với thư mục dữ liệu {path}. Hãy tắt bản đang chạy trước, hoặc đổi DATA_DIR."


def content_broken(problems: str) -> str:
    """Content cannot be used."""
    return f"Nội dung có lỗi nên chưa chạy được. Hãy sửa các dòng sau:\n{problems}"


def database_unusable(path: str, reason: str) -> str:
    """The database file cannot be opened."""
    return f"Không mở được tệp dữ liệu {path} ({reason}). Hãy kiểm tra quyền của tệp hoặc khôi phục từ bản sao lưu."


TOKEN_REFUSED = "Telegram không nhận TELEGRAM_BOT_TOKEN này. Hãy chép lại token từ @BotFather vào tệp .env."  # noqa: S105


def telegram_unreachable(reason: str) -> str:
    """Telegram cannot be reached at all."""
    return f"Không kết nối được tới Telegram ({reason}). Hãy kiểm tra mạng và TELEGRAM_API_BASE_URL."


# --- Terminal --------------------------------------------------------------------------------------------------------

TERMINAL_WELCOME = (
    "Chưa có TELEGRAM_BOT_TOKEN nên trợ lý nói chuyện ngay tại đây.\n"
    "Gõ câu hỏi rồi Enter · gõ số để bấm nút · :dan :totruong :canbo để đổi người · :thoat để nghỉ"
)
TERMINAL_BYE = "Chào ông/bà!"
TERMINAL_NO_BUTTON = "Không có nút số này."
TERMINAL_PEOPLE = {"dan": "Người dân", "totruong": "Tổ trưởng", "canbo": "Cán bộ"}


def terminal_person(name: str) -> str:
    """Who is speaking now."""
    return f"— Bây giờ ông/bà là: {name} —"


def terminal_unknown(command: str) -> str:
    """A colon command that does not exist."""
    return f"Không hiểu :{command}. Dùng :dan, :totruong, :canbo hoặc :thoat."


def terminal_media(kind: str, caption: str) -> str:
    """A picture or file that a terminal cannot show."""
    return f"[{kind}] {caption}".rstrip()
