"""Every sentence about offices: invitations, lists for officers, lists from files, groups, posters."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.compose_texts import ACTIONS as NOTICE_ACTIONS
from bot.inquiry_texts import ACTIONS as INQUIRY_ACTIONS
from bot.people_texts import RANKS, capital, moment, office_consent, seat, tdp
from bot.teaching_texts import STEPS as TEACHING_STEPS
from bot.texts import esc
from broadcasts.people import AuditLine, BadRow, Invitation, Office, Rank, Role
from broadcasts.steps import EVERY_LEADER, EVERY_OFFICER, NOTHING
from knowledge.texts import long_day

# --- Invitations -----------------------------------------------------------------------------------------------------

INVITE_HEAD = "Mời tổ trưởng"
INVITE_DEPUTY = "Mời tổ phó"
INVITE_OFFICER = "Mời cán bộ phường"
LIST_OF_LEADERS = "📋 Danh sách, lời mời, áp phích"
OPEN_INVITATIONS = "✉️ Lời mời đang chờ"
LEADERS_BY_TDP = "🏘 Các tổ dân phố"
OFFICERS_LIST = "👥 Cán bộ đã liên kết"
POSTERS = "🖨 Áp phích có mã QR"
AUDIT = "🕘 Ai đã làm gì"
OTHER_TDP = "✏️ Tổ khác (gõ tên)"
SKIP_NAME = "Bỏ qua"
REVOKE = "Hủy"
END_OFFICE_YES = "Đúng, thôi nhiệm vụ"
INVITE_INSTEAD = "Mời người mới"
PREVIOUS = "‹ Trước"
NEXT = "Sau ›"

INVITE_WHOM = (
    "<b>Mời ai vào trợ lý?</b>\n\n"
    "Có sẵn danh sách Excel (cột Tổ, Họ tên, Chức vụ, Điện thoại) thì gửi thẳng tệp vào đây."
)
INVITE_MORE = "<b>Xem gì?</b>"
WHICH_TDP = "<b>Tổ dân phố nào?</b>"
TYPE_TDP = "<b>Ông/bà gõ số hoặc tên tổ dân phố.</b>\n\nVí dụ: 5"
BAD_TDP = "Tôi chưa hiểu tên tổ này. Ông/bà gõ số hoặc tên ngắn, ví dụ: 5"
TYPE_NAME = (
    "<b>Họ tên người được mời?</b>\n\nÔng/bà gõ họ tên, hoặc bấm “Bỏ qua” để người được mời dùng tên trên Telegram."
)


def invitation_made(ward: str, office: Office, code: str, link: str, expires_at: datetime) -> str:
    """An invitation, ready to be forwarded as it is."""
    whom = f"<b>{esc(office.name)}</b>" if office.name else "ông/bà"
    return (
        f"<b>{capital(ward)} mời {whom} nhận nhiệm vụ {esc(seat(office))}</b>\n\n"
        f"Bấm vào đây để nhận: {esc(link)}\n\n"
        f"Hoặc mở trợ lý rồi gõ mã: <code>{code}</code>\n\n"
        f"Dùng một lần, đến hết {esc(long_day(expires_at.date()))}."
    )


INVITATION_HINT = "Chuyển tiếp tin trên (hoặc ảnh mã QR) cho đúng người. Nếu đã có lời mời cũ thì lời mời ấy hết dùng."
INVITATION_BAD = (
    "Mã mời này không dùng được: có thể gõ nhầm, đã dùng, đã hủy hoặc quá hạn. Ông/bà xin cán bộ phường một mã mới."
)
INVITATION_TOO_MANY = "Mã sai nhiều lần quá. Ông/bà thử lại sau một giờ, hoặc nhờ cán bộ phường giúp."
INVITATION_DECLINED = "Vâng. Lời mời chưa được dùng. Nếu nhầm người, xin báo lại cán bộ phường."


def invitation_question(ward: str, office: Office, name: str) -> str:
    """Whether the person is who was invited, and agrees."""
    return (
        f"<b>Ông/bà là {esc(name)}, {esc(seat(office))}, {esc(ward)}?</b>\n\n"
        + office_consent(ward)
        + "\n\nNếu đúng và đồng ý, ông/bà bấm nút dưới."
    )


def office_taken(office: Office) -> str:
    """A warm word after accepting."""
    return (
        f"<b>Xong rồi! Ông/bà đã nhận nhiệm vụ {esc(seat(office))}.</b>\n\n"
        "Khi phường có việc, tin sẽ gửi tới đây. Gõ /menu để xem các nút."
    )


def office_taken_notice(office: Office) -> str:
    """To officers: somebody accepted."""
    return f"✅ {esc(office.name or '')} đã nhận nhiệm vụ {esc(seat(office))}."


def office_ended(office: Office) -> str:
    """To whom the office was taken from."""
    return f"Ông/bà đã thôi nhiệm vụ {esc(seat(office))}. Cảm ơn ông/bà! Trợ lý vẫn trả lời mọi câu hỏi như thường."


OFFICE_ENDED_DONE = "Đã ghi thôi nhiệm vụ."
LEADER_HOW = (
    "<b>Ông/bà là tổ trưởng, tổ phó?</b>\n\n"
    "Có mã mời thì gõ mã 6 ký tự vào đây .\n"
    "Chưa có thì bấm nút “Gửi số của tôi” ở dưới: nếu số trùng với danh sách của phường là nhận được ngay. "
    "Số chỉ dùng để so, không giữ lại."
)
SHARE_CONTACT = "📱 Gửi số của tôi"
CONTACT_UNKNOWN = "Số này chưa có trong danh sách của phường. Ông/bà xin cán bộ phường một mã mời."
CONTACT_NOT_OWN = "Xin ông/bà gửi số của chính mình, bằng nút “Gửi số của tôi”."
CONTACT_CHECKED = "Đã so số, không giữ lại."

# --- Lists for officers ----------------------------------------------------------------------------------------------


def mark(office: Office | None) -> str:
    """How far an office is linked."""
    if office is None:
        return "▫️"
    if not office.linked:
        return "⏳"
    return "⚠️" if office.lost else "✅"


def tdp_button(name: str, head: Office | None) -> str:
    """A TDP in a list of buttons."""
    return f"{mark(head)} {name}"


_MARKS = {"✅": "đã liên kết", "⏳": "có tên, chưa liên kết", "⚠️": "mất liên lạc", "▫️": "chưa có tổ trưởng"}


def tdp_list_heading(marks: Sequence[str]) -> str:
    """How many TDPs stand how, over their buttons."""
    counts = "\n".join(f"{mark} {meaning}: {marks.count(mark)}" for mark, meaning in _MARKS.items())
    return f"<b>{len(marks)} tổ dân phố</b>\n\n{counts}\n\nBấm một tổ để xem."


NO_TDPS_FOR_OFFICERS = (
    "<b>Chưa có tổ dân phố nào.</b>\n\nÔng/bà gửi tệp Excel danh sách tổ trưởng vào đây, hoặc bấm /moi."
)


def office_line(office: Office) -> str:
    """One holder of an office."""
    rank = RANKS[office.rank or Rank.HEAD]
    return f"{mark(office)} {rank}: {esc(office.name or 'chưa có tên')} – {_MARKS[mark(office)]}"


def tdp_page(name: str, offices: Sequence[Office], residents: int) -> str:
    """One TDP: who leads it, how many receive its notices."""
    lines = [office_line(office) for office in offices] or ["▫️ Chưa có tổ trưởng"]
    return f"<b>{esc(tdp(name))}</b>\n\n" + "\n".join(lines) + f"\n\nNgười dân nhận tin của tổ: {residents}"


def end_button(office: Office) -> str:
    """The button that takes an office from its holder."""
    return f"Thôi nhiệm vụ: {office.name or seat(office)}"


def end_question(office: Office) -> str:
    """Before an office is taken away."""
    return f"<b>{esc(office.name or 'Người này')} thôi làm {esc(seat(office))}?</b>"


SHOWN_INVITATIONS = 24
"""On one page, those that end first."""


def invitations_page(invitations: Sequence[Invitation], zone: ZoneInfo) -> str:
    """The invitations that can still be accepted."""
    if not invitations:
        return "<b>Không có lời mời nào đang chờ.</b>"
    more = len(invitations) - SHOWN_INVITATIONS
    lines = [
        f"{number}. {esc(seat(one.office))}{' – ' + esc(one.office.name) if one.office.name else ''}, "
        f"đến {moment(one.expires_at, zone)}"
        for number, one in enumerate(invitations[:SHOWN_INVITATIONS], start=1)
    ] + ([f"… và {more} lời mời hết hạn sau"] if more > 0 else [])
    return "<b>Lời mời đang chờ</b>\n\n" + "\n".join(lines) + "\n\nBấm “Hủy” kèm số để hủy một lời mời."


def officers_page(offices: Sequence[Office]) -> str:
    """The ward's officers."""
    lines = [f"{mark(office)} {esc(office.name or 'cán bộ chưa ghi tên')}" for office in offices]
    return "<b>Cán bộ phường trong trợ lý</b>\n\n" + "\n".join(lines)


