"""Every sentence about making a notice: what it says, to whom, when, what is asked, a last look, a second officer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.notice_texts import duration, first_words, reached
from bot.texts import esc
from broadcasts.asks import MOST_CHOICES, Ask, AskKind
from broadcasts.notice import Notice, NoticeState
from broadcasts.variables import NAME, TDP

SAMPLE_VALUES: Mapping[str, str] = {NAME: "(họ tên người nhận)", TDP: "(số tổ)"}
"""What variables look like in a preview."""

# --- What it says ----------------------------------------------------------------------------------------------------

WRITE = (
    "<b>Ông/bà gõ hoặc chuyển tiếp nội dung cần gửi.</b>\n\n"
    "Chữ, một hay nhiều ảnh, tệp, giọng nói đều được, mỗi lần một tin. "
    "Tôi chưa gửi ngay: ông/bà còn chọn người nhận và xem lại."
)
WRITE_AGAIN = "<b>Ông/bà gõ hoặc chuyển tiếp nội dung mới.</b>\n\nChỉ thay nội dung; người nhận và giờ gửi giữ nguyên."
TOO_LONG = "Tin dài quá 3.000 chữ, nhiều máy không hiện hết. Ông/bà rút gọn rồi gửi lại giúp."
CAPTION_TOO_LONG = "Chữ dưới ảnh, tệp dài quá 900 chữ, Telegram không gửi được. Ông/bà rút gọn rồi gửi lại giúp."
ALBUM_TAKEN = "<b>Đã nhận bộ ảnh, tệp mới.</b>\n\nÔng/bà bấm “Tiếp” để xem lại tin."
PART_TOO_LATE = "Ảnh, tệp này tới sau khi tin đã gửi hoặc đã bỏ, nên không có trong tin."
NO_DRAFT = "Bản nháp này không còn. Ông/bà gõ /thongbao để viết tin mới."
NOT_YOURS = "Bản nháp này của cán bộ khác nên không sửa được. Ông/bà có thể chép thành bản của mình."
COPY = "📋 Chép thành bản của tôi"
DRAFTS = "📝 Bản nháp của tôi"
TEMPLATES = "📄 Mẫu có sẵn"
PROPOSED = " (đang chờ duyệt)"
NO_DRAFTS = "Ông/bà chưa có bản nháp nào. Gõ /thongbao để viết tin mới."


def drafts(found: Sequence[Notice]) -> str:
    """The own drafts, by their codes."""
    lines = [f"<b>{one.code}</b> {esc(first_words(one.body.text))}" for one in found]
    return "<b>Bản nháp của ông/bà</b>\n\n" + "\n\n".join(lines) + "\n\nBấm mã để viết tiếp." if lines else NO_DRAFTS


KEEP = "🗂 Giữ lại tất cả 90 ngày nữa"
NOTHING_TO_KEEP = "Không còn bản nháp nào sắp bị xóa."


def drafts_end(found: Sequence[Notice], more: int) -> str:
    """To their author: what was left unfinished and is deleted in a week; `more` are not listed."""
    lines = [
        f"<b>{one.code}</b> {esc(first_words(one.body.text))}{PROPOSED * (one.state is NoticeState.PROPOSED)}"
        for one in found
    ]
    listed = [*lines, *([f"… và {more} tin nữa."] if more else [])]
    return (
        f"<b>{len(found) + more} tin ông/bà viết dở sẽ bị xóa sau 7 ngày nữa.</b>\n\n"
        + "\n".join(listed)
        + "\n\nTin viết dở quá 90 ngày thì tự xóa. Còn cần thì bấm nút giữ lại; muốn viết tiếp thì bấm mã."
    )


def kept(count: int) -> str:
    """Drafts stay."""
    return f"Đã giữ lại {count} tin viết dở thêm 90 ngày. Xem lại: gõ /thongbao, bấm {DRAFTS}."


def unknown_variables(words: Sequence[str]) -> str:
    """Words in braces that mean nothing to us."""
    said = ", ".join("{" + esc(word) + "}" for word in words)
    return (
        f"Tôi không biết điền gì vào {said}.\n\n"
        f"Tôi chỉ điền được {{{NAME}}} (họ tên người nhận) và {{{TDP}}} (số tổ). Ông/bà sửa rồi gửi lại giúp."
    )


def missing_variables(count: int) -> str:
    """How many readers have no value for a variable of the text."""
    return (
        f"⚠️ {count} người nhận chưa có họ tên hoặc số tổ để điền vào tin. "
        f"Ông/bà bỏ {{{NAME}}}, {{{TDP}}} khỏi nội dung, hoặc chọn người nhận khác."
    )


# --- To whom ---------------------------------------------------------------------------------------------------------

WHOM = "<b>Gửi cho ai?</b>\n\nBấm một lần là chọn (✅), bấm lần nữa là bỏ. Xong thì bấm “Tiếp”."
WHOM_TOPICS = "<b>Gửi cho người đăng ký việc nào?</b>"
WHOM_TDPS = "<b>Gửi cho tổ dân phố nào?</b>\n\nGồm tổ trưởng, tổ phó, nhóm và người dân của tổ."
NOBODY = "Chưa chọn ai, hoặc những nơi đã chọn chưa có ai nhận được. Ông/bà chọn thêm người nhận."
ALL_LEADERS = "Tất cả tổ trưởng, tổ phó"
ALL_GROUPS = "Các nhóm đã nối"
BY_TOPIC = "Người dân theo việc ›"
BY_TDP = "Theo tổ dân phố ›"
NEXT_STEP = "Tiếp ›"
BACK = "‹ Quay lại"

# --- What is asked ---------------------------------------------------------------------------------------------------

ASK = (
    "<b>Cần tổ trưởng trả lời gì không?</b>\n\n"
    "Chỉ tổ trưởng, tổ phó, cán bộ thấy nút trả lời. Người dân và nhóm chỉ đọc tin."
)
ASKS: Mapping[AskKind, str] = {
    AskKind.NOTHING: "Không cần trả lời",
    AskKind.RECEIVED: "Chỉ báo đã nhận",
    AskKind.CARRIED_OUT: "Báo đã nhận, rồi đã triển khai",
    AskKind.ATTEND: "Dự họp hay vắng",
    AskKind.FIGURE: "Báo một con số",
    AskKind.CHOICE: "Chọn một câu trả lời",
}
MEETING = "<b>Họp lúc nào?</b>\n\nÔng/bà gõ ngày giờ, ví dụ: “19h30 thứ sáu” hoặc “20/12 8:00”."
UNIT = "<b>Cần báo con số gì?</b>\n\nÔng/bà gõ tên con số, ví dụ: “số hộ đã phân loại rác”."
UNIT_TOO_LONG = "Tên con số dài quá 60 chữ. Ông/bà gõ ngắn hơn giúp."
CHOICES = (
    "<b>Cho chọn những câu trả lời nào?</b>\n\n"
    f"Ông/bà gõ mỗi câu một dòng, từ 2 đến {MOST_CHOICES} câu, mỗi câu không quá 30 chữ."
)
LONGEST_CHOICE = 30
TARGET = "<b>Số này cộng vào chỉ tiêu nào của nghị quyết?</b>\n\nBấm số của chỉ tiêu, hoặc “Không”."
NO_TARGET = "Không"
UNTIL = (
    "<b>Chờ trả lời trong bao lâu?</b>\n\n"
    "Hết hạn, tôi tự nhắc một lần những người chưa trả lời, rồi báo ông/bà còn bao nhiêu người."
)
WITHIN: Mapping[int, str] = {1: "1 ngày", 3: "3 ngày", 7: "7 ngày", 0: "Không hạn, không tự nhắc"}
"""Days, and what the button says."""


def asked(ask: Ask, answer_within: timedelta | None, when: str = "") -> str:
    """What is asked, in one line; `when` reads a meeting's time."""
    told = {
        AskKind.NOTHING: "không",
        AskKind.ATTEND: f"dự họp hay vắng ({when})",
        AskKind.FIGURE: f"báo {esc(ask.unit)}" + (f" (chỉ tiêu {ask.target})" if ask.target else ""),
        AskKind.CHOICE: f"chọn: {esc(' hoặc '.join(ask.choices))}",
    }.get(ask.kind, ASKS[ask.kind].lower())
    if ask.kind is AskKind.NOTHING:
        return told
    days = answer_within.days if answer_within else 0
    return f"{told}. Hạn: {days} ngày sau khi gửi" if days else f"{told}. Không hạn"


