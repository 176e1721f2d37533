"""Every sentence about people: invitations, offices, subscriptions, consent, one's own data, groups, posters."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.texts import esc, toggled
from broadcasts.people import Choices, Consent, Office, Rank, Role

YES_THAT_IS_ME = "✅ Đúng, tôi đồng ý"
NOT_ME = "Không phải tôi"
AGREE = "✅ Tôi đồng ý"
DISAGREE = "Tôi không đồng ý"
DONE = "✅ Xong"
BACK = "‹ Quay lại"


def capital(text: str) -> str:
    """A text safe in HTML with its first letter a capital; names inside keep theirs."""
    return esc(text[:1].upper() + text[1:])


def moment(at: datetime, zone: ZoneInfo) -> str:
    """A time of day and a day, as people write them."""
    local = at.astimezone(zone)
    return f"{local:%H:%M} {local.day}/{local.month}/{local.year}"


def tdp(name: str) -> str:
    """A residential group by its full name."""
    return f"Tổ dân phố {name}"


def seat(office: Office) -> str:
    """What an office is called: "Tổ trưởng, Tổ dân phố 5"."""
    if office.role is Role.OFFICER:
        return "Cán bộ phường"
    return f"{RANKS[office.rank or Rank.HEAD]}, {tdp(office.tdp or '')}"


RANKS = {Rank.HEAD: "Tổ trưởng", Rank.DEPUTY: "Tổ phó"}

# --- Consent ---------------------------------------------------------------------------------------------------------


def resident_consent(ward: str) -> str:
    """What a resident agrees to before anything is stored."""
    return (
        "<b>Trước khi đăng ký, xin ông/bà đồng ý một việc.</b>\n\n"
        f"• {capital(ward)} giữ: mã trò chuyện này, các mục và tổ dân phố ông/bà chọn. "
        "Không giữ tên, số điện thoại.\n"
        "• Để làm gì: chỉ để gửi tin ông/bà đã chọn.\n"
        "• Giữ đến khi: ông/bà ngừng nhận hoặc xóa; không liên lạc được 180 ngày thì tự xóa.\n"
        "• Tin đi qua Telegram, máy chủ đặt ở nước ngoài.\n\n"
        "Không bắt buộc: không đăng ký vẫn hỏi được mọi câu. Xem: /dulieu. Xóa: /xoadulieu."
    )


def office_consent(ward: str) -> str:
    """What a leader or officer agrees to when taking an office."""
    return (
        f"{capital(ward)} giữ mã trò chuyện, họ tên và nhiệm vụ của ông/bà để gửi việc của phường và biết "
        "việc nào đã nhận. Lời ông/bà viết dưới tin của phường được chuyển cho cán bộ, kèm tên và tổ; "
        "xong 90 ngày thì xóa. Thôi nhiệm vụ thì tên còn trong lịch sử của tổ đến khi ông/bà xóa. "
        "Tin đi qua Telegram, máy chủ ở nước ngoài. Xem: /dulieu. Xóa: /xoadulieu."
    )


def version(text: str) -> str:
    """The version of a consent text: it changes whenever the text does."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def consent_changed(ward: str) -> str:
    """To people who agreed to an earlier text."""
    return "<b>Nội dung đồng ý của phường đã thay đổi.</b> Xin ông/bà xem lại:\n\n" + resident_consent(ward)


CONSENT_REFUSED = "Vâng. Không có gì được giữ. Ông/bà vẫn hỏi được mọi câu; muốn nhận tin thì gõ /dangky."
CONSENT_WITHDRAWN = "Vâng. Tôi đã xóa mọi thứ về ông/bà và không gửi tin nữa. Ông/bà vẫn hỏi được mọi câu."

# --- Subscribing -----------------------------------------------------------------------------------------------------

DIGEST = "📬 Gộp một tin, sáng thứ bảy · bấm để đổi"
AT_ONCE = "📨 Gửi ngay khi có tin · bấm để đổi"
CHOOSE_TDP = "🏘 Chọn tổ dân phố của tôi"
NO_TDP = "Không chọn tổ nào"
STOP_EVERYTHING = "🔕 Ngừng nhận tất cả"
I_AM_A_LEADER = "Tôi là tổ trưởng, tổ phó"
SUBSCRIBE_AGAIN = "Chọn mục nhận tin"


def tdp_toggle(name: str | None) -> str:
    """The button for one's own TDP."""
    return toggled(tdp(name), chosen=True) if name else CHOOSE_TDP


SUBSCRIBE = (
    "<b>Ông/bà muốn nhận tin về việc gì?</b>\n\nBấm để chọn hoặc bỏ chọn, chọn là được lưu ngay. Xong thì bấm “Xong”."
)
CHOOSE_TDP_HEADING = "<b>Ông/bà ở tổ dân phố nào?</b>\n\nChọn để nhận tin của tổ mình."
NO_TDPS_YET = "Phường chưa đưa danh sách tổ dân phố lên đây. Ông/bà chọn theo việc trước giúp tôi."