_ACTIONS = {
    "invite": "mời",
    "revoke": "hủy lời mời",
    "accept": "nhận nhiệm vụ",
    "succeed": "thay người trước",
    "end": "cho thôi nhiệm vụ",
    "import": "nhập danh sách",
    "connect": "kết nối nhóm",
    "disconnect": "bỏ kết nối nhóm",
    **NOTICE_ACTIONS,
    **INQUIRY_ACTIONS,
    **TEACHING_STEPS,
}


def audit_page(lines: Sequence[AuditLine], zone: ZoneInfo) -> str:
    """Who did what, newest first."""
    if not lines:
        return "<b>Chưa có việc nào được ghi.</b>"
    told = [
        f"{moment(line.at, zone)} – {esc(line.actor or 'cán bộ')} "
        f"{_ACTIONS.get(line.action, line.action)}: {esc(_about(line))}"
        for line in lines
    ]
    return "<b>Ai đã làm gì (mới nhất ở trên)</b>\n\n" + "\n".join(told)


_SEAT_WORDS: dict[str, str] = {
    Role.LEADER: "",
    Role.OFFICER: "cán bộ phường",
    Rank.HEAD: "tổ trưởng tổ",
    Rank.DEPUTY: "tổ phó tổ",
}


_BINDINGS = {EVERY_LEADER: "nhóm tổ trưởng", EVERY_OFFICER: "nhóm cán bộ", NOTHING: "không"}