# --- When ------------------------------------------------------------------------------------------------------------

WHEN = (
    "<b>Gửi lúc nào?</b>\n\n"
    "Bấm một nút, hoặc gõ: “mai 7h”, “20/12 8:00”, “thứ hai hằng tuần 7h”, “ngày cuối tháng”, “trước bầu cử 7 ngày”."
)
NOW = "Gửi ngay"
TOMORROW_MORNING = "7 giờ sáng mai"
THIS_EVENING = "19 giờ tối nay"
AT_ONCE = "ngay khi xác nhận"
TIME_PASSED = "Giờ gửi đã chọn đã qua. Ông/bà chọn giờ khác."

# --- A last look -----------------------------------------------------------------------------------------------------

SEND = "✅ Gửi"
PROPOSE = "📨 Xin duyệt"
ALONE = "⚡ Gửi khẩn, không chờ duyệt"
ALONE_SURE = "⚡ Đúng, gửi khẩn ngay"
EDIT = "✏️ Sửa"
THROW_AWAY = "🗑 Bỏ tin này"
THROWN_AWAY = "Đã bỏ. Không gửi gì cả."
CHANGED = "Tin đã được sửa sau lần xem này nên chưa gửi. Ông/bà xem lại bản mới dưới đây."
EDIT_WHAT = "<b>Sửa phần nào?</b>"
EDIT_TEXT = "✏️ Nội dung"
EDIT_WHOM = "👥 Người nhận"
EDIT_WHEN = "🕖 Giờ gửi"
EDIT_ASK = "❓ Cần trả lời gì"
URGENT = "Tin khẩn: gửi cả ban đêm"
BACK_TO_LOOK = "‹ Xem lại tin"
LOOK_REFUSED = (
    "Telegram không gửi được đủ nội dung này nên chưa gửi cho ai.\n\n"
    "Có thể ảnh, tệp gốc ông/bà gửi vào đây đã bị xóa. Ông/bà bấm “Nội dung” rồi gửi lại giúp."
)
NOT_WHILE_UNFILLED = "Nội dung còn chỗ trống trong ngoặc « ». Ông/bà bấm “Sửa”, “Nội dung” rồi điền vào giúp."