def subscribed(choices: Choices, titles: Sequence[str]) -> str:
    """What one receives from now on."""
    if not choices.any:
        return "<b>Ông/bà chưa chọn mục nào, nên tôi không gửi gì.</b>\n\nMuốn chọn thì gõ /dangky."
    what = [*titles, *([tdp(choices.tdp)] if choices.tdp else [])]
    how = "gộp một tin vào sáng thứ bảy" if choices.digest else "gửi ngay khi có tin"
    lines = "\n".join(f"• {esc(one)}" for one in what)
    return f"<b>Đã đăng ký, {how}:</b>\n\n{lines}\n\nĐổi: /dangky. Ngừng: /huydangky."


UNSUBSCRIBED = "<b>Đã ngừng gửi tin.</b>\n\nNhững gì phường giữ để gửi tin cho ông/bà đã được xóa."
UNSUBSCRIBED_OFFICE = (
    "<b>Đã ngừng gửi tin ông/bà tự đăng ký.</b>\n\nViệc của nhiệm vụ vẫn được gửi. Muốn xóa hết thì gõ /xoadulieu."
)
NOT_SUBSCRIBED = "Ông/bà chưa đăng ký nhận tin nào. Muốn nhận tin thì gõ /dangky."

# --- One's own data --------------------------------------------------------------------------------------------------

DATA_SHOW = "Phường giữ gì về tôi"
DATA_FILE = "📄 Tải về thành tệp"
DATA_DELETE = "🗑 Xóa tất cả"
DATA_DELETE_YES = "Xóa hết"
DATA_KEEP = "Giữ lại"
DATA_FILE_NAME = "du-lieu-cua-toi.json"
NOTHING_STORED = "<b>Tôi không giữ gì về ông/bà.</b>\n\nHỏi đáp không cần đăng ký và không lưu người hỏi."
DELETE_QUESTION = (
    "<b>Xóa tất cả những gì phường giữ về ông/bà ở đây?</b>\n\n"
    "Ông/bà sẽ không nhận tin nữa. Nếu là tổ trưởng, tổ phó hoặc cán bộ thì cũng thôi nhiệm vụ trong trợ lý; "
    "cần thì phường mời lại."
)
DELETED = (
    "<b>Đã xóa xong.</b>\n\n"
    "Không còn gì về ông/bà trong dữ liệu đang dùng. Bản sao lưu, nếu phường có, sẽ hết hạn sau đó."
)
KEPT = "Vâng, không xóa gì cả."


def my_data(
    choices: Choices,
    titles: Sequence[str],
    consents: Sequence[Consent],
    offices: Sequence[Office],
    zone: ZoneInfo,
    asked: Sequence[int] = (),
) -> str:
    """Everything stored about a person, in plain words."""
    lines = ["• Mã trò chuyện này (để gửi tin tới)"]
    lines += [f"• Nhận tin: {esc(title)}" for title in titles]
    if choices.tdp:
        lines.append(f"• Nhận tin của {esc(tdp(choices.tdp))}")
    if choices.any:
        lines.append("• Cách nhận: " + ("gộp mỗi tuần" if choices.digest else "gửi ngay"))
    lines += [
        f"• Nhiệm vụ: {esc(seat(office))}" + (f", {esc(office.name)}" if office.name else "") for office in offices
    ]
    if asked:
        lines.append("• Câu hỏi gửi cán bộ: " + ", ".join(f"số {number}" for number in asked))
    if consents:
        lines.append(f"• Đã đồng ý: {moment(consents[0].given_at, zone)} (bản {consents[0].version})")
    return "<b>Phường đang giữ về ông/bà:</b>\n\n" + "\n".join(lines) + "\n\nQuyền của ông/bà: /riengtu"


def privacy(ward: str, contact: str) -> str:
    """The short form of what is kept and of one's rights."""
    return (
        f"<b>Quyền riêng tư ở trợ lý của {esc(ward)}</b>\n\n"
        "• Hỏi đáp: không lưu người hỏi. Câu chưa trả lời được thì giữ phần chữ, đã xóa số, tối đa 90 ngày.\n"
        "• Đăng ký nhận tin: chỉ giữ mã trò chuyện và mục đã chọn, khi ông/bà đồng ý.\n"
        "• Hỏi cán bộ: giữ mã trò chuyện và chữ đã gửi, đóng câu hỏi 90 ngày thì xóa chữ.\n"
        "• Tổ trưởng, tổ phó, cán bộ: thêm họ tên và nhiệm vụ; lời viết dưới tin của phường tới cán bộ kèm tên và tổ, "
        "xong 90 ngày thì xóa. Số điện thoại trong danh sách chỉ để so, "
        "nhận nhiệm vụ xong thì bỏ.\n"
        "• Tin tố giác, ảnh, giọng nói, giấy tờ: không giữ.\n\n"
        "Ông/bà được xem và tải về (/dulieu), đổi mục nhận tin (/dangky), rút lại đồng ý (/huydangky), "
        "xóa hết (/xoadulieu) bất cứ lúc nào; có hiệu lực ngay. Họ tên ghi sai: báo cán bộ phường. "
        "Ông/bà cũng được khiếu nại.\n"
        f"Bên giữ dữ liệu: UBND {esc(ward)}. Liên hệ: {esc(contact)}.\n"
        "Theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 và Nghị định số 356/2025/NĐ-CP."
    )