def _about(line: AuditLine) -> str:
    """The office, list or invitation a step was about, in words."""
    about = " ".join(filter(None, (_SEAT_WORDS.get(word, word) for word in line.about.split())))
    old, new = (_BINDINGS.get(value, value) for value in (line.old, line.new))
    return f"{about} ({old} → {new})".strip() if old and new else about


# --- Lists from files ------------------------------------------------------------------------------------------------

TAKE_LIST = "✅ Nhận danh sách này"
DROP_LIST = "Bỏ"
LIST_DROPPED = "Vâng, không thay đổi gì."
LIST_GONE = "Danh sách này không còn chờ nữa. Ông/bà gửi lại tệp giúp tôi."
LIST_TOO_LARGE = "Tệp lớn quá 2 MB. Ông/bà chỉ để lại bảng tổ trưởng rồi gửi lại."


def list_read(leaders: int, tdps: int, bad_rows: Sequence[BadRow]) -> str:
    """What was understood of a file, before it is taken over."""
    if not leaders:
        return "<b>Chưa dùng được dòng nào; xin sửa rồi gửi lại.</b>" + bad_row_lines(bad_rows)
    text = f"<b>Đọc được {leaders} người của {tdps} tổ dân phố.</b>"
    return text + bad_row_lines(bad_rows) + "\n\nNhận danh sách này?"


def bad_row_lines(bad_rows: Sequence[BadRow], most: int = 15) -> str:
    """The rows that cannot be used, each with its line and reason."""
    if not bad_rows:
        return ""
    lines = [f"• Dòng {row.line}: {esc(row.reason)}" for row in bad_rows[:most]]
    more = f"\n… và {len(bad_rows) - most} dòng nữa" if len(bad_rows) > most else ""
    return f"\n\n{len(bad_rows)} dòng chưa dùng được:\n" + "\n".join(lines) + more


def file_unreadable(path: str, reason: str) -> str:
    """A file named on the command line cannot be read or written."""
    return f"Không dùng được tệp {path} ({reason}). Hãy kiểm tra tên tệp và quyền."


def list_taken_in_terminal(new: int, known: int, bad_rows: Sequence[BadRow]) -> str:
    """A list was taken over from the command line; every bad row is named."""
    lines = [f"Dòng {row.line}: {row.reason}" for row in bad_rows]
    return "\n".join([f"Đã nhận: {new} người mới, {known} người đã có. Chưa dùng được: {len(lines)} dòng.", *lines])


def list_taken(new: int, known: int) -> str:
    """A list was taken over."""
    return (
        f"<b>Đã nhận: {new} người mới, {known} người đã có.</b>\n\n"
        "Bước tiếp: /moi để gửi lời mời, hoặc để tổ trưởng tự gửi số."
    )


# --- Groups ----------------------------------------------------------------------------------------------------------

LEADERS_GROUP = "Nhóm tổ trưởng toàn phường"
DISCONNECT = "Bỏ kết nối nhóm này"


def group_greeting(ward: str) -> str:
    """When the assistant is added to a group."""
    return (
        f"<b>Xin chào cả nhóm! Tôi là trợ lý của {esc(ward)}.</b>\n\n"
        "Muốn hỏi, xin gõ /hoi rồi gõ câu hỏi. Tổ trưởng hoặc cán bộ gõ /ketnoi để nhóm nhận tin của phường."
    )


CONNECT_IN_GROUP = "Lệnh này dùng trong nhóm: thêm trợ lý vào nhóm của tổ, rồi gõ /ketnoi ở đó."
CONNECT_WHICH = "<b>Nhóm này là của tổ nào?</b>"


def connected(tdp_name: str | None) -> str:
    """A group is connected from now on."""
    what = tdp(tdp_name) if tdp_name else LEADERS_GROUP
    return f"<b>Đã kết nối: {esc(what)}.</b>\n\nTin của phường cho nơi này sẽ gửi vào nhóm. Gõ /ketnoi để đổi hoặc bỏ."


DISCONNECTED = "Đã bỏ kết nối. Nhóm không nhận tin của phường nữa."