def confirm(
    draft: Notice,
    counts: Counter[int],
    missing: Sequence[str],
    when: str,
    seconds: float,
    *,
    weekly: int,
    digest: date | None,
    asked_for: str,
    warnings: Sequence[str],
) -> str:
    """The last question before a notice leaves; `when` and `asked_for` are read back in full.
    `weekly` and `digest` are whom it reaches with their digest, and of which day.
    """
    takes = f" Ước chừng gửi xong trong {duration(seconds)}." if counts else ""
    lines = [
        reached(draft.audience, counts, missing, weekly, digest),
        f"Gửi: <b>{when}</b>.{takes}",
        f"Cần trả lời: {asked_for}.",
        *([f"Kèm {len(draft.body.album)} ảnh, tệp."] if draft.body.album else []),
        *(["⚡ Tin khẩn."] if draft.urgent else []),
        *warnings,
        "Tin ở trên đúng như người nhận sẽ thấy. Gửi?",
    ]
    return "\n\n".join(lines)


QUIET = "⚠️ Đang giờ nghỉ (21 giờ – 6 giờ 30): xin chỉ gửi ngay nếu thật gấp."
ONLY_OFFICER = "Tin này cần hai cán bộ, nhưng phường mới có một người dùng trợ lý: ông/bà tự gửi được, xin xem thật kỹ."
NEEDS_SECOND = "Tin gửi rộng hoặc tin khẩn cần hai cán bộ: một người viết, một người duyệt."

# --- The second officer ----------------------------------------------------------------------------------------------

APPROVE = "✅ Duyệt và gửi"
GIVE_BACK = "↩️ Trả lại"
NOT_OWN = "Ông/bà không tự duyệt tin mình viết được. Xin chờ cán bộ khác."
NO_LONGER_PROPOSED = "Tin này đã được duyệt hoặc trả lại rồi."
ALONE_WARNING = (
    "<b>Gửi khẩn mà không chờ duyệt?</b>\n\nChỉ dùng khi chậm là có hại. Tôi ghi lại và báo ngay cho tất cả cán bộ."
)


def proposed(told: int) -> str:
    """To the author; `told` officers were asked."""
    if told:
        return f"Đã nhờ {told} cán bộ duyệt. Có người duyệt thì tin tự gửi đúng giờ đã chọn, và tôi báo ông/bà."
    return "Tôi chưa nhắn được cho cán bộ nào. Ông/bà gọi một cán bộ, nhờ gõ /lichgui rồi mở tin này để duyệt."


def please_approve(author: str, draft: Notice, summary: str) -> str:
    """To the other officers, under the preview."""
    return f"<b>{esc(author or 'Một cán bộ')} xin duyệt tin {draft.code}.</b>\n\n{summary}"


def approved(by: str, draft: Notice) -> str:
    """To the author."""
    return f"✅ {esc(by or 'Cán bộ khác')} đã duyệt tin {draft.code}: “{esc(first_words(draft.body.text))}”."


def given_back(by: str, draft: Notice) -> str:
    """To the author."""
    return (
        f"↩️ {esc(by or 'Cán bộ khác')} trả lại tin {draft.code}, chưa gửi. Ông/bà gõ /lichgui, sửa rồi xin duyệt lại."
    )


def time_passed(draft: Notice) -> str:
    """To the author, when the second officer was too late."""
    return f"Tin {draft.code} được duyệt sau giờ gửi đã chọn nên chưa gửi. Ông/bà gõ /lichgui rồi chọn giờ khác."


def sent_alone(author: str, draft: Notice) -> str:
    """To all other officers."""
    words = esc(first_words(draft.body.text))
    return f"⚡ {esc(author or 'Một cán bộ')} gửi khẩn tin {draft.code} không qua duyệt: “{words}”."


GAVE_BACK = "Đã trả lại và báo cho người viết."

ACTIONS: Mapping[str, str] = {
    "send": "gửi tin",
    "send_alone": "gửi khẩn không qua duyệt tin",
    "propose": "xin duyệt tin",
    "approve": "duyệt tin",
    "give_back": "trả lại tin",
    "take_back": "rút về sửa tin",
    "stop_planning": "dừng gửi tin",
    "sending": "đổi việc gửi tin",
    "correct": "đính chính tin",
    "recall": "thu hồi tin",
    "remind": "nhắc trả lời tin",
}
"""What officers did to notices, as the audit tells it."""
